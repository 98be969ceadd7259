A mentor who confirms each session

-- members.csv --
email,name,membershiptype,zone
ada@example.org,Ada Byron,Mentor,Europe/Berlin
sam@example.org,Sam Ito,Student,Asia/Tokyo
kim@example.org,Kim O'Neil,mentee,America/New_York
-- --

$ almanac init --quiet
$ almanac person import members.csv
$ almanac mentor approve ada-byron
$ almanac mentor set ada-byron --confirm each
$ almanac availability add ada-byron --day MO --start 09:00 --end 12:00
$ almanac connection request --mentor ada-byron --student sam@example.org --goal interview-prep --message "Hello"
$ almanac connection accept --mentor ada-byron --student sam@example.org
$ almanac connection request --mentor ada-byron --student kim@example.org --goal interview-prep --message "Hello"
$ almanac connection accept --mentor ada-byron --student kim@example.org

What Sam asks for waits for Ada, and holds its time meanwhile.

$ almanac session book --mentor ada-byron --student sam@example.org --start 2026-11-23T08:00:00Z --duration 60 --title "Portfolio" --as sam@example.org
> request S-1: pending, 2026-11-23 09:00 Europe/Berlin, 60 minutes, "Portfolio"
> to be told: ada@example.org (session-requested)
$ almanac session book --mentor ada-byron --student kim@example.org --start 2026-11-23T08:00:00Z --duration 60 --title "Pairing" --as kim@example.org
! 3
> almanac: refused: 2026-11-23T08:00:00Z is not open: held by a pending request (rule held)
$ almanac build --quiet
? u/*/mentor/index.html | Portfolio
? feeds/*.ics | STATUS:TENTATIVE

Ada says yes to one and no to another, with a reason.

$ almanac session book --mentor ada-byron --student kim@example.org --start 2026-11-23T09:00:00Z --duration 60 --title "Pairing" --as kim@example.org
$ almanac session decline S-2 --as ada@example.org
! 5
> almanac: refused: a reason is needed (rule reason)
$ almanac session decline S-2 --reason "Please write what it is about" --as ada@example.org
> request S-2: rejected, …
> to be told: kim@example.org (session-declined)
$ almanac session approve S-1 --as ada@example.org
> session S-1: scheduled, …
$ almanac session show S-1
> room: room-…
$ almanac session approve S-1 --as ada@example.org
! 3
> almanac: refused: S-1 is scheduled, and that cannot be followed by "approve" (rule state)

Moving it is a question too: the old time stays until Ada agrees.

$ almanac session reschedule S-1 --start 2026-11-23T10:00:00Z --as sam@example.org
> request S-3: pending, 2026-11-23 11:00 Europe/Berlin, …
> to be told: ada@example.org (move-requested)
$ almanac session approve S-3 --as ada@example.org
> session S-1: scheduled, 2026-11-23 11:00 Europe/Berlin, …
> to be told: sam@example.org (session-moved)

A request that nobody answers lapses, by itself.

$ almanac session book --mentor ada-byron --student kim@example.org --start 2026-11-30T08:00:00Z --duration 60 --title "Later" --as kim@example.org
@ 2026-11-24T07:59:00Z
$ almanac tick
> no change: already up to date
@ 2026-11-24T08:00:00Z
$ almanac tick
> request S-4: expired, …
> to be told: kim@example.org (session-expired)

The fourth request within an hour is one too many.

@ 2026-11-24T10:00:00Z
$ almanac session book --mentor ada-byron --student sam@example.org --start 2026-11-30T08:00:00Z --duration 30 --title "1" --as sam@example.org
$ almanac session book --mentor ada-byron --student sam@example.org --start 2026-11-30T08:30:00Z --duration 30 --title "2" --as sam@example.org
$ almanac session book --mentor ada-byron --student sam@example.org --start 2026-11-30T09:00:00Z --duration 30 --title "3" --as sam@example.org
$ almanac session book --mentor ada-byron --student sam@example.org --start 2026-11-30T09:30:00Z --duration 30 --title "4" --as sam@example.org
! 4
> almanac: refused: 3 requests an hour are the limit; the next may come at 2026-11-24T11:00:00Z (rule rate-limit)
$ almanac session approve --all --as ada@example.org
> session S-5: scheduled, …
> session S-7: scheduled, …
