Booking, moving, cancelling and completing sessions

-- members.csv --
email,name,membershiptype,zone
ada@example.org,Ada Byron,Mentor,Europe/Berlin
sam@example.org,Sam Ito,Student,Asia/Tokyo
-- --

$ almanac init --quiet
$ almanac person import members.csv
$ almanac mentor approve ada-byron
$ almanac availability add ada-byron --day MO --start 09:00 --end 12:00
$ almanac availability add ada-byron --day TU --start 09:00 --end 12:00
$ almanac connection request --mentor ada-byron --student sam@example.org --goal interview-prep --message "May I learn from you?"
$ almanac connection accept --mentor ada-byron --student sam@example.org

Sam books an open time. The session is there at once, since Ada confirms nothing.

$ almanac session book --mentor ada-byron --student sam@example.org --start 2026-11-23T08:00:00Z --duration 60 --title "Mock interview" --as sam@example.org
> session S-1: scheduled, 2026-11-23 09:00 Europe/Berlin, 60 minutes, "Mock interview"
> to be told: ada@example.org (session-booked)
> to be told: sam@example.org (session-booked)
$ almanac build --quiet
? u/*/sessions/index.html | Mock interview
? feeds/*.ics | SUMMARY:Mock interview

The same time is taken now; the answer names what is open nearby.

$ almanac session book --mentor ada-byron --student sam@example.org --start 2026-11-23T08:30:00Z --duration 60 --title "Again" --as sam@example.org
! 3
> almanac: refused: 2026-11-23T08:30:00Z is not open: booked (rule booked)
> open slots nearby: 2026-11-23T09:00:00Z, …

Times that the clock never reads, or reads twice, are not guessed.

$ almanac session book --mentor ada-byron --student sam@example.org --start 2027-03-28T02:30 --zone Europe/Berlin --duration 60 --title "Gap"
! 5
> almanac: error: --start: the clock in Europe/Berlin never reads 2027-03-28T02:30: it is set forward there; write …
$ almanac session book --mentor ada-byron --student sam@example.org --start 2026-10-25T02:30 --zone Europe/Berlin --duration 60 --title "Fold"
! 5
> almanac: error: --start: the clock in Europe/Berlin reads 2026-10-25T02:30 twice; write 2026-10-25T00:30:00Z or 2026-10-25T01:30:00Z

She moves it, and it stays the same session for every calendar.

$ almanac session reschedule S-1 --start 2026-11-24T08:00:00Z --as sam@example.org
> session S-1: scheduled, 2026-11-24 09:00 Europe/Berlin, 60 minutes, "Mock interview"
> to be told: ada@example.org (session-moved)
$ almanac session reschedule S-1 --start 2026-11-24T08:00:00Z --as sam@example.org
> no change: already up to date
$ almanac session cancel S-1 --if-version 1 --reason "ill" --as sam@example.org
! 3
> almanac: refused: S-1 has changed since: it has version 2, not 1; look at it again (rule version)

A second one Sam has to give up. It stands among the cancelled ones with its reason, and its time is open again.

$ almanac session book --mentor ada-byron --student sam@example.org --start 2026-11-30T08:00:00Z --duration 60 --title "Portfolio" --as sam@example.org
$ almanac session cancel S-2 --as sam@example.org
! 5
> almanac: refused: a reason is needed (rule reason)
$ almanac session cancel S-2 --reason "An exam" --as sam@example.org
> session S-2: cancelled, 2026-11-30 09:00 Europe/Berlin, 60 minutes, "Portfolio"
> to be told: ada@example.org (session-cancelled)
$ almanac build --quiet
? u/*/sessions/cancelled/index.html | An exam
?! u/*/sessions/index.html | Portfolio
? feeds/*.ics | STATUS:CANCELLED
$ almanac slots ada-byron --explain 2026-11-30T08:00:00Z
> 2026-11-30T08:00:00Z  2026-11-30 09:00 Europe/Berlin: open

Two hours before the start it is too late for Sam, but not for Ada.

@ 2026-11-24T06:30:00Z
$ almanac session cancel S-1 --reason "ill" --as sam@example.org
! 4
> almanac: refused: S-1 could be cancelled until 2026-11-24T06:00:00Z, 120 minutes before its start (rule cancel-notice)
$ almanac session complete S-1 --as ada@example.org
! 4
> almanac: refused: S-1 begins at 2026-11-24T08:00:00Z; before that it has no outcome (rule not-started)

The meeting page lets both in, and says since when.

@ 2026-11-24T07:50:00Z
$ almanac build --quiet
? m/*/index.html | Join video call
? m/*/index.html | opens at
$ almanac session start S-1 --as sam@example.org
> session S-1: scheduled, …

It takes place; Ada writes notes, Sam says how it was, once.

@ 2026-11-24T09:10:00Z
$ almanac session complete S-1 --notes "We agreed on **two** exercises." --as sam@example.org
! 4
> almanac: refused: only the mentor or the organiser can complete a session (rule actor)
$ almanac session complete S-1 --notes "We agreed on **two** exercises." --as ada@example.org
> session S-1: completed, …
$ almanac review add S-1 --stars 5 --text "Clear & kind" --as sam@example.org
> review 1
> to be told: ada@example.org (reviewed)
$ almanac review add S-1 --stars 1 --as sam@example.org
! 3
> almanac: refused: S-1 is reviewed by the student already; a review is given once (rule state)
$ almanac review reply S-1 --text "Thank you" --as ada@example.org
$ almanac build --quiet
? u/*/sessions/past/index.html | <strong>two</strong>
? u/*/index.html | points from 1 session
? u/*/index.html | First session
? mentors/ada-byron/index.html | Clear &amp; kind
?! mentors/ada-byron/index.html | Sam Ito

Ada works half days on Tuesdays from now on. What is booked stays.

$ almanac availability set ada-byron --day TU --hours 09:00-10:00 --hours 15:00-16:30 --as ada@example.org
$ almanac availability set ada-byron --day TU --hours 09:00-10:00 --hours 15:00-16:30 --as ada@example.org
> no change: already up to date
$ almanac availability show ada-byron
> …MO…09:00	12:00…
> …TU…09:00	10:00…
> …TU…15:00	16:30…
$ almanac availability set ada-byron --day TU --as sam@example.org
! 4
> almanac: refused: sam@example.org is neither …
