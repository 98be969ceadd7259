A student and a mentor connect

Ada mentors, Sam and Kim want to learn from her. Nothing can be booked before she has said yes.

-- members.csv --
email,name,membershiptype,zone
ada@example.org,Ada Byron,Mentor,Europe/Berlin
sam@example.org,Sam Ito,Student,Asia/Tokyo
kim@example.org,Kim O'Neil,mentee,America/New_York
-- --

$ almanac init --quiet
$ almanac person import members.csv --explain
> ada@example.org: mentor; …
> 3 members: 3 added, 0 changed, 0 unchanged
$ almanac mentor approve ada-byron
> mentor ada-byron: approved
$ almanac availability add ada-byron --day MO --start 09:00 --end 12:00

Without a connection there is no booking, in these words:

$ almanac session book --mentor ada-byron --student sam@example.org --start 2026-11-23T08:00:00Z --duration 60 --title "Mock interview"
! 4
> almanac: refused: You must have an active connection with this mentor to book a session (rule connection)
$ almanac build --quiet
? u/*/mentors/index.html | Request Connection

Sam asks. A goal that does not exist is named with the nearest one.

$ almanac connection request --mentor ada-byron --student sam@example.org --goal interview-prp --message "May I learn from you?" --as sam@example.org
! 5
> almanac: error: no goal "interview-prp"; did you mean "interview-prep"?
$ almanac connection request --mentor ada-byron --student sam@example.org --goal interview-prep --message "May I learn from you?" --as sam@example.org
> connection of ada-byron and sam@example.org: PENDING
> to be told: ada@example.org (connection-requested)
$ almanac build --quiet
? u/*/connections/index.html | Your connection request is awaiting mentor approval
? u/*/mentors/index.html | Connection Pending

Sam cannot answer for Ada, and Kim has nothing to say here.

$ almanac connection accept --mentor ada-byron --student sam@example.org --as sam@example.org
! 4
> almanac: refused: only the mentor or the organiser can accept a connection (rule actor)
$ almanac connection accept --mentor ada-byron --student sam@example.org --as kim@example.org
! 4
> almanac: refused: kim@example.org is neither the mentor nor the student here, nor an organiser (rule actor)
$ almanac connection accept --mentor ada-byron --student sam@example.org --as ada@example.org
> connection of ada-byron and sam@example.org: ACCEPTED
> to be told: sam@example.org (connection-accepted)
$ almanac build --quiet
? u/*/connections/index.html | You&#39;re connected! Ready to book a session
? u/*/book/ada-byron/index.html | Ada Byron

Kim is declined, which needs a reason and is final but for the organiser.

$ almanac connection request --mentor ada-byron --student kim@example.org --goal code-review --message "Hello" --as kim@example.org
$ almanac connection decline --mentor ada-byron --student kim@example.org --as ada@example.org
! 5
> almanac: refused: a reason is needed (rule reason)
$ almanac connection decline --mentor ada-byron --student kim@example.org --as ada@example.org --reason "I have no time this year"
> connection of ada-byron and kim@example.org: REJECTED
$ almanac build --quiet
? u/*/connections/index.html | Request Declined
$ almanac connection request --mentor ada-byron --student kim@example.org --goal code-review --message "Please" --as kim@example.org
! 3
> almanac: refused: Ada Byron has declined; only the organiser can reopen it (rule state)
$ almanac connection reopen --mentor ada-byron --student kim@example.org
> connection of ada-byron and kim@example.org: PENDING
$ almanac connection list
> C-2	ada-byron	kim@example.org	PENDING	…
> C-1	ada-byron	sam@example.org	ACCEPTED	…
