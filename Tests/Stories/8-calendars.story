Calendars that come in, and calendars that go out

-- members.csv --
email,name,membershiptype,zone
ada@example.org,Ada Byron,Mentor,Europe/Berlin
sam@example.org,Sam Ito,Student,Asia/Tokyo
-- busy/ada-byron/own.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//EN
BEGIN:VEVENT
UID:dentist@example.org
DTSTART;TZID=Europe/Berlin:20261124T100000
DTEND;TZID=Europe/Berlin:20261124T110000
SUMMARY:Dentist
END:VEVENT
END:VCALENDAR
-- content/holidays/berlin.ics --
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//EN
BEGIN:VEVENT
UID:feast@example.org
DTSTART;VALUE=DATE:20261201
SUMMARY:Founders' day
END:VEVENT
END:VCALENDAR
-- --

$ almanac init --quiet
$ almanac person import members.csv
$ almanac mentor approve ada-byron
$ almanac availability add ada-byron --day TU --start 09:00 --end 12:00

What a file of hers comes to: times, never words.

$ almanac busy busy/ada-byron/own.ics --from 2026-11-24T00:00 --until 2026-11-25T00:00 --zone Europe/Berlin
> busy/ada-byron/own.ics  2026-11-24T09:00:00Z  2026-11-24T10:00:00Z
$ almanac slots ada-byron --explain 2026-11-24T10:00 --zone Europe/Berlin
> 2026-11-24T09:00:00Z  2026-11-24 10:00 Europe/Berlin: closed, busy in the mentor's own calendar (busy)
> nearest open slots:
>   2026-11-24T08:00:00Z  2026-11-24 09:00 Europe/Berlin
$ almanac slots ada-byron --explain 2026-12-01T10:00 --zone Europe/Berlin
> 2026-12-01T09:00:00Z  2026-12-01 10:00 Europe/Berlin: closed, a closed date (closed-date)

What goes out:

$ almanac build --base-url https://mentoring.example.org
> …pages, …feeds, …
? calendar.ics | SUMMARY:Closed: Founders' day
? mentors/ada-byron/open.ics | DTSTART
? mentors/ada-byron/free.ifb | FREEBUSY
?! mentors/ada-byron/open.ics | Dentist
? u/*/index.html | webcal://mentoring.example.org/feeds/
