"""Caches, rsync and web servers know a file by its size and time: no path may ever have two contents with the same two.

A site is built into fresh folders, without the tree and the manifest of the build before, as CI does: at many clocks, and at one
clock with everything else changed that a site is made of. Whatever differs in bytes must differ in size or time.
"""
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

from site_making import run

# Quarters of an hour, midnights in several zones, a week, the last Sunday of October with its clock change, a year.
CLOCKS = [
    "2026-10-24T21:59:00Z", "2026-10-24T23:50:00Z", "2026-10-25T00:10:00Z", "2026-10-25T01:05:00Z", "2026-10-26T00:00:00Z",
    "2026-11-21T08:00:00Z", "2026-11-21T08:15:00Z", "2026-12-31T23:59:00Z",
]
# The next quarter hour begins between them.
SAME_CLOCK = ["2026-11-21T08:00:00Z", "2026-11-21T08:14:59Z"]


def tree(folder):
    files = {}
    for above, _, names in os.walk(folder):
        for name in names:
            path = f"{above}/{name}"
            with open(path, "rb") as file:
                files[os.path.relpath(path, folder)] = (os.stat(path).st_size, int(os.stat(path).st_mtime), file.read())
    return files


class Tally:
    def __init__(self):
        self.known, self.contents, self.builds = {}, {}, 0

    def add(self, what, files):
        self.builds += 1
        for path, (size, mtime, content) in files.items():
            other = self.known.setdefault((path, size, mtime), (what, content))
            if other[1] != content:
                raise SystemExit(f"{path} has {size} bytes and time {mtime} with two contents: {other[0]}, {what}")
            self.contents.setdefault(path, set()).add(content)


def write(path, text, old=None):
    """Writes a file, or replaces `old` in it by a text of the same length."""
    if old is not None:
        with open(path, encoding="utf-8") as file:
            before = file.read()
        assert old in before and len(old) == len(text), path
        text = before.replace(old, text)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def change_record(site):
    record = sqlite3.connect(f"{site}/almanac.db")
    # As a program would that forgets the time of the change.
    record.execute("UPDATE mentor SET headline = 'Another headline', version = version + 1 WHERE person_id = 1")
    record.commit()
    record.close()


def copy_zones(site, version):
    """The machine's zones, of another release."""
    folder = f"{site}/../zones-{version}"
    shutil.copytree("/usr/share/zoneinfo", folder, symlinks=True)
    with open(f"{folder}/tzdata.zi", "r+", encoding="utf-8") as file:
        text = file.read()
        file.seek(0)
        file.write(f"# version {version}\n" + text.split("\n", 1)[1])
        file.truncate()
    return ["--tzdir", folder]


def main():
    almanac = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as top:
        site = f"{top}/site"
        write(f"{site}/site.yaml", "title: Demo\naccent: '#3b5bdb'\nbase_url: https://demo.example.org\n")
        run(almanac, "-C", site, "demo", "--mentors", "4", "--students", "5", "--sessions", "30", "--now", CLOCKS[5])
        write(f"{site}/content/about.md", "---\ntitle: About\n---\nWe meet at 10:00.\n")
        write(f"{site}/content/files/flyer.txt", "At ten.")
        write(f"{site}/Templates/assets/note.txt", "A note.")
        for place in ("site", "clean"):
            os.makedirs(f"{top}/{place}", exist_ok=True)
        tally = Tally()

        def build(what, now, *arguments):
            # A copy that has never built anything: what one build notes must not help the next.
            shutil.rmtree(f"{top}/clean", ignore_errors=True)
            shutil.copytree(site, f"{top}/clean")
            run(almanac, "-C", f"{top}/clean", "build", "-q", "--now", now, *arguments)
            files = tree(f"{top}/clean/public")
            tally.add(what, files)
            return files

        for clock in CLOCKS:
            build(clock, clock)
        # Within a quarter hour nothing changes, and a file's time is no later than the clock.
        pair = [build(clock, clock) for clock in SAME_CLOCK]
        assert pair[0] == pair[1], "two builds within one page clock differ"
        assert all(mtime <= 1795248000 for _, mtime, _ in pair[0].values()), "a file of tomorrow"
        # What no clock changes keeps its time, so that nothing is sent again.
        still = "files/flyer.txt"
        assert tally.contents[still] == {b"At ten."} and len({k[2] for k in tally.known if k[0] == still}) == 1, still

        now = CLOCKS[5]
        changes = [
            ("another title", lambda: write(f"{site}/site.yaml", "Dime", "Demo")),
            ("another accent", lambda: write(f"{site}/site.yaml", "#3b5bdc", "#3b5bdb")),
            ("other words of a page", lambda: write(f"{site}/content/about.md", "11:00", "10:00")),
            ("another file", lambda: write(f"{site}/content/files/flyer.txt", "At six.")),
            ("another asset", lambda: write(f"{site}/Templates/assets/note.txt", "A nose.")),
            ("another template", lambda: write(f"{site}/Templates/parts/foot.mustache", foot.replace("<footer", "<FOOTER"))),
            ("the same template again", lambda: write(f"{site}/Templates/parts/foot.mustache", foot.replace("<footer", "<FOoter"))),
            ("another word of the interface", lambda: write(f"{site}/content/strings/en.yaml", "words:\n  topics: Topicz\n")),
            ("another record", lambda: change_record(site)),
        ]
        here = os.path.dirname(os.path.abspath(__file__))
        with open(f"{here}/../../Templates/parts/foot.mustache", encoding="utf-8") as file:
            foot = file.read()
        for what, change in changes:
            change()
            build(what, now)
        for version in ("2026x", "2026y"):
            build(f"zones {version}", now, *copy_zones(site, version))
        build("another address", now, "--base-url", "https://dame.example.org")
        changed = sum(len(contents) > 1 for contents in tally.contents.values())
        if changed < 60:
            raise SystemExit(f"only {changed} files changed")
        print(f"file times: {tally.builds} builds, {len(tally.contents)} files of which {changed} changed, no two alike")


main()
