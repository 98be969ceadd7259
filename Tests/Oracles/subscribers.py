"""Subscribes to a site with real calendar programs and looks what they show: vdirsyncer fetches the feeds over HTTP, khal
lists them. A session is booked, moved, cancelled and dropped; after each build and sync the right times stand there, in the
zone of whoever looks.

    python subscribers.py ALMANAC      (needs khal and vdirsyncer on PATH)
"""

import datetime as dt
import functools
import http.server
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import zoneinfo

UTC = dt.timezone.utc
NOW = "2026-11-21T08:00:00Z"
LOOKERS = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu"]
FORMAT = "{calendar}|{start-date-long} {start-time} {end-date-long} {end-time}|{title}|{location}|{status}"


class Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = {".ics": "text/calendar; charset=utf-8", "": "application/octet-stream"}

    def log_message(self, *arguments):
        pass


class Programme:
    """A folder with Ada (Berlin) and Sam (New York), made by commands; its site is served on the loopback."""

    def __init__(self, almanac, folder):
        self.almanac, self.folder = pathlib.Path(almanac).resolve(), folder
        (folder / "public").mkdir()
        handler = functools.partial(Quiet, directory=str(folder / "public"))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        (folder / "site.yaml").write_text(
            f"title: Subscribed\nbase_url: {self.address}\nzone: Europe/Berlin\npolicy: {{horizon_days: 300}}\n"
            "publish: {mode: files}\n")
        self.run("init", ".")
        for who, zone, role in [("ada", "Europe/Berlin", "mentor"), ("sam", "America/New_York", "student")]:
            self.run("person", "add", "--email", f"{who}@example.org", "--name", who.title(), "--zone", zone,
                     "--membership", role)
        self.run("mentor", "add", "ada", "--email", "ada@example.org", "--topics", "career")
        self.run("mentor", "approve", "ada")
        for day in ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]:
            self.run("availability", "add", "ada", "--day", day, "--start", "09:00", "--end", "21:00")
        pair = ["--mentor", "ada", "--student", "sam@example.org"]
        self.run("connection", "request", *pair, "--goal", "interview-prep", "--message", "Hello")
        self.run("connection", "accept", *pair)

    def run(self, *words, now=NOW):
        result = subprocess.run(
            [self.almanac, *words, "--now", now], cwd=self.folder, capture_output=True, text=True, env={"PATH": ""})
        if result.returncode:
            sys.exit(f"almanac {' '.join(words)}: {result.stderr}")
        return result.stdout

    def build(self, now=NOW):
        self.run("build", "--force", now=now)

    def feed(self, who):
        for line in self.run("link", "show", "-u", self.address).splitlines():
            for word in line.split():
                if who in line and "/feeds/" in word:
                    return word
        sys.exit(f"link show names no feed of {who}")


class Subscriber:
    """vdirsyncer and khal with folders of their own, for several feeds and for people in several zones."""

    def __init__(self, folder, feeds):
        self.folder = folder
        lines = [f'[general]\nstatus_path = "{folder}/status/"\n']
        calendars = []
        for name, url in feeds.items():
            (folder / name).mkdir()
            lines.append(
                f'[pair {name}]\na = "{name}_web"\nb = "{name}_local"\ncollections = null\n'
                f'[storage {name}_web]\ntype = "http"\nurl = "{url}"\n'
                f'[storage {name}_local]\ntype = "filesystem"\npath = "{folder}/{name}/"\nfileext = ".ics"\n')
            calendars.append(f"[[{name}]]\npath = {folder}/{name}/\ncolor = dark green\nreadonly = True\n")
        (folder / "vdirsyncer").write_text("\n".join(lines))
        for zone in LOOKERS:
            (folder / zone.replace("/", "-")).write_text(
                f"[calendars]\n{''.join(calendars)}[sqlite]\npath = {folder}/{zone.replace('/', '-')}.db\n"
                f"[locale]\nlocal_timezone = {zone}\ndefault_timezone = {zone}\ntimeformat = %H:%M\n"
                "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
                "longdatetimeformat = %Y-%m-%d %H:%M\n[default]\nhighlight_event_days = False\n")
        self.call("vdirsyncer", "-c", folder / "vdirsyncer", "discover")

    def call(self, *words):
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "NO_PROXY": "*"}
        result = subprocess.run([str(word) for word in words], capture_output=True, text=True, env=environment, input="y\ny\n")
        if result.returncode:
            sys.exit(f"{' '.join(str(word) for word in words)}: {result.stdout}{result.stderr}")
        return result.stdout

    def sync(self):
        """Fetches, and returns the files with their octets and times of change."""
        self.call("vdirsyncer", "-c", self.folder / "vdirsyncer", "sync")
        return {str(p): (p.read_bytes(), p.stat().st_mtime_ns) for p in sorted(self.folder.glob("*/*.ics"))}

    def shown(self, zone):
        """What khal lists of all calendars for somebody in a zone, sorted."""
        text = self.call("khal", "-c", self.folder / zone.replace("/", "-"), "list", "--once",
                         "--day-format", "", "--format", FORMAT, "2026-11-22", "300d")
        return sorted(line.strip() for line in text.splitlines() if "|" in line)


def line(calendar, start, title, place="", status="CONFIRMED", zone="UTC", minutes=60):
    """A session as khal has to show it."""
    start = dt.datetime.fromisoformat(start.replace("Z", "+00:00"))
    local = [time.astimezone(zoneinfo.ZoneInfo(zone)) for time in (start, start + dt.timedelta(minutes=minutes))]
    return f"{calendar}|{local[0]:%Y-%m-%d %H:%M} {local[1]:%Y-%m-%d %H:%M}|{title}|{place}|{status}"


def main():
    for program in ["khal", "vdirsyncer"]:
        if not shutil.which(program):
            sys.exit(f"{program} is not on PATH; `make test` installs it")
    checks = 0
    with tempfile.TemporaryDirectory(prefix="almanac-subscribers.") as folder:
        folder = pathlib.Path(folder)
        (folder / "site").mkdir()
        (folder / "desk").mkdir()
        programme = Programme(sys.argv[1], folder / "site")
        programme.run("availability", "close", "--everyone", "--from", "2026-12-24", "--until", "2026-12-31",
                      "--reason", "Winter")
        (folder / "site" / "content" / "meet.md").write_text(
            "---\ntitle: Meet, greet\nevent: {start: 2026-12-10T18:00, end: 2026-12-10T20:00, place: Library}\n---\n")
        programme.build()
        desk = Subscriber(folder / "desk", {
            "ada": programme.feed("ada@example.org"), "sam": programme.feed("sam@example.org"),
            "programme": programme.address + "/calendar.ics"})

        def expect(stage, sessions, now=NOW):
            """Builds, syncs and compares what everybody sees in each zone; then again, when nothing may change."""
            nonlocal checks
            programme.build(now)
            files = desk.sync()
            for zone in LOOKERS:
                wanted = sorted([
                    line(person, start, f"{prefix}{title} ({other})", place, status, zone)
                    for start, prefix, title, place, status in sessions for person, other in [("ada", "Sam"), ("sam", "Ada")]
                ] + [
                    line("programme", "2026-12-10T17:00:00Z", "Meet, greet", "Library", zone=zone, minutes=120),
                    "programme|2026-12-24  2026-12-31 |Closed: Winter||CONFIRMED"])
                got = desk.shown(zone)
                if got != wanted:
                    sys.exit(f"{stage}: in {zone} khal shows\n  {got}\nand not\n  {wanted}")
                checks += len(wanted)
            programme.build(now)
            if desk.sync() != files:
                sys.exit(f"{stage}: a build of the same changed what subscribers have")

        def book(start, title):
            programme.run(
                "session", "book", "--mentor", "ada", "--student", "sam@example.org", "--start", start, "--duration", "60",
                "--type", "VIDEO", "--title", title, "--link", f"https://meet.example.org/{len(title)}")
            return (start, "", title, f"https://meet.example.org/{len(title)}", "CONFIRMED")

        expect("nothing booked", [])
        # Between New York's change of the clock and Berlin's, after both, and an early one.
        march, april, december = (
            book("2027-03-17T14:00:00Z", "Résumé, again; please"), book("2027-04-07T13:00:00Z", "Talk"),
            book("2026-12-03T17:00:00Z", "Early"))
        expect("booked", [march, april, december])
        programme.run("session", "reschedule", "S-1", "--start", "2027-03-18T15:30:00Z", "--duration", "60")
        march = ("2027-03-18T15:30:00Z", *march[1:])
        expect("moved", [march, april, december])
        programme.run("session", "cancel", "S-3", "--reason", "Ada is ill")
        gone = (december[0], "Cancelled: ", december[2], "", "CANCELLED")
        expect("cancelled", [march, april, gone])
        # Its time and fourteen days are over.
        expect("dropped", [march, april], now="2026-12-06T00:00:00Z")
        programme.server.shutdown()
    print(f"vdirsyncer and khal: {checks} entries right in 5 stages, as seen in {len(LOOKERS)} zones")


main()
