A year in the life of a pair

-- members.csv --
email,name,membershiptype,zone
ada@example.org,Ada Byron,Mentor,Europe/Berlin
sam@example.org,Sam Ito,Student,America/New_York
-- --

@ 2026-01-05T09:00:00Z
$ almanac init --quiet
$ almanac person import members.csv
$ almanac mentor approve ada-byron
$ almanac mentor set ada-byron --horizon-days 120 --topics career,writing
$ almanac availability add ada-byron --day TU --start 16:00 --end 18:00
$ almanac connection request --mentor ada-byron --student sam@example.org --goal career-guidance --message "A year together?"
$ almanac connection accept --mentor ada-byron --student sam@example.org

Once a month at four, on Ada's clock, whatever the sun does.

$ almanac session book --mentor ada-byron --student sam@example.org --start 2026-02-10T16:00 --zone Europe/Berlin --duration 60 --title "Monthly talk" --every month --count 3
> session S-1: scheduled, 2026-02-10 16:00 Europe/Berlin, 60 minutes, "Monthly talk"
> session S-2: scheduled, 2026-03-10 16:00 Europe/Berlin, 60 minutes, "Monthly talk"
> left out 2026-04-10T14:00:00Z: 2026-04-10T14:00:00Z is not open: outside the hours (rule outside-hours); open nearby: …
$ almanac session list
> 1	scheduled	2026-02-10T15:00:00Z	…
> 2	scheduled	2026-03-10T15:00:00Z	…

Ada goes away at Easter.

$ almanac availability close ada-byron --from 2026-04-03 --until 2026-04-12 --reason "Easter"
$ almanac slots ada-byron --explain 2026-04-07T14:00:00Z
> 2026-04-07T14:00:00Z  2026-04-07 16:00 Europe/Berlin: closed, a closed date (closed-date)
> nearest open slots:

The first takes place, the second nobody came to.

@ 2026-02-10T16:30:00Z
$ almanac session complete S-1 --as ada@example.org
$ almanac review add S-1 --stars 4 --show-name --as sam@example.org
@ 2026-03-10T16:30:00Z
$ almanac session no-show S-2 --absent student --as ada@example.org
> session S-2: no_show, …

What was said stays with the two for a while: Ada links the recording for a month, and it goes by itself.

$ almanac session link S-1 --recording https://video.example.org/monthly-talk --as ada@example.org
! 5
> almanac: refused: a recording needs the consent of both; write --consent (rule link)
$ almanac session link S-1 --recording https://video.example.org/monthly-talk --consent --until 2026-03-15T00:00:00Z --as ada@example.org
> to be told: sam@example.org (recorded)
@ 2026-03-15T00:00:00Z
$ almanac tick
> session S-1: completed, …
$ almanac session show S-1
> status: completed

Four sessions in a row lie across Europe's clock change: four o'clock in Berlin is eleven in New York, then ten.

$ almanac session book --mentor ada-byron --student sam@example.org --start 2026-03-17T16:00 --zone Europe/Berlin --duration 30 --title "Job search" --every week --count 4 --as sam@example.org
> session S-3: scheduled, 2026-03-17 16:00 Europe/Berlin, 30 minutes, "Job search"
> session S-4: scheduled, 2026-03-24 16:00 Europe/Berlin, 30 minutes, "Job search"
> session S-5: scheduled, 2026-03-31 16:00 Europe/Berlin, 30 minutes, "Job search"
> left out 2026-04-07T14:00:00Z: 2026-04-07T14:00:00Z is not open: a closed date (rule closed-date); open nearby: …
$ almanac session list --status scheduled
> 3	scheduled	2026-03-17T15:00:00Z	…
> 4	scheduled	2026-03-24T15:00:00Z	…
> 5	scheduled	2026-03-31T14:00:00Z	…

A connection with sessions ahead does not end by itself.

@ 2026-03-20T09:00:00Z
$ almanac session complete S-3 --as ada@example.org
$ almanac connection end --mentor ada-byron --student sam@example.org --as sam@example.org
! 4
> almanac: refused: S-4, S-5 lie ahead; cancel first, or write --cancel-sessions (rule sessions-ahead)
$ almanac connection end --mentor ada-byron --student sam@example.org --reason "I found work" --cancel-sessions --as sam@example.org
> session S-4: cancelled, …
> session S-5: cancelled, …
> connection of ada-byron and sam@example.org: ENDED
$ almanac build --quiet
? feeds/*.ics | STATUS:CANCELLED
$ almanac journal list --kind session --id 5
> …session book…
> …connection end…
$ almanac db verify
> almanac.db: in order

A year later Sam wants to be forgotten. The times stay, the name does not.

@ 2026-12-20T09:00:00Z
$ almanac person erase sam@example.org --yes
$ almanac build --quiet
?! u/*/index.html | Sam Ito
$ almanac db verify
> almanac.db: in order
