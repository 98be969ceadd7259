Empty programmes, several requests at once, and what stands in the way

-- members.csv --
email,name,membershiptype,zone
ada@example.org,Ada Byron,Mentor,Europe/Berlin
sam@example.org,Sam Ito,Student,Asia/Tokyo
kim@example.org,Kim O'Neil,mentee,America/New_York
-- --

A programme without mentors and subjects says so.

$ almanac init --quiet
$ almanac build --quiet
? mentors/index.html | No mentors yet
$ almanac person import members.csv
$ almanac session book --mentor ada-byron --student sam@example.org --start 2026-11-24T09:00:00Z --duration 60 --title "Talk"
! 4
> almanac: refused: Ada Byron is not approved as a mentor (rule approval)

Who is half remembered is named.

$ almanac session book --mentor ada --student sam@example.org --start 2026-11-24T09:00:00Z --duration 60 --title "Talk"
! 5
> almanac: error: no mentor "ada"; did you mean "ada-byron"?
$ almanac connection list --student kim
! 5
> almanac: error: no active person has the address "kim"; did you mean "kim@example.org"?

$ almanac mentor approve ada-byron
> mentor ada-byron: approved
> to be told: ada@example.org (mentor-approved)
$ almanac mentor set ada-byron --confirm each --subjects portfolio
$ almanac availability add ada-byron --day TU --start 09:00 --end 12:00
$ almanac connection request --mentor ada-byron --student sam@example.org --goal interview-prep --message "Hello"
$ almanac connection accept --mentor ada-byron --student sam@example.org
$ almanac connection request --mentor ada-byron --student kim@example.org --goal interview-prep --message "Hello"
$ almanac connection accept --mentor ada-byron --student kim@example.org

An empty form is not sent, a past date is not open, an unknown subject is named.

$ almanac session book --mentor ada-byron --student sam@example.org --start 2026-11-24T09:00:00Z --duration 60 --as sam@example.org
! 5
> almanac: refused: a title is needed (rule title)
$ almanac session book --mentor ada-byron --student sam@example.org --start 2026-11-17T09:00:00Z --duration 60 --title "Talk" --as sam@example.org
! 4
> almanac: refused: 2026-11-17T09:00:00Z is past (rule past)
> open slots nearby: 2026-11-24T08:00:00Z, …
$ almanac session book --mentor ada-byron --student sam@example.org --start 2026-11-24T09:00:00Z --duration 60 --title "Talk" --subject portfolo
! 5
> almanac: error: no subject "portfolo"; did you mean "portfolio"?

Both ask, Ada goes away on one of the days, and says yes to all.

$ almanac session book --mentor ada-byron --student sam@example.org --start 2026-11-24T09:00:00Z --duration 90 --title "Portfolio" --subject portfolio --as sam@example.org
$ almanac session book --mentor ada-byron --student kim@example.org --start 2026-12-01T09:00:00Z --duration 60 --title "Plans" --as kim@example.org
$ almanac session list --status pending
> 1	pending	2026-11-24T09:00:00Z	VIDEO	ada-byron	sam@example.org	Portfolio
> 2	pending	2026-12-01T09:00:00Z	VIDEO	ada-byron	kim@example.org	Plans
$ almanac availability close ada-byron --from 2026-12-01 --as ada@example.org
$ almanac session approve --all --as ada@example.org
> session S-1: scheduled, 2026-11-24 10:00 Europe/Berlin, 90 minutes, "Portfolio"
> to be told: sam@example.org (session-booked)
> left out S-2: 2026-12-01T09:00:00Z is not open any more: a closed date (rule closed-date); open nearby: 2026-12-08T…
$ almanac session decline --all --reason "I am away" --as ada@example.org
> request S-2: rejected, …
> to be told: kim@example.org (session-declined)
$ almanac build --quiet
? u/*/sessions/index.html | Portfolio
? u/*/sessions/index.html | 90 minutes
? u/*/requests/index.html | I am away

What was is no longer among what comes.

@ 2026-11-24T12:00:00Z
$ almanac session complete S-1 --as ada@example.org
$ almanac build --quiet
?! u/*/sessions/index.html | Portfolio
? u/*/sessions/past/index.html | Portfolio
