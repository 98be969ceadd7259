"""Random walks over every verb that writes. After each step the record is in order and a refused verb has changed nothing; every
few steps the site that was built step by step equals a site built from nothing, byte for byte.

    python random_walks.py ALMANAC      (ALMANAC_TORTURE_ROUNDS: how many walks; default: 2 short ones)
"""

import datetime as dt
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

START = dt.datetime(2026, 11, 21, 8, 0, tzinfo=dt.timezone.utc)
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland"]
NAMES = ["Ada Byron", "Jürgen Müller", "王小明", "Łucja Øster", "O’Neil \"Jo\" <b>", "Sam Ito", "Nour صالح", "Zoë Ångström"]
TEXTS = ["Learn *more*", "a < b & c", "- one\n- two", "[x](https://example.org)", "Ein Gruß 😀", "=1+1", "`code`"]
SETTINGS = [
    {}, {"policy.connection_required": "no"}, {"policy.confirm": "each"}, {"policy.pending_holds": "no"},
    {"policy.cancel_notice": 2880}, {"policy.late_override": "none"}, {"policy.outside_hours": "propose"},
    {"policy.capacity": 1}, {"policy.expire_after": 2}, {"policy.bookings_per_hour": 0}, {"policy.horizon_days": 7},
    {"policy.max_per_day": 1, "policy.buffer_after": 30}, {"join_minutes": 5, "feed.alarm": "yes"},
    {"rooms.link": '"https://rooms.example.org/{room}"'}, {"zone": "Asia/Tokyo", "week_start": "sunday"},
    {"language": "de"}, {"policy.default_hours": '"09:00-12:00"'},
]
# 0 done, 3 conflict, 4 refused by a rule, 5 invalid value, 2 usage (a combination of flags that makes no sense).
ANSWERS = {0, 2, 3, 4, 5}


class Broken(Exception):
    pass


class Walk:
    def __init__(self, almanac, folder, seed):
        self.almanac, self.folder, self.dice = almanac, pathlib.Path(folder), random.Random(seed)
        self.seed, self.now, self.settings, self.counter = seed, START, {}, 0
        self.told = []
        self.counts = {}
        self.folder.mkdir()
        self.write_settings()
        self.must("init", ".")
        for _ in range(3):
            self.person_add(role="mentor")
        for _ in range(4):
            self.person_add(role="student")
        for email in self.emails("is_mentor"):
            # The verb may already have made the mentor with the role.
            self.run("mentor", "add", "m%d" % self.next(), "--email", email, "--topics", "career")
        for slug in self.slugs():
            self.must("mentor", "approve", slug)
            for day in ("MO", "TU", "WE", "TH", "FR"):
                self.must("availability", "add", slug, "--day", day, "--start", "09:00", "--end", "17:00")
        pairs = [(m, s) for m in self.slugs() for s in self.emails("is_student")]
        for mentor, student in self.dice.sample(pairs, min(5, len(pairs))):
            pair = ["--mentor", mentor, "--student", student]
            self.run("connection", "request", *pair, "--goal", "career-guidance", "--message", "Hello")
            self.run("connection", "accept", *pair)

    # The program

    def clock(self):
        return self.now.strftime("%Y-%m-%dT%H:%M:%SZ")

    def run(self, *words, now=True):
        command = [str(word) for word in words] + (["--now", self.clock()] if now else [])
        self.told.append(" ".join(repr(word) if " " in word or not word else word for word in command))
        done = subprocess.run([self.almanac, *command], cwd=self.folder, capture_output=True, env={"PATH": "/usr/bin:/bin"})
        done.words = command
        return done

    def must(self, *words):
        done = self.run(*words)
        if done.returncode != 0:
            raise Broken(f"exit {done.returncode}: {done.stderr.decode()}")
        return done

    # What is in the record

    def rows(self, sql):
        record = sqlite3.connect(f"file:{self.folder}/almanac.db?mode=ro", uri=True)
        try:
            return record.execute(sql).fetchall()
        finally:
            record.close()

    def column(self, sql):
        return [row[0] for row in self.rows(sql)]

    def emails(self, role="1"):
        return self.column(f"SELECT email FROM person WHERE state = 'active' AND {role} ORDER BY id")

    def slugs(self):
        return self.column("SELECT slug FROM mentor ORDER BY person_id")

    def state(self):
        """What a refused verb leaves as it was; its settings are the system's own entries."""
        return self.rows("SELECT (SELECT rev FROM meta), (SELECT count(*) FROM journal WHERE verb <> 'settings')")

    def next(self):
        self.counter += 1
        return self.counter

    def pick(self, items, default="nobody"):
        return self.dice.choice(items) if items else default

    def chance(self, share):
        return self.dice.random() < share

    # Values

    def mentor(self):
        return self.pick(self.slugs(), "ada")

    def student(self):
        return self.pick(self.emails("is_student") if self.chance(0.9) else self.emails())

    def speaker(self):
        """Who speaks: mostly nobody named, which is the organiser."""
        return [] if self.chance(0.5) else ["--as", self.pick(self.emails())]

    def pair(self):
        if self.chance(0.7):
            known = self.rows(
                "SELECT m.slug, p.email FROM connection c JOIN mentor m ON m.person_id = c.mentor_id"
                " JOIN person p ON p.id = c.student_id ORDER BY c.id")
            if known:
                mentor, student = self.pick(known)
                return ["--mentor", mentor, "--student", student]
        return ["--mentor", self.mentor(), "--student", self.student()]

    def party(self, request):
        """--as one of the two of a booking, mostly; else anybody."""
        known = self.rows(
            "SELECT a.email, b.email FROM request r JOIN person a ON a.id = r.mentor_id JOIN person b ON b.id = r.student_id"
            f" WHERE r.id = {request}")
        if known and self.chance(0.7):
            return ["--as", self.pick(known[0])]
        return self.speaker()

    def booking(self, where="1"):
        ids = self.column(
            f"SELECT r.id FROM request r LEFT JOIN session s ON s.id = r.id WHERE {where} ORDER BY r.id DESC LIMIT 8")
        if not ids or self.chance(0.1):
            ids = self.column("SELECT id FROM request ORDER BY id") or [1]
        return self.pick(ids)

    def moment(self):
        day = self.now.date() + dt.timedelta(days=self.dice.choice([0, 1, 1, 2, 3, 5, 9, 30]))
        return f"{day}T{self.dice.randrange(7, 20):02d}:{self.dice.choice(['00', '00', '30', '15'])}:00Z"

    def text(self):
        return self.dice.choice(TEXTS)

    # Verbs

    def person_add(self, role=None):
        number = self.next()
        words = ["person", "add", "--email", f"p{number}@example.org", "--name", self.dice.choice(NAMES), "--zone",
                 self.dice.choice(ZONES)]
        role = role or self.dice.choice(["mentor", "student", "organiser", "mentor and student", "friend"])
        words += ["--role", "organiser"] if role == "organiser" else ["--membership", role]
        return self.run(*words)

    def person_set(self):
        choices = [
            ["--name", self.dice.choice(NAMES)], ["--zone", self.dice.choice(ZONES)],
            ["--language", self.dice.choice(["en", "de"])], ["--email", f"new{self.next()}@example.org"],
            ["--role", "mentor"], ["--role", "student"], ["--role", "mentor", "--role", "student"], ["--role", "organiser"],
            ["--membership", self.dice.choice(["mentor", "mentee", "mentorship", "mentor, student"])],
            ["--share-email", self.dice.choice(["yes", "no"])], ["--feed-alarm", self.dice.choice(["yes", "no", "default"])],
        ]
        return self.run("person", "set", self.pick(self.emails()), *self.dice.choice(choices), *self.speaker())

    def person_import(self):
        lines = ["email;name;membershiptype;zone"]
        for email, name, kind in self.rows("SELECT email, name, membership_type FROM person WHERE state = 'active'"):
            if self.chance(0.8):
                kind = self.dice.choice(["mentor", "student", "both: mentor and mentee"]) if self.chance(0.2) else kind
                quoted = name.replace('"', '""')
                lines.append(f'{email};"{quoted}";{kind};UTC')
        if self.chance(0.5):
            lines.append(f"l{self.next()}@example.org;Listed Person {self.counter};{self.dice.choice(['mentor', 'student'])};UTC")
        (self.folder / "list.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return self.run("person", "import", "list.csv", *(["--explain"] if self.chance(0.3) else []))

    def person_erase(self):
        return self.run("person", "erase", self.pick(self.emails()), "--yes")

    def mentor_add(self):
        return self.run("mentor", "add", f"m{self.next()}", "--email", self.pick(self.emails()), "--topics", "career,compilers")

    def mentor_set(self):
        choices = [
            ["--confirm", self.dice.choice(["instant", "each", "default"])], ["--bio", self.text()],
            ["--headline", self.dice.choice(["Compilers", "Career & life"])],
            ["--accepting", self.dice.choice(["yes", "no"])], ["--capacity", self.dice.choice(["0", "1", "2", "default"])],
            ["--durations", self.dice.choice(["30", "30,60", "default"])], ["--step", self.dice.choice(["15", "60", "default"])],
            ["--hourly-rate", "2500", "--currency", "EUR"], ["--hourly-rate", "default"], ["--topics", "career"],
            ["--buffer-before", "15"], ["--notice", "0"], ["--max-per-day", "1"], ["--horizon-days", "14"],
            ["--link", "https://example.org/me"], ["--company", "ACME; Söhne, GmbH"],
        ]
        return self.run("mentor", "set", self.mentor(), *self.dice.choice(choices), *self.speaker())

    def mentor_approval(self):
        return self.run("mentor", self.dice.choice(["approve", "approve", "suspend"]), self.mentor())

    def mentor_rename(self):
        return self.run("mentor", "rename", self.mentor(), f"m{self.next()}")

    def hours(self):
        mentor = self.mentor()
        date = str(self.now.date() + dt.timedelta(days=self.dice.randrange(1, 12)))
        start = self.dice.randrange(6, 18)
        window = ["--start", f"{start:02d}:00", "--end", f"{start + self.dice.randrange(1, 6):02d}:00"]
        numbers = self.column(
            f"SELECT a.id FROM availability a JOIN mentor m ON m.person_id = a.mentor_id WHERE m.slug = '{mentor}'")
        choices = [
            ["add", mentor, "--day", self.dice.choice(["MO", "WE", "SA"]), *window], ["add", mentor, "--date", date, *window],
            ["add", mentor, "--date", date, "--mode", "add", *window], ["close", mentor, "--from", date],
            ["close", "--everyone", "--from", date, "--reason", "Holiday"],
            ["remove", mentor, str(self.pick(numbers, 1))],
        ]
        return self.run("availability", *self.dice.choice(choices), *self.speaker())

    def connection(self):
        verb = self.dice.choice(["request", "request", "request", "accept", "accept", "accept", "decline", "withdraw", "end", "reopen"])
        words = ["connection", verb, *self.pair()]
        if verb == "request":
            words += ["--goal", "career-guidance", "--message", self.text(), *(["--wait"] if self.chance(0.3) else [])]
        if verb == "end":
            words += ["--reason", "Done", *(["--cancel-sessions"] if self.chance(0.5) else [])]
        return self.run(*words, *self.speaker())

    def book(self):
        accepted = self.rows(
            "SELECT m.slug, p.email FROM connection c JOIN mentor m ON m.person_id = c.mentor_id JOIN person p"
            " ON p.id = c.student_id WHERE c.status = 'ACCEPTED'")
        mentor, student = self.pick(accepted, ("m1", "p1@example.org")) if self.chance(0.8) else (self.mentor(), self.student())
        words = ["session", "book", "--mentor", mentor, "--student", student, "--start", self.slot(mentor), "--title", self.text()]
        kind = self.dice.choice(["VIDEO", "VOICE", "CHAT", "IN_PERSON"])
        words += ["--type", kind, "--duration", self.dice.choice(["30", "60", "60", "90"])]
        words += ["--address", "Room 2, Main St 1"] if kind == "IN_PERSON" else []
        words += ["--every", self.dice.choice(["week", "month"]), "--count", "3"] if self.chance(0.15) else []
        words += ["--agenda", self.text()] if self.chance(0.5) else []
        words += ["--description", self.text()] if self.chance(0.3) else []
        return self.run(*words, *(["--as", student] if self.chance(0.6) else self.speaker()))

    def slot(self, mentor):
        """An open slot of the mentor, mostly."""
        if self.chance(0.8):
            done = self.run("slots", mentor, "--json")
            if done.returncode == 0:
                found = json.loads(done.stdout)
                if found:
                    return self.dice.choice(found[:40])["start"]
        return self.moment()

    def session(self):
        verb = self.dice.choice(
            ["approve"] * 3 + ["decline", "withdraw", "reschedule", "reschedule", "cancel", "cancel", "start", "complete",
                               "complete", "complete", "no-show", "note", "link", "link"])
        pending, begun = "r.status = 'pending'", f"s.status = 'scheduled' AND s.start_at <= {int(self.now.timestamp())}"
        where = {"approve": pending, "decline": pending, "withdraw": pending, "complete": begun, "no-show": begun,
                 "start": begun}.get(verb, "s.status = 'scheduled' OR r.status = 'pending'")
        number = self.booking(where)
        words = ["session", verb, f"S-{number}"]
        if verb in ("decline", "cancel"):
            words += ["--reason", self.text()]
        if verb == "reschedule":
            slug = self.column(f"SELECT m.slug FROM mentor m JOIN request r ON r.mentor_id = m.person_id WHERE r.id = {number}")
            words += ["--start", self.slot(self.pick(slug, "m1"))]
        if verb == "complete" and self.chance(0.5):
            words += ["--notes", self.text()]
        if verb == "no-show":
            words += ["--absent", self.dice.choice(["mentor", "student", "both"])]
        if verb == "note":
            words += ["--before", self.dice.choice(["", self.text()])]
        if verb == "link":
            words += self.dice.choice([
                ["--url", f"https://zoom.example.org/{self.next()}", "--platform", "Zoom"],
                ["--recording", "https://video.example.org/1", "--consent"]])
        return self.run(*words, *self.party(number))

    def review(self):
        number = self.booking("s.status = 'completed'")
        if self.chance(0.3):
            return self.run("review", "reply", f"S-{number}", "--text", self.text(), *self.party(number))
        return self.run("review", "add", f"S-{number}", "--stars", self.dice.randrange(1, 6), "--text", self.text(),
                        *(["--show-name"] if self.chance(0.5) else []), *self.party(number))

    def credit(self):
        return self.run("credit", "add", self.pick(self.emails()), "--amount", self.dice.choice(["2500", "-500"]),
                        "--currency", "EUR", "--reason", "Grant")

    def rotate(self):
        if self.chance(0.3):
            return self.run("link", "rotate", "--session", f"S-{self.booking('s.id IS NOT NULL')}")
        return self.run("link", "rotate", self.pick(self.emails()), self.dice.choice(["--home", "--feed", "--all"]))

    def tick(self):
        return self.run("tick")

    def backup(self):
        copy = self.folder / "copy.sqlite"
        copy.unlink(missing_ok=True)
        return self.run("db", "backup", "copy.sqlite", now=False)

    def restore(self):
        if not (self.folder / "copy.sqlite").exists():
            return self.backup()
        for old in self.folder.glob("almanac.db.before-restore*"):
            old.unlink()
        return self.run("db", "restore", "copy.sqlite", now=False)

    def change_settings(self):
        self.settings = self.dice.choice(SETTINGS)
        self.write_settings()
        return self.run("check")

    def write_settings(self):
        lines = ["title: Walks", "base_url: https://walks.example.org"]
        groups = {}
        for key, value in self.settings.items():
            group, _, name = key.rpartition(".")
            groups.setdefault(group, []).append(f"{name}: {value}")
        for group, entries in groups.items():
            lines += entries if not group else [f"{group}: {{{', '.join(entries)}}}"]
        (self.folder / "site.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def wait(self):
        self.now += dt.timedelta(minutes=self.dice.choice([15, 60, 60, 300, 1440, 1440, 4000]))
        return self.run("tick")

    VERBS = [
        (8, book), (10, session), (5, connection), (3, review), (3, person_set), (1, person_add), (2, person_import),
        (0.4, person_erase), (0.7, mentor_add), (2, mentor_set), (1.2, mentor_approval), (0.7, mentor_rename), (2, hours),
        (0.7, credit), (1, rotate), (1.5, tick), (5, wait), (0.7, backup), (0.7, restore), (1, change_settings),
    ]

    # Steps

    def step(self):
        weights, verbs = zip(*self.VERBS)
        verb = self.dice.choices(verbs, weights)[0]
        before = self.state()
        done = verb(self)
        name = " ".join(done.words[:2]) if done.words[0] not in ("tick", "check") else done.words[0]
        errors = done.stderr.decode()
        findings = name == "check" and done.returncode == 1
        if done.returncode not in ANSWERS and not findings:
            raise Broken(f"exit {done.returncode}: {errors}")
        if "E_" in errors or "Fatal" in errors:
            raise Broken(f"words of the record or of the program: {errors}")
        if done.returncode != 0 and not findings:
            if not errors.strip():
                raise Broken(f"exit {done.returncode} without a word")
            # Several sessions at once may be answered in part.
            if self.state() != before and name not in ("db restore",):
                raise Broken(f"exit {done.returncode}, and yet something was written: {errors}")
        key = (name, done.returncode)
        self.counts[key] = self.counts.get(key, 0) + 1
        verified = self.run("db", "verify", now=False)
        self.told.pop()
        if verified.returncode != 0:
            raise Broken(f"db verify: {verified.stdout.decode()}{verified.stderr.decode()}")

    def compare(self):
        """The site that grew with the walk, and one of the same record and words made from nothing."""
        grown = self.run("build")
        if grown.returncode not in (0, 8):
            raise Broken(f"build: exit {grown.returncode}: {grown.stderr.decode()}")
        fresh = self.folder.parent / f"fresh-{self.seed}"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(self.folder, fresh, symlinks=True, ignore=shutil.ignore_patterns("public", ".public*", ".almanac", "copy.sqlite"))
        done = subprocess.run([self.almanac, "build", "--now", self.clock()], cwd=fresh, capture_output=True,
                              env={"PATH": "/usr/bin:/bin"})
        if done.returncode != grown.returncode:
            raise Broken(f"from nothing: exit {done.returncode}, step by step {grown.returncode}: {done.stderr.decode()}")
        left, right = tree(self.folder / "public"), tree(fresh / "public")
        different = sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))
        if different:
            raise Broken(f"{len(different)} files differ from a build from nothing: {different[:8]}")
        return len(left)


def tree(folder):
    files = {}
    for path in folder.rglob("*"):
        # build.json names the newest change and is left alone when nothing else is written.
        if path.is_file() and path.name != "build.json":
            files[str(path.relative_to(folder))] = path.read_bytes()
    return files


def main():
    almanac = str(pathlib.Path(sys.argv[1]).resolve())
    rounds = int(os.environ.get("ALMANAC_TORTURE_ROUNDS", "0"))
    seeds = range(1, 3) if rounds == 0 else range(1, rounds + 1)
    steps, every = (60, 20) if rounds == 0 else (300, 20)
    only = os.environ.get("ALMANAC_WALK")
    if only:
        seeds = [int(only)]
    counts, compared, files, broken = {}, 0, 0, 0
    with tempfile.TemporaryDirectory() as scratch:
        for seed in seeds:
            walk = None
            try:
                walk = Walk(almanac, pathlib.Path(scratch) / f"walk-{seed}", seed)
                for number in range(1, steps + 1):
                    walk.step()
                    if number % every == 0:
                        files += walk.compare()
                        compared += 1
            except Broken as fault:
                broken += 1
                told = walk.told if walk else []
                print(f"walk {seed}, after {len(told)} commands:", *told[-6:], str(fault), sep="\n  ", file=sys.stderr)
                if os.environ.get("ALMANAC_WALK_KEEP") and walk:
                    shutil.copytree(walk.folder, os.environ["ALMANAC_WALK_KEEP"], symlinks=True, dirs_exist_ok=True)
            for key, count in (walk.counts if walk else {}).items():
                counts[key] = counts.get(key, 0) + count
    done = sum(count for (_, code), count in counts.items() if code == 0)
    print(f"random walks: {len(seeds)} of up to {steps} steps, {sum(counts.values())} verbs ({done} taken), "
          f"{compared} comparisons of {files} files, {broken} broken")
    if rounds:
        for (name, code), count in sorted(counts.items()):
            print(f"  {name:24} exit {code}: {count}")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
