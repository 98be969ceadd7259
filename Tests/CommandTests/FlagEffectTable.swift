/// What each flag of each command changes, a line an invocation: the command, what stands with it, and its flags with the words
/// that tell them apart: `+` seen in the answer, the record or the site only with the flags, `-` only without; `>` in the answer
/// only with them, `<` only without; `*` something differs.
let flagEffects = #"""
  db migrate | --db new.db | --create => >new.db: made
  db dump |  | --secrets => +{sam}
  db restore | saved.db | --output former => +sequence="8"
  person import | members.csv | --explain => >new@example.org: student ; --zone Asia/Tokyo => +zone="Asia/Tokyo"
  person import | members.csv | --default-role none => +membership_type="friend" is_mentor="0" is_student="0"
  person import | members.csv | --dry-run => -email="new@example.org"
  person import | latin.csv | --encoding cp1252 => +name="José"
  person import | namesake.csv | --namesakes => +email="new@example.org"
  person add | --name New | --email new@example.org => +new@example.org
  person add | --email new@example.org | --name Newname => +Newname
  person add | --email new@example.org --name New | --zone Asia/Tokyo => +zone="Asia/Tokyo" ; --language de => +language="de" ; --role organiser => +is_organiser="1" ; --membership Gold => +Gold ; --share-email yes => +share_email="1" ; --feed-alarm no => +feed_alarm="0"
  person set | sam@example.org | --email new@example.org => +new@example.org ; --name Newname => +Newname ; --zone Asia/Tokyo => +zone="Asia/Tokyo" ; --language de => +language="de" ; --role organiser => +is_organiser="1" ; --membership Gold => +Gold ; --share-email yes => +share_email="1" ; --feed-alarm no => +feed_alarm="0"
  person list | --json | --role organiser => <sam@example.org
  person erase | sam@example.org | --yes => +state="erased"
  link show | sam@example.org | --base-url https://other.example => +https://other.example/u/
  link rotate | sam@example.org | --home => +person sam@example.org
  link rotate | sam@example.org | --feed => +person sam@example.org
  link rotate | sam@example.org | --all => +person sam@example.org
  link rotate | --session S-2 | --as jim@example.org => >(rule actor)
  link rotate |  | --session S-2 => +session S-2
  connection request | --student kim@example.org --goal interview-prep --message M1 | --mentor ada => +connection-requested
  connection request | --mentor ada --goal interview-prep --message M1 | --student kim@example.org => +connection-requested
  connection request | --mentor ada --student kim@example.org --message M1 | --goal code-review => +connection-requested
  connection request | --mentor ada --student kim@example.org --goal code-review | --message M1 => +message="M1"
  connection request | --mentor lin --student kim@example.org --goal code-review --message M1 | --wait => >waits for a place
  connection accept | --student kim@example.org | --mentor mo => >connection of mo
  connection decline | --student kim@example.org --reason R1 | --mentor mo => >connection of mo
  connection withdraw | --student kim@example.org --as kim@example.org | --mentor mo => >connection of mo
  connection accept | --mentor mo | --student kim@example.org => >connection of mo
  connection decline | --mentor mo --reason R1 | --student kim@example.org => >connection of mo
  connection withdraw | --mentor mo --as kim@example.org | --student kim@example.org => >connection of mo
  connection decline | C-3 | --reason R1 => +reason="R1"
  connection accept |  | --all => >connection of mo
  connection decline | --reason R1 | --all => >connection of mo
  connection end | --student sam@example.org --cancel-sessions | --mentor ada => +status="ENDED"
  connection end | --mentor ada --cancel-sessions | --student sam@example.org => +status="ENDED"
  connection end | C-1 | --cancel-sessions => +status="ENDED" ; --reason R1 => +R1
  connection reopen | --student kim@example.org | --mentor grace => >connection of grace
  connection reopen | --mentor grace | --student kim@example.org => >connection of grace
  connection list | --json --student sam@example.org | --mentor mo => <"mentor":"ada"
  connection list | --json --mentor mo | --student sam@example.org => <kim@example.org
  connection list | --json | --status ENDED => <"mentor":
  connection list | --json | --waiting => >jim@example.org
  session book | --student sam@example.org --start 2026-11-27T10:00:00Z --title More | --mentor ada => +session S-6
  session book | --mentor ada --start 2026-11-27T10:00:00Z --title More | --student sam@example.org => +session S-6
  session book | --mentor ada --student sam@example.org --title More | --start 2026-11-27T10:00:00Z => +session S-6
  session book | --mentor ada --student sam@example.org --start 2026-11-27T10:00 --title More | --zone UTC => +session S-6
  session book | --mentor ada --student sam@example.org --start 2027-04-04T02:30 --zone Australia/Sydney --title More | --fold second => >2027-04-03 16:30 UTC
  session book | --mentor ada --student sam@example.org --start 2026-11-27T10:00:00Z | --title Title1 => +Title1
  session book | --mentor ada --student sam@example.org --start 2026-11-27T10:00:00Z --title More | --duration 120 => +120 minutes ; --type IN_PERSON => +kind="IN_PERSON" ; --address Cafe => +address="Cafe" ; --description D1 => +description="D1" ; --agenda A1 => +agenda="A1" ; --subject pairing => +subject_id="3"
  session book | --mentor ada --student sam@example.org --start 2026-11-27T10:00:00Z --title More | --link https://x.example/r => +link="https://x.example/r"
  session book | --mentor ada --student sam@example.org --start 2026-11-27T10:00:00Z --title More | --offer talk => +session_type_id="1" ; --answer Because => +answers="Because"
  session book | --mentor ada --student sam@example.org --start 2026-11-27T10:00:00Z --title More | --every week => +frequency="WEEKLY" ; --count 3 => +session S-8
  session book | --mentor ada --student sam@example.org --start 2026-11-27T10:00:00Z --title More --as sam@example.org | --received 2026-11-21T13:07:00Z => +received_at="1795266420"
  session request | --student sam@example.org --start 2026-11-27T10:00:00Z --title More | --mentor ada => +session S-6
  session request | --mentor ada --start 2026-11-27T10:00:00Z --title More | --student sam@example.org => +session S-6
  session request | --mentor ada --student sam@example.org --title More | --start 2026-11-27T10:00:00Z => +session S-6
  session request | --mentor ada --student sam@example.org --start 2026-11-27T10:00 --title More | --zone UTC => +session S-6
  session request | --mentor ada --student sam@example.org --start 2027-04-04T02:30 --zone Australia/Sydney --title More | --fold second => >2027-04-03 16:30 UTC
  session request | --mentor ada --student sam@example.org --start 2026-11-27T10:00:00Z | --title Title1 => +Title1
  session request | --mentor ada --student sam@example.org --start 2026-11-27T10:00:00Z --title More | --duration 120 => +120 minutes ; --type IN_PERSON => +kind="IN_PERSON" ; --address Cafe => +address="Cafe" ; --description D1 => +description="D1" ; --agenda A1 => +agenda="A1" ; --subject pairing => +subject_id="3"
  session request | --mentor ada --student sam@example.org --start 2026-11-27T10:00:00Z --title More | --link https://x.example/r => +link="https://x.example/r"
  session request | --mentor ada --student sam@example.org --start 2026-11-27T10:00:00Z --title More | --offer talk => +session_type_id="1" ; --answer Because => +answers="Because"
  session request | --mentor ada --student sam@example.org --start 2026-11-27T10:00:00Z --title More | --every week => +frequency="WEEKLY" ; --count 3 => +session S-8
  session request | --mentor ada --student sam@example.org --start 2026-11-27T10:00:00Z --title More --as sam@example.org | --received 2026-11-21T13:07:00Z => +received_at="1795266420"
  session approve |  | --all => >session S-4
  session approve | --all | --mentor ada => <S-4
  session approve | --all | --where student=kim@example.org => <S-4
  session approve | --all --where before=2030-01-01T00:00 | --zone UTC => >session S-4
  session decline | S-4 | --reason R1 => +R1
  session decline | --reason R1 | --all => >request S-4
  session decline | --reason R1 --all | --mentor ada => <S-4
  session decline | --reason R1 --all | --where student=kim@example.org => <S-4
  session decline | --reason R1 --all --where before=2030-01-01T00:00 | --zone UTC => >request S-4
  session cancel | S-2 | --reason R1 => +R1
  session cancel | S-2 --reason R1 | --rest => >belongs to no series
  session cancel | S-2 --as sam@example.org --reason R1 --now 2026-11-24T09:30:00Z | --received 2026-11-24T07:00:00Z => +session-cancelled
  session cancel | S-2 --as sam@example.org --reason R1 --now 2026-11-24T09:30:00Z --received 2026-11-24T07:00 | --zone UTC => +session-cancelled
  session complete | S-2 --now 2026-11-24T11:00:00Z | --notes N1 => +notes_after="N1"
  session no-show | S-2 --now 2026-11-24T11:00:00Z | --absent mentor => +absent="mentor"
  session note | S-2 | --before N1 => +notes_before="N1"
  session reschedule | S-2 | --start 2026-11-27T10:00:00Z => +session-moved
  session reschedule | S-2 --start 2026-11-27T10:00 | --zone UTC => +session-moved
  session reschedule | S-2 --start 2027-04-04T02:30 --zone Australia/Sydney | --fold second => >2027-04-03 16:30 UTC
  session reschedule | S-2 --start 2026-11-27T10:00:00Z | --duration 90 => +90 minutes
  session reschedule | S-2 --start 2026-11-27T10:00:00Z --as sam@example.org --now 2026-11-24T09:30:00Z | --received 2026-11-24T07:00:00Z => +session-moved
  session link | S-2 | --url https://x.example/r => +https://x.example/r
  session link | S-2 --url https://x.example/r | --platform Zoom => +platform="Zoom"
  session link | S-1 --consent | --recording https://x.example/v => +recorded
  session link | S-1 --recording https://x.example/v | --consent => +recorded
  session link | S-1 --recording https://x.example/v --consent | --until 2027-01-01T00:00:00Z => +recording_until_at="1798761600"
  session link | S-1 --recording https://x.example/v --consent --until 2027-01-01T00:00 | --zone UTC => +recording_until_at="1798761600"
  session list | --json | --mentor lin => <"uid"
  session list | --json | --student kim@example.org => <"uid"
  session list | --json | --status no_show => <"uid"
  session list | --json | --from 2030-01-01T00:00:00Z => <"uid"
  session list | --json | --until 2020-01-01T00:00:00Z => <"uid"
  session list | --json --from 2030-01-01T00:00 | --zone UTC => >exit 0
  review add | S-1 --as ada@example.org --text T1 | --stars 4 => +stars="4"
  review add | S-1 --as ada@example.org --stars 4 | --text T1 => +text="T1"
  review add | S-5 --as sam@example.org --stars 4 | --show-name => +may_show_name="1"
  review reply | S-1 --as ada@example.org | --text T1 => +reply="T1"
  review list | --json | --mentor lin => <"stars"
  credit add | sam@example.org --currency EUR --reason R1 | --amount 5 => +credit 1
  credit add | sam@example.org --amount 5 --reason R1 | --currency EUR => +credit 1
  credit add | sam@example.org --amount 5 --currency EUR | --reason R1 => +credit 1
  credit add | sam@example.org --amount 5 --currency EUR --reason R1 | --session S-1 => +session_id="1" amount ; --received 2026-11-01T00:00:00Z => +created_at="1793491200"
  credit add | sam@example.org --amount 5 --currency EUR --reason R1 --received 2026-11-01T00:00 | --zone UTC => +credit 1
  credit list |  | --as kim@example.org => <sam@example.org
  credit list | --json | --balances => +"booked"
  credit list |  | --csv => +id,person
  mentor add | kim | --email kim@example.org => +mentor kim
  mentor add | kim --email kim@example.org | --headline H1 => +headline="H1" ; --company C1 => +company="C1" ; --job-title J1 => +job_title="J1" ; --years 7 => +years="7" ; --bio B1 => +bio="B1" ; --topics alpha => +slug="alpha" ; --subjects pairing => +mentor_subject ; --languages fr => +language="fr" ; --link https://x.example/me => +https://x.example/me ; --accepting no => +is_accepting="0" ; --confirm instant => +confirm="instant" ; --durations 45 => +durations="45" ; --step 17 => +step="17" ; --buffer-before 18 => +buffer_before="18" ; --buffer-after 19 => +buffer_after="19" ; --notice 21 => + notice="21" ; --horizon-days 22 => +horizon_days="22" ; --max-per-day 5 => +max_per_day="5" ; --max-per-week 6 => +max_per_week="6" ; --capacity 9 => +capacity="9"
  mentor add | kim --email kim@example.org --currency EUR | --hourly-rate 4321 => +hourly_rate="4321"
  mentor add | kim --email kim@example.org --hourly-rate 4321 | --currency EUR => +mentor kim
  mentor set | lin | --headline H1 => +headline="H1" ; --company C1 => +company="C1" ; --job-title J1 => +job_title="J1" ; --years 7 => +years="7" ; --bio B1 => +bio="B1" ; --topics alpha => +slug="alpha" ; --subjects pairing => +mentor_subject ; --languages fr => +language="fr" ; --link https://x.example/me => +https://x.example/me ; --accepting no => +is_accepting="0" ; --confirm instant => +confirm="instant" ; --durations 45 => +durations="45" ; --step 17 => +step="17" ; --buffer-before 18 => +buffer_before="18" ; --buffer-after 19 => +buffer_after="19" ; --notice 21 => + notice="21" ; --horizon-days 22 => +horizon_days="22" ; --max-per-day 5 => +max_per_day="5" ; --max-per-week 6 => +max_per_week="6" ; --capacity 9 => +capacity="9"
  mentor set | lin --currency EUR | --hourly-rate 4321 => +hourly_rate="4321"
  mentor set | lin --hourly-rate 4321 | --currency EUR => +mentor lin
  mentor list | --json | --approval suspended => <"slug"
  mentor approve |  | --all => >mentor pat
  availability add | lin --start 09:11 --end 12:22 | --day MO => +start_time="09:11"
  availability add | lin --start 09:11 --end 12:22 | --date 2026-12-01 => +specific_date="2026-12-01"
  availability add | lin --start 09:00 --end 12:00 --date 2026-12-01 | --mode add => +mode="add"
  availability add | lin --day MO --end 12:00 | --start 08:11 => +start_time="08:11"
  availability add | lin --day MO --start 08:11 | --end 12:22 => +end_time="12:22"
  availability add | lin --day MO --start 08:11 --end 12:22 | --from 2026-12-01 => +valid_from="2026-12-01" ; --until 2026-12-31 => +valid_until="2026-12-31"
  availability set | ada --hours 08:11-09:11 | --day MO => +start_time="08:11"
  availability set | ada --day MO | --hours 08:11-09:11 => +start_time="08:11"
  availability remove | ada 1 | --closed => +no closed days
  availability close | ada | --from 2026-12-24 => +first_date="2026-12-24"
  availability close | ada --from 2026-12-24 | --until 2026-12-31 => +last_date="2026-12-31" ; --reason R1 => +reason="R1"
  availability close | --from 2026-12-24 | --everyone => +first_date="2026-12-24"
  journal list | --json | --kind credit => <"seq"
  journal list | --json | --id 999 => <"seq"
  journal list | --json | --limit 0 => <"seq"
  init | new | --demo => +made new/content/mentors/
  init | new | --language de => +title: Mein Mentoring-Programm
  build |  | --output elsewhere => +elsewhere/index.html
  build |  | --base-url https://other.example => +Sitemap: https://other.example/
  build |  | --dry-run => +to write
  build |  | --drafts => +public/mentors/pat/index.html
  build |  | --jobs 0 => +1 to 64
  build |  | --strict => +exit 1
  build | --output foreign | --force => +foreign/index.html
  build |  | --publish symlink => +public is a link
  build |  | --only core => -public/u/index.html
  build |  | --public-only => -public/u/{sam}/index.html
  build |  | --private-only => -public/index.html
  check |  | --output content => >which it is made of
  check |  | --base-url nowhere => >is no address
  check |  | --drafts => >"pat"
  check |  | --jobs 0 => +1 to 64
  demo | --force --mentors 3 | --students 4 => >4 students ; --sessions 9 => *
  demo | --force --students 4 --sessions 5 | --mentors 3 => >3 mentors
  demo | --mentors 3 --students 4 --sessions 5 | --force => >3 mentors
  demo | --force --mentors 3 --students 4 --sessions 5 | --seed 2 => *
  demo | --force --mentors 3 --students 4 --sessions 5 | --shape w1k => *
  slots | --explain 2026-11-28T10:00:00Z | --spec spec.json => +is not for --spec
  slots | ada | --from 2026-11-24T00:00:00Z => <2026-11-23T
  slots | ada | --until 2026-11-24T00:00:00Z => <2026-11-26T
  slots | ada | --duration 120 => <T16:00:00Z
  slots | ada | --student sam@example.org => <2026-11-26T10:00:00Z
  slots | ada --student sam@example.org | --best 2 => +nothing speaks against it
  slots | ada | --explain 2026-11-28T10:00:00Z => +: open
  slots | ada --explain 2026-11-28T10:00 | --zone UTC => +: open
  busy | own.ics | --from 2026-12-06T00:00:00Z => <2026-12-05
  busy | own.ics | --until 2026-12-01T00:00:00Z => <2026-12-05
  busy | own.ics --from 2026-12-06T00:00 | --zone UTC => +exit 0
  busy | own.ics | --me sam@example.org => <2026-12-07T09:00:00Z
  busy | own.ics | --home Asia/Tokyo => +T15:00:00Z
  connection withdraw | C-3 | --as kim@example.org => +actor="student:4" verb="connection withdraw"
  session withdraw | S-4 | --as sam@example.org => <told: sam@example.org
  review add | S-5 --stars 4 | --as sam@example.org => +stars="4"
  review reply | S-1 --text T1 | --as ada@example.org => +reply="T1"
  """#

/// Commands as they are taken; the flags that many verbs have in common are put behind them.
let flagSamples = """
  person add --email new@example.org --name New --zone Asia/Tokyo
  person set sam@example.org --name New --zone Asia/Tokyo
  person erase sam@example.org --yes
  link rotate sam@example.org --home
  connection request --mentor ada --student kim@example.org --goal code-review --message Hello
  connection accept C-3
  connection decline C-3 --reason No
  connection withdraw C-3 --as kim@example.org
  connection end C-1 --cancel-sessions
  connection reopen C-4
  session book --mentor ada --student sam@example.org --start 2026-11-27T10:00:00Z --title More
  session request --mentor ada --student sam@example.org --start 2026-11-27T10:00:00Z --title More
  session approve S-4
  session decline S-4 --reason No
  session withdraw S-4 --as sam@example.org
  session cancel S-2 --reason No
  session start S-2 --now 2026-11-24T10:00:00Z
  session complete S-2 --now 2026-11-24T11:00:00Z
  session no-show S-2 --absent mentor --now 2026-11-24T11:00:00Z
  session note S-2 --before Read
  session reschedule S-2 --start 2026-11-27T10:00:00Z
  session link S-2 --url https://x.example/r
  session list --from 2026-11-27T10:00 --zone UTC
  review add S-5 --stars 4 --as sam@example.org
  review reply S-1 --text Thanks --as ada@example.org
  credit add sam@example.org --amount 5 --currency EUR --reason Gift --received 2026-11-01T00:00 --zone UTC
  mentor add kim --email kim@example.org
  mentor set ada --headline New
  mentor approve pat
  mentor rename ada ada-byron
  mentor suspend ada
  availability add ada --day MO --start 18:00 --end 19:00
  availability set ada --day MO --hours 18:00-19:00
  availability remove ada 1
  availability close ada --from 2026-12-24
  db verify
  person import members.csv --zone Asia/Tokyo
  init new --demo
  build
  check
  demo --force --mentors 1 --students 1 --sessions 1
  slots ada
  busy own.ics
  tick
  """
