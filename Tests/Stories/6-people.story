A programme begins: members, mentors, an organiser

-- members.csv --
email,name,membershiptype,zone
ada@example.org,Ada Byron,Mentor,Europe/Berlin
grace@example.org,Grace Brewster,Gold Mentors,America/New_York
sam@example.org,Sam Ito,mentee,Asia/Tokyo
kim@example.org,Kim O'Neil,STUDENT,America/New_York
lee@example.org,Lee Park,Mentor/Mentee,Asia/Seoul
ann@example.org,Ann Berg,mentorship student,Europe/Oslo
bob@example.org,Bob Ode,Mentoring,Africa/Lagos
eve@example.org,Eve Lund,Alumni,
zoe@example.org,Zoe Diaz,mentor-student (both),America/Bogota
max@example.org,Max Roth,,
-- --

$ almanac init --quiet
$ almanac person import members.csv --dry-run
> ada@example.org: added: "Ada Byron", mentor; a mentor who waits for approval
> …
> 10 members: 10 added, 0 changed, 0 unchanged (dry run: nothing is written)
$ almanac person import members.csv --explain
> ada@example.org: mentor; "mentor" makes a mentor
> grace@example.org: mentor; "mentors" makes a mentor
> sam@example.org: student; "mentee" makes a student
> kim@example.org: student; "student" makes a student
> lee@example.org: mentor and student; "mentor" makes a mentor, "mentee" makes a student
> ann@example.org: student; "student" makes a student
> bob@example.org: student; neither role is named; the programme's default is student
> eve@example.org: student; neither role is named; the programme's default is student
> zoe@example.org: mentor and student; "mentor" makes a mentor, "student" makes a student
> max@example.org: student; neither role is named; the programme's default is student
> 10 members: 10 added, 0 changed, 0 unchanged

The same list again changes nothing.

$ almanac person import members.csv
> 10 members: 0 added, 0 changed, 10 unchanged

Every mentor waits for a yes.

$ almanac mentor list
> ada-byron	pending	Ada Byron	ada@example.org	Europe/Berlin
> grace-brewster	pending	Grace Brewster	grace@example.org	America/New_York
> lee-park	pending	Lee Park	lee@example.org	Asia/Seoul
> zoe-diaz	pending	Zoe Diaz	zoe@example.org	America/Bogota
$ almanac mentor approve ada-byron grace-brewster
> mentor ada-byron: approved
> mentor grace-brewster: approved
> to be told: ada@example.org (mentor-approved)
> to be told: grace@example.org (mentor-approved)
$ almanac mentor set ada-byron --headline "Engines and proofs" --topics compilers,writing --languages en,de

Eve runs the programme too. Nobody makes herself an organiser.

$ almanac person set eve@example.org --role organiser --role student
> person eve@example.org
$ almanac person set kim@example.org --role organiser --as kim@example.org
! 4
> almanac: refused: only the organiser gives roles (rule actor)

Pat comes later, and applies as a mentor.

$ almanac person add --email pat@example.org --name "Pat Day" --zone Europe/Berln --membership student
! 5
> almanac: error: unknown time zone "Europe/Berln"; did you mean "Europe/Berlin"?
$ almanac person add --email pat@example.org --name "Pat Day" --zone Europe/Berlin --membership student
> person pat@example.org
$ almanac mentor add pat --email pat@example.org --topics writing --as pat@example.org
> mentor pat: pending
> to be told: eve@example.org (mentor-applied)
$ almanac mentor list --approval pending
> pat	pending	Pat Day	pat@example.org	Europe/Berlin
$ almanac mentor approve pat --as eve@example.org
> mentor pat: approved
> to be told: pat@example.org (mentor-approved)

Each has a page and a feed of her own. A lost address is replaced.

$ almanac link show sam@example.org -u https://mentoring.example.org
> sam@example.org	student	https://mentoring.example.org/u/…/	https://mentoring.example.org/feeds/….ics
$ almanac link rotate sam@example.org --all
> person sam@example.org

What is left to do is told before anybody sees it.

$ almanac check
! 1
> almanac.db: warning: mentor "ada-byron" has no hours; almanac availability add ada-byron --day MO --start 09:00 --end 12:00
