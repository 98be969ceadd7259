"""Ends the program at random moments, lets its n-th system call fail, and fills its disk. Whatever happens, the site is the old one
or the new one, the record is whole, an exit code of 0 means that it is done, and the next run puts everything right.

    python torture.py ALMANAC      (ALMANAC_TORTURE_ROUNDS: rounds of each kind; default: a few)

Needs strace for failing system calls, and the right to mount for the full disk; says loudly what it leaves out.
"""

import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

NOW = ["2026-11-21T08:00:00Z", "2026-11-22T08:00:00Z"]
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
# A call and the error it may end with, for builds and for verbs.
BUILD_FAULTS = [
    ("write", "ENOSPC"), ("openat", "EMFILE"), ("openat", "EIO"), ("read", "EIO"), ("mkdirat", "ENOSPC"), ("linkat", "EMLINK"),
    ("newfstatat", "EIO"), ("getdents64", "EIO"), ("syncfs", "EIO"), ("fsync", "EIO"), ("renameat2", "EINVAL"),
    ("renameat", "EIO"), ("utimensat", "EIO"), ("unlinkat", "EIO"), ("pread64", "EIO"), ("fchmod", "EPERM"), ("mmap", "ENOMEM"),
    ("flock", "ENOLCK"), ("close", "EIO"),
]
VERB_FAULTS = [
    ("pwrite64", "ENOSPC"), ("pwrite64", "EIO"), ("openat", "EMFILE"), ("openat", "EIO"), ("pread64", "EIO"), ("fdatasync", "EIO"),
    ("fsync", "EIO"), ("unlink", "EIO"), ("fcntl", "ENOLCK"), ("write", "ENOSPC"), ("newfstatat", "EIO"), ("ftruncate", "EIO"),
]
# Those of a short run.
FEW = {("write", "ENOSPC"), ("openat", "EMFILE"), ("getdents64", "EIO"), ("syncfs", "EIO"), ("pwrite64", "ENOSPC"), ("pread64", "EIO")}


class Broken(Exception):
    pass


class Torture:
    def __init__(self, almanac, scratch, rounds, is_short):
        self.almanac, self.scratch, self.rounds, self.is_short = almanac, pathlib.Path(scratch), rounds, is_short
        self.dice = random.Random(7)
        self.counts = {}
        self.broken = []
        self.skipped = []

    # The program and what it leaves

    def start(self, folder, *words, before=()):
        return subprocess.Popen([*before, self.almanac, *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                env=ENVIRONMENT)

    def run(self, folder, *words, before=()):
        process = self.start(folder, *words, before=before)
        process.out, process.err = process.communicate()
        return process

    def must(self, folder, *words):
        done = self.run(folder, *words)
        if done.returncode != 0:
            raise Broken(f"{' '.join(words)}: exit {done.returncode}: {done.err.decode()}")
        return done

    def count(self, kind, outcome):
        self.counts.setdefault(kind, {}).setdefault(outcome, 0)
        self.counts[kind][outcome] += 1

    def trial(self, kind, what, body):
        try:
            self.count(kind, body())
        except Broken as fault:
            self.count(kind, "BROKEN")
            self.broken.append(f"{kind}, {what}: {fault}")

    def programme(self, name, mode="auto"):
        """A folder with a small demo, made once and copied."""
        made = self.scratch / "made"
        if not made.exists():
            made.mkdir()
            (made / "site.yaml").write_text("title: Torture\n")
            self.must(made, "demo", "--mentors", "4", "--students", "6", "--sessions", "30", "--now", NOW[0])
            self.must(made, "mentor", "suspend", self.slug(made), "--now", NOW[0])
        folder = self.scratch / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(made, folder, symlinks=True)
        (folder / "site.yaml").write_text(f"title: Torture\npublish: {{mode: {mode}}}\n")
        return folder

    def slug(self, folder):
        record = sqlite3.connect(folder / "almanac.db")
        try:
            return record.execute("SELECT slug FROM mentor WHERE approval = 'approved' ORDER BY person_id").fetchone()[0]
        finally:
            record.close()

    def dump(self, folder, name="almanac.db"):
        """What the record says, by the program: it also takes back what a killed writer has left."""
        done = self.run(folder, "db", "dump", "--db", name)
        if done.returncode != 0:
            raise Broken(f"db dump: exit {done.returncode}: {done.err.decode()}")
        return done.out

    def check_record(self, folder):
        done = self.run(folder, "db", "verify")
        if done.returncode != 0:
            raise Broken(f"db verify: {done.out.decode()}{done.err.decode()}")

    # Kills

    def kills_of_builds(self, mode):
        """Two sites of one record, a day apart: after a kill the whole tree is one of them (`files`: every file is)."""
        kind = f"kill build ({mode})"
        folder = self.programme("killed", mode)
        trees, took = [], 0
        for now in NOW:
            begun = time.monotonic()
            self.must(folder, "build", "--now", now)
            took = max(took, time.monotonic() - begun)
            trees.append(tree(folder / "public"))
        state = 1
        for number in range(self.rounds):
            target = 1 - state

            def body():
                process = self.start(folder, "build", "--now", NOW[target])
                time.sleep(self.dice.random() * took * 1.1)
                process.send_signal(signal.SIGKILL)
                process.communicate()
                found = tree(folder / "public")
                if mode == "files":
                    outcome = self.check_mixed(found, trees)
                else:
                    outcome = "old" if found == trees[state] else "new" if found == trees[target] else None
                    if outcome is None:
                        raise Broken(f"neither site: {changes(found, trees[target])[:4]}")
                self.must(folder, "build", "--now", NOW[target])
                self.check_published(folder, trees[target])
                return f"{outcome} site"

            self.trial(kind, f"round {number}", body)
            state = target

    def check_mixed(self, found, trees):
        for name, content in found.items():
            if content not in (trees[0].get(name), trees[1].get(name)):
                raise Broken(f"{name} is of neither site")
        lost = [name for name in trees[0].keys() & trees[1].keys() if name not in found]
        if lost:
            raise Broken(f"gone, though in both sites: {lost[:4]}")
        return "whole files of either"

    def check_published(self, folder, expected):
        found = tree(folder / "public")
        if found != expected:
            raise Broken(f"the next build leaves another site: {changes(found, expected)[:4]}")
        litter = [path.name for path in folder.iterdir() if ".stage" in path.name]
        if litter:
            raise Broken(f"the next build leaves litter: {litter}")

    def kills_of_verbs(self):
        """After a kill the record is in order, and is what it was or what the verb makes of it."""
        base = self.programme("base")
        slug = self.slug(base)
        (base / "members.csv").write_text(
            "email,name,membershiptype\n" + "".join(f"n{n}@example.org,New Member {n},student\n" for n in range(60)))
        self.must(base, "db", "backup", "copy.db")
        self.must(base, "mentor", "set", slug, "--company", "Another one", "--now", NOW[0])
        for words in (["db", "restore", "copy.db"], ["person", "import", "members.csv", "--now", NOW[0]],
                      ["mentor", "set", slug, "--headline", "Killed", "--now", NOW[0]],
                      ["tick", "--now", "2026-12-20T08:00:00Z"], ["db", "backup", "second.db"]):
            kind = f"kill {' '.join(words[:2])}"
            folder = self.scratch / "verb"
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(base, folder)
            before = facts(folder)
            begun = time.monotonic()
            self.must(folder, *words)
            took = time.monotonic() - begun
            after = facts(folder)
            for number in range(self.rounds):

                def body():
                    shutil.rmtree(folder)
                    shutil.copytree(base, folder)
                    process = self.start(folder, *words)
                    time.sleep(self.dice.random() * took * 1.1)
                    process.send_signal(signal.SIGKILL)
                    process.communicate()
                    if not (folder / "almanac.db").exists():
                        raise Broken("there is no record")
                    self.check_record(folder)
                    found = facts(folder)
                    if found not in (before, after):
                        raise Broken("the record is neither what it was nor what it should become")
                    self.must(folder, *words) if words[:2] != ["db", "backup"] or not (folder / "second.db").exists() else None
                    if facts(folder) != after:
                        raise Broken("a second run does not bring it there")
                    return "old record" if found == before else "new record"

                self.trial(kind, f"round {number}", body)

    def kills_of_first_records(self):
        """A record that is being made is there whole or not at all; the next run makes it."""
        for number in range(self.rounds):
            folder = self.scratch / "first"

            def body():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                process = self.start(folder, "init", ".")
                time.sleep(self.dice.random() * 0.12)
                process.send_signal(signal.SIGKILL)
                process.communicate()
                had = (folder / "almanac.db").exists()
                done = self.run(folder, "db", "verify" if had else "migrate", *([] if had else ["--create"]))
                if done.returncode != 0:
                    raise Broken(f"after the kill: exit {done.returncode}: {done.out.decode()}{done.err.decode()}")
                return "record" if had else "no record yet"

            self.trial("kill init", f"round {number}", body)

    # Failing system calls

    def failing_calls(self, kind, faults, before, words, check):
        """Lets the n-th call fail, for every n in a long run and for some in a short one."""
        if not shutil.which("strace"):
            self.skipped.append(f"{kind}: strace is not installed")
            return
        log = self.scratch / "strace.log"
        for call, error in faults:
            if self.is_short and (call, error) not in FEW:
                continue
            folder = before()
            counted = self.run(folder, *words, before=["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={call}"])
            if "ptrace" in counted.err.decode() and counted.returncode != 0:
                self.skipped.append(f"{kind}: strace may not trace here: {counted.err.decode().strip()[:80]}")
                return
            most = sum(1 for line in log.read_text(errors="replace").splitlines() if f"{call}(" in line)
            # What is loaded before main is the system's affair; the last calls are where a switch or a commit is.
            tries = list(range(1, most + 1))
            if len(tries) > self.rounds:
                late = tries[-max(1, self.rounds // 2):]
                tries = sorted(set(self.dice.sample(tries, self.rounds - len(late)) + late))
            for number in tries:

                def body():
                    folder = before()
                    done = self.run(folder, *words, before=[
                        "strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
                        f"inject={call}:error={error}:when={number}"])
                    if done.returncode < 0:
                        raise Broken(f"signal {-done.returncode}: {done.err.decode()[-300:]}")
                    if done.returncode != 0 and not done.err.strip():
                        raise Broken(f"exit {done.returncode} without a word")
                    return check(folder, done)

                self.trial(kind, f"{call} {number} of {most} = {error}", body)

    def failing_builds(self):
        base = self.programme("failing-base")
        self.must(base, "build", "--now", NOW[0])
        old = tree(base / "public")
        folder = self.scratch / "failing"
        copied(base, folder)
        self.must(folder, "build", "--now", NOW[1])
        new = tree(folder / "public")

        def check(folder, done):
            found = tree(folder / "public")
            if done.returncode == 0 and found != new:
                raise Broken(f"exit 0, and the site is not the new one: {changes(found, new)[:4]}: {done.err.decode()[-300:]}")
            if found not in (old, new):
                raise Broken(f"neither site: {changes(found, new)[:4]}")
            self.must(folder, "build", "--now", NOW[1])
            self.check_published(folder, new)
            return f"exit {done.returncode}, {'new' if found == new else 'old'} site"

        self.failing_calls("failing call in a build", BUILD_FAULTS, lambda: copied(base, folder), ["build", "--now", NOW[1]], check)

    def failing_bookings(self):
        base = self.programme("booking-base")
        words = self.booking(base)
        folder = self.scratch / "booking"
        before = facts(base)

        def check(folder, done):
            self.check_record(folder)
            booked = facts(folder) != before
            if done.returncode == 0 and not booked:
                raise Broken("exit 0, and nothing is booked")
            if done.returncode != 0 and booked:
                raise Broken(f"exit {done.returncode}, and yet it is booked: {done.err.decode()[-300:]}")
            return f"exit {done.returncode}, {'booked' if booked else 'not booked'}"

        self.failing_calls("failing call in a booking", VERB_FAULTS, lambda: copied(base, folder), words, check)

    def booking(self, folder):
        """The words of a booking that is taken."""
        record = sqlite3.connect(folder / "almanac.db")
        pairs = record.execute(
            "SELECT m.slug, p.email FROM connection c JOIN mentor m ON m.person_id = c.mentor_id JOIN person p"
            " ON p.id = c.student_id WHERE c.status = 'ACCEPTED' AND m.approval = 'approved' ORDER BY c.id").fetchall()
        record.close()
        for mentor, student in pairs:
            for start in self.run(folder, "slots", mentor, "--student", student, "--duration", "60", "--now", NOW[0]).out.decode().split():
                if start.startswith("20") and start.endswith("Z"):
                    words = ["session", "book", "--mentor", mentor, "--student", student, "--start", start, "--duration", "60",
                             "--title", "Torture", "--now", NOW[0]]
                    probe = self.scratch / "probe"
                    copied(folder, probe)
                    if self.run(probe, *words).returncode == 0:
                        return words
        raise SystemExit("torture: the demo has nothing to book")

    # The order of calls

    def orders(self, mode):
        """What a power cut would find: all of the new site is written back before the switch, and the switch before the end."""
        kind = f"order of calls ({mode})"
        if not shutil.which("strace"):
            self.skipped.append(f"{kind}: strace is not installed")
            return
        folder = self.programme("order", mode).resolve()
        self.must(folder, "build", "--now", NOW[0])
        log = self.scratch / "strace.log"
        calls = "write,pwrite64,linkat,fsync,fdatasync,syncfs,renameat,renameat2,rename,unlinkat"
        done = self.run(folder, "build", "--now", NOW[1], before=["strace", "-f", "-y", "-qq", "-o", str(log), "-e", f"trace={calls}"])
        if "ptrace" in done.err.decode() and done.returncode != 0:
            self.skipped.append(f"{kind}: strace may not trace here: {done.err.decode().strip()[:80]}")
            return

        def body():
            if done.returncode != 0:
                raise Broken(done.err.decode())
            lines = [line.split(None, 1)[1] for line in log.read_text(errors="replace").splitlines() if "(" in line]
            # Folders appear with the name that they had when the call was made.
            stage, above, site = f"{folder}/.public.stage.tree", f"<{folder}>", f"<{folder}/public"

            def places(what, *texts):
                found = [at for at, line in enumerate(lines) if line.startswith(what) and all(text in line for text in texts)]
                if not found:
                    raise Broken(f"no {what} with {texts}")
                return found

            written = places("write(", stage) + ([] if mode == "files" else places("linkat(", stage))
            manifest = places("fsync(", "/.almanac/manifest.")[0]
            sync = places("syncfs(", stage)[0]
            if mode == "exchange":
                switch = places("renameat2(", "RENAME_EXCHANGE")
            elif mode == "symlink":
                switch = [places("renameat(", above, '".public.stage.link"', '"public"')[-1]]
            else:
                record = places("fsync(", ".public.stage.commit")[0]
                named = places("renameat(", '".public.commit"')[0]
                switch = places("renameat(", stage, site)
                if not sync < record < named < switch[0]:
                    raise Broken("the record of the switch is not on the disk before its first rename")
                if not any(named < at < switch[0] for at in places("fsync(", above)):
                    raise Broken("the record's name is not on the disk before the first rename")
                gone = places("unlinkat(", above, '".public.commit"')[0]
                if not any(switch[-1] < at < gone for at in places("fsync(", site)):
                    raise Broken("the record goes before the renames are on the disk")
            if not max(written) < sync or not manifest < switch[0]:
                raise Broken("something is written after the sync")
            if not sync < switch[0]:
                raise Broken("the site is switched before it is on the disk")
            if not any(at > switch[-1] for at in places("fsync(", above)):
                raise Broken("the folder above is not written back after the switch")
            return "in order"

        self.trial(kind, "a build", body)

    # A full disk

    def full_disks(self):
        script = (
            "mount -t tmpfs -o size={size}k tmpfs {disk} && cp -a {base}/. {disk}/ && cd {disk} && "
            "dd if=/dev/zero of=ballast bs=1k count={ballast} status=none 2>/dev/null; {almanac} {words}; code=$?; "
            "rm -f ballast; cp -a {disk}/. {result}/; exit $code")
        base = self.programme("disk-base")
        self.must(base, "build", "--now", NOW[0])
        old = tree(base / "public")
        whole = self.scratch / "disk-new"
        copied(base, whole)
        self.must(whole, "build", "--now", NOW[1])
        new = tree(whole / "public")
        before, booking = facts(base), self.booking(base)
        used = int(subprocess.run(["du", "-sk", base], capture_output=True, text=True).stdout.split()[0])
        for number in range(max(1, self.rounds // 2)):
            for kind, words in (("full disk in a build", ["build", "--now", NOW[1]]), ("full disk in a booking", booking)):
                disk, result = self.scratch / "disk", self.scratch / "disk-result"
                for folder in (disk, result):
                    shutil.rmtree(folder, ignore_errors=True)
                    folder.mkdir()
                spare = self.dice.choice([0, 8, 64, 400, 1500])

                def body():
                    size = used * 2 + 4000
                    command = script.format(
                        size=size, disk=disk, base=base, result=result, almanac=self.almanac, ballast=size,
                        words=" ".join(f"'{word}'" for word in words))
                    if spare:
                        command = command.replace("2>/dev/null;", f"2>/dev/null; truncate -s -{spare}k ballast;", 1)
                    done = subprocess.run(["unshare", "-m", "sh", "-c", command], capture_output=True, env=ENVIRONMENT)
                    if done.returncode in (1, 32) and b"mount" in done.stderr or done.returncode == 1 and b"unshare" in done.stderr:
                        return "left out: no right to mount"
                    if done.returncode != 0 and not done.stderr.strip():
                        raise Broken(f"exit {done.returncode} without a word")
                    if kind.endswith("build"):
                        found = tree(result / "public")
                        if found not in (old, new) or (done.returncode == 0) != (found == new):
                            raise Broken(f"exit {done.returncode} with {spare} KiB: {changes(found, new)[:4]} {done.stderr.decode()[-300:]}")
                    else:
                        self.check_record(result)
                        if (done.returncode == 0) != (facts(result) != before):
                            raise Broken(f"exit {done.returncode} with {spare} KiB does not say whether it is booked")
                    return f"exit {done.returncode}"

                self.trial(kind, f"round {number}", body)
        if any("left out: no right to mount" in outcomes for outcomes in self.counts.values()):
            self.skipped.append("full disks: no right to mount a tmpfs here")


def copied(base, folder):
    shutil.rmtree(folder, ignore_errors=True)
    # As cp -a: times and links of the published tree are what the next build compares.
    subprocess.run(["cp", "-a", str(base), str(folder)], check=True)
    return folder


def facts(folder):
    """The rows of people and meetings, without what differs from run to run."""
    record = sqlite3.connect(folder / "almanac.db")
    try:
        return [record.execute(sql).fetchall() for sql in (
            "SELECT email, name, is_mentor, is_student, is_organiser FROM person ORDER BY id",
            "SELECT slug, headline, company, approval FROM mentor ORDER BY person_id",
            "SELECT id, status, start_at, end_at FROM request ORDER BY id",
            "SELECT id, status, start_at, end_at FROM session ORDER BY id",
            "SELECT id, status FROM connection ORDER BY id")]
    except sqlite3.DatabaseError as fault:
        raise Broken(f"the record cannot be read: {fault}") from fault
    finally:
        record.close()


def tree(folder):
    root = pathlib.Path(folder).resolve()
    files = {}
    for path in root.rglob("*") if root.exists() else []:
        if path.is_file() and path.name != "build.json":
            files[str(path.relative_to(root))] = path.read_bytes()
    return files


def changes(left, right):
    return sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))


def main():
    almanac = str(pathlib.Path(sys.argv[1]).resolve())
    asked = int(os.environ.get("ALMANAC_TORTURE_ROUNDS", "0"))
    rounds = asked or 2
    with tempfile.TemporaryDirectory() as scratch:
        torture = Torture(almanac, scratch, rounds, asked == 0)
        for mode in ("exchange", "symlink", "files"):
            torture.kills_of_builds(mode)
        torture.kills_of_verbs()
        torture.kills_of_first_records()
        for mode in ("exchange", "symlink", "files"):
            torture.orders(mode)
        torture.failing_builds()
        torture.failing_bookings()
        torture.full_disks()
        for kind, outcomes in torture.counts.items():
            if asked or "BROKEN" in outcomes:
                print(f"{kind}: " + ", ".join(f"{outcome} {count}" for outcome, count in sorted(outcomes.items())))
        trials = sum(sum(outcomes.values()) for outcomes in torture.counts.values())
        print(f"torture: {trials} trials of {len(torture.counts)} kinds, {len(torture.broken)} broken")
        for line in torture.broken[:40]:
            print(f"  {line}", file=sys.stderr)
        for line in torture.skipped:
            print(f"  LEFT OUT: {line}", file=sys.stderr)
    sys.exit(1 if torture.broken else 0)


if __name__ == "__main__":
    main()
