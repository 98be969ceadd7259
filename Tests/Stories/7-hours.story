When a mentor is open, and why she is not

-- members.csv --
email,name,membershiptype,zone
ada@example.org,Ada Byron,Mentor,Europe/Berlin
sam@example.org,Sam Ito,Student,Asia/Tokyo
-- --

$ almanac init --quiet
$ almanac person import members.csv
$ almanac mentor approve ada-byron

Hours are on her own wall clock: every week, past midnight, on one date, or beside the week's.

$ almanac availability add ada-byron --day TU --start 09:00 --end 12:00
> hours 1 of ada-byron: TU 09:00-12:00
$ almanac availability add ada-byron --day TH --start 22:00 --end 01:00
> hours 2 of ada-byron: TH 22:00-01:00
$ almanac availability add ada-byron --date 2026-12-08 --start 14:00 --end 16:00
> hours 3 of ada-byron: 2026-12-08 14:00-16:00
$ almanac availability add ada-byron --date 2026-12-15 --mode add --start 14:00 --end 16:00
> hours 4 of ada-byron: 2026-12-15 14:00-16:00

Days off are hers, or everybody's.

$ almanac availability close ada-byron --from 2026-12-10 --until 2026-12-11 --reason "Travelling" --as ada@example.org
> closed days 1 of ada-byron: 2026-12-10 to 2026-12-11
$ almanac availability close --everyone --from 2026-12-01 --reason "Founders' day"
> closed days 2 of everybody: 2026-12-01
$ almanac availability show ada-byron
> 2	hours	TH		22:00	01:00				
> 1	hours	TU		09:00	12:00				
> 3	hours		2026-12-08	14:00	16:00				
> 4	hours		2026-12-15	14:00	16:00				
> 1	closed					2026-12-10	2026-12-11	mentor	Travelling
> 2	closed					2026-12-01	2026-12-01	everyone	Founders' day

What that comes to, from the own calendar's view:

$ almanac slots ada-byron --from 2026-11-24T00:00 --until 2026-11-25T00:00 --zone Europe/Berlin --duration 60
> 2026-11-24T08:00:00Z  2026-11-24 09:00 Europe/Berlin
> 2026-11-24T08:30:00Z  2026-11-24 09:30 Europe/Berlin
> 2026-11-24T09:00:00Z  2026-11-24 10:00 Europe/Berlin
> 2026-11-24T09:30:00Z  2026-11-24 10:30 Europe/Berlin
> 2026-11-24T10:00:00Z  2026-11-24 11:00 Europe/Berlin

And why a time is not open:

$ almanac slots ada-byron --explain 2026-11-24T12:00 --zone Europe/Berlin
> 2026-11-24T11:00:00Z  2026-11-24 12:00 Europe/Berlin: closed, outside the hours (outside-hours)
> nearest open slots:
>   2026-11-24T09:30:00Z  2026-11-24 10:30 Europe/Berlin
>   2026-11-24T10:00:00Z  2026-11-24 11:00 Europe/Berlin
>   2026-11-24T10:30:00Z  2026-11-24 11:30 Europe/Berlin
$ almanac slots ada-byron --explain 2026-12-01T10:00 --zone Europe/Berlin
> 2026-12-01T09:00:00Z  2026-12-01 10:00 Europe/Berlin: closed, a closed date (closed-date)
$ almanac slots ada-byron --explain 2026-12-08T10:00 --zone Europe/Berlin
> 2026-12-08T09:00:00Z  2026-12-08 10:00 Europe/Berlin: closed, outside the hours (outside-hours)
$ almanac slots ada-byron --explain 2026-12-15T10:00 --zone Europe/Berlin
> 2026-12-15T09:00:00Z  2026-12-15 10:00 Europe/Berlin: open
$ almanac slots ada-byron --explain 2027-03-28T02:30 --zone Europe/Berlin
! 5
> almanac: error: --explain: the clock in Europe/Berlin never reads 2027-03-28T02:30: it is set forward there; write 2027-03-28T00:30:00Z or 2027-03-28T01:30:00Z

Her own rules take the place of the programme's; `default` gives them back.

$ almanac mentor set ada-byron --notice 1440 --buffer-after 15 --max-per-day 2 --horizon-days 60
$ almanac slots ada-byron --explain 2027-02-02T10:00 --zone Europe/Berlin
> 2027-02-02T09:00:00Z  2027-02-02 10:00 Europe/Berlin: closed, past the horizon (horizon)
$ almanac mentor set ada-byron --notice default --max-per-day default

Which of the open times suits both best? Sam is in Tokyo.

$ almanac slots ada-byron --student sam@example.org --duration 60 --best 3
> 2026-11-24T08:00:00Z  2026-11-24 09:00 Europe/Berlin, 2026-11-24 17:00 Asia/Tokyo  1: 3 days to wait (1)
> 2026-11-24T08:30:00Z  2026-11-24 09:30 Europe/Berlin, 2026-11-24 17:30 Asia/Tokyo  1: 3 days to wait (1)
> 2026-11-24T09:00:00Z  2026-11-24 10:00 Europe/Berlin, 2026-11-24 18:00 Asia/Tokyo  1: 3 days to wait (1)

What was a mistake is taken away by its number.

$ almanac availability remove ada-byron 3
> hours 3 are gone
$ almanac availability remove ada-byron 1 --closed
> closed days 1 are gone
