Credits and what sessions cost

-- members.csv --
email,name,membershiptype,zone
ada@example.org,Ada Byron,Mentor,Europe/Berlin
sam@example.org,Sam Ito,Student,Asia/Tokyo
-- --

$ almanac init --quiet
$ almanac person import members.csv
$ almanac mentor approve ada-byron
$ almanac mentor set ada-byron --hourly-rate 4000 --currency EUR
$ almanac availability add ada-byron --day TU --start 09:00 --end 12:00
$ almanac connection request --mentor ada-byron --student sam@example.org --goal interview-prep --message "May I learn from you?"
$ almanac connection accept --mentor ada-byron --student sam@example.org
$ almanac session book --mentor ada-byron --student sam@example.org --start 2026-11-24T10:00 --zone Europe/Berlin --duration 90 --title "Mock interview"

Sam has bought a voucher of a hundred euros.

$ almanac credit add sam@example.org --amount 100.00 --currency EUR --reason "Voucher 17"
! 5
> almanac: error: --amount "100.00" is no whole number of the smallest unit; 100.00 EUR is --amount 10000
$ almanac credit add sam@example.org --amount 10000 --currency EUR --reason "Voucher 17"
> credit 1 of sam@example.org: 100.00 EUR, balance 100.00 EUR
> to be told: sam@example.org (credited)
$ almanac credit add sam@example.org --amount 9999 --currency EUR --reason "A gift to myself" --as sam@example.org
! 4
> almanac: refused: only the organiser adds credits (rule actor)
$ almanac build --quiet
? u/*/index.html | EUR for sessions ahead

The session takes place and is paid from it, once.

@ 2026-11-24T11:00:00Z
$ almanac session complete S-1 --as ada@example.org
$ almanac credit add sam@example.org --amount -6000 --currency EUR --reason "Mock interview" --session S-1
> credit 2 of sam@example.org: -60.00 EUR, balance 40.00 EUR
$ almanac credit add sam@example.org --amount -6000 --currency EUR --reason "Mock interview" --session S-1
> no change: already up to date
$ almanac credit list --as sam@example.org
> 1	sam@example.org	100.00 EUR	100.00 EUR	2026-11-21T08:00:00Z		Voucher 17
> 2	sam@example.org	-60.00 EUR	40.00 EUR	2026-11-24T11:00:00Z	S-1	Mock interview
> sam@example.org: balance 40.00 EUR; estimates: sessions booked 0.00 EUR, completed 60.00 EUR
$ almanac credit list --balances --csv
> …sam@example.org,EUR,4000,0,6000…
