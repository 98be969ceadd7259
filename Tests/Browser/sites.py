"""Programmes made by the command line, built, and served on loopback: what the browser tests look at.

Each site is made once in a run, at the same clock, below one temporary folder.
"""

import functools
import http.server
import os
import sqlite3
import subprocess
import tempfile
import threading

import pseudo

# Europe changes its clock on 29 March, Lord Howe (by half an hour) on 5 April.
NOW = "2026-03-16T09:00:00Z"

ALMANAC = os.path.abspath(
    os.environ.get("ALMANAC", os.path.join(os.path.dirname(__file__), "../../.build/release/almanac")))

_folder = tempfile.TemporaryDirectory(prefix="almanac-browser.")


class Programme:
    """One programme's folder."""

    def __init__(self, name: str):
        self.name = name
        self.folder = os.path.join(_folder.name, name)
        self.site = os.path.join(_folder.name, name + "-site")
        os.makedirs(self.folder, exist_ok=True)

    def run(self, *arguments: str, now: str = NOW) -> str:
        done = subprocess.run(
            [ALMANAC, "-C", self.folder, "--now", now, *arguments],
            capture_output=True, text=True, timeout=120,
        )
        if done.returncode:
            raise RuntimeError(f"almanac {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def write(self, path: str, text: str) -> None:
        path = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def add_mentor(self, slug: str, name: str, zone: str, **hours: tuple[str, str]) -> None:
        """hours: weekday="start end" pairs, as mo=("09:00", "12:00")."""
        email = f"{slug}@example.org"
        self.run("person", "add", "--email", email, "--name", name, "--zone", zone, "--membership", "mentor")
        self.run("mentor", "add", slug, "--email", email, "--topics", "compilers,career", "--languages", "en",
                 "--headline", "At your side", "--accepting", "yes")
        self.run("mentor", "approve", slug)
        for day, (start, end) in hours.items():
            self.run("availability", "add", slug, "--day", day.upper(), "--start", start, "--end", end)

    def add_student(self, email: str, name: str, zone: str) -> None:
        self.run("person", "add", "--email", email, "--name", name, "--zone", zone, "--membership", "student")

    def connect(self, mentor: str, student: str) -> None:
        self.run("connection", "request", "--mentor", mentor, "--student", student, "--goal", "interview-prep",
                 "--message", "I would like to learn how you do it.")
        self.run("connection", "accept", "--mentor", mentor, "--student", student)

    def build(self, now: str = NOW) -> "Programme":
        self.run("build", "-q", "-o", self.site, now=now)
        return self

    def home(self, email: str) -> str:
        """The path of a person's own pages, `u/…/`."""
        for line in self.run("link", "show").splitlines():
            person, _, home, _ = line.split("\t")
            if person == email:
                return home[home.index("u/"):]
        raise LookupError(email)

    @functools.cached_property
    def address(self) -> str:
        """Where the site is served, with a slash at the end."""
        handler = functools.partial(_Handler, directory=self.site)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}/"


class _Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}

    def log_message(self, *_):
        pass


def _init(name: str, *options: str, settings: str = "") -> Programme:
    """settings: lines put behind those of the new site.yaml."""
    programme = Programme(name)
    programme.run("init", "-q", *options)
    with open(os.path.join(programme.folder, "site.yaml"), "a", encoding="utf-8") as file:
        file.write(f"\n{settings}\n")
    return programme


MAIL = "mail: {from: inbox@example.org}"


@functools.cache
def demo() -> Programme:
    return _init("demo", "--demo").build()


def _speaking(name: str, settings: str) -> Programme:
    """The demo with the pseudo-locale's words and further settings."""
    programme = _init(name, "--demo", settings=settings)
    programme.write(f"content/strings/{pseudo.TAG}.yaml", pseudo.table())
    return programme.build()


@functools.cache
def mirrored() -> Programme:
    """All of it from right to left."""
    return _speaking("mirrored", f"language: {pseudo.TAG}")


@functools.cache
def two_languages() -> Programme:
    """The demo in English and, below its own folder, from right to left; what is not translated stays English."""
    return _speaking("two-languages", f"languages: [en, {pseudo.TAG}]")


@functools.cache
def crowd() -> Programme:
    """More mentors than stand on one page."""
    programme = Programme("crowd")
    programme.run("demo", "-q", "--mentors", "150", "--students", "0", "--sessions", "0")
    programme.write("site.yaml", "title: Crowd\n")
    return programme.build()


@functools.cache
def empty() -> Programme:
    return _init("empty").build()


@functools.cache
def far() -> Programme:
    """A mentor on Lord Howe with a student in Kathmandu, and one in Berlin who works in the night of the clock change."""
    programme = _init("far", settings=MAIL)
    programme.add_mentor("howe", "Lowe Howard", "Australia/Lord_Howe", mo=("09:00", "12:00"), su=("00:00", "04:00"))
    programme.add_mentor("berta", "Berta Nacht", "Europe/Berlin", su=("00:00", "05:00"))
    programme.add_student("sam@example.org", "Sam Rai", "Asia/Kathmandu")
    programme.add_student("new@example.org", "Nia Neu", "UTC")
    programme.connect("howe", "sam@example.org")
    programme.run("session", "book", "--mentor", "howe", "--student", "sam@example.org",
                  "--start", "2026-03-22T22:00:00Z", "--duration", "60", "--type", "VIDEO", "--title", "Mock interview",
                  "--as", "sam@example.org")
    return programme.build()


@functools.cache
def edges() -> Programme:
    """Openings on the horizon's first and last day, a name with marks that have no shape, an organiser who is nothing else,
    and a session at a place."""
    programme = _init("edges", settings=MAIL)
    programme.add_mentor("early", "\u200fErika \u2060Early", "Asia/Kathmandu", mo=("17:00", "20:00"))
    programme.add_mentor("late", "Lena Late", "Europe/Berlin", mo=("22:00", "24:00"))
    programme.add_student("sam@example.org", "Sam Rai", "Asia/Kathmandu")
    programme.run("person", "add", "--email", "kim@example.org", "--name", "Kim Only", "--zone", "UTC",
                  "--role", "organiser")
    programme.connect("late", "sam@example.org")
    programme.run("session", "book", "--mentor", "late", "--student", "sam@example.org",
                  "--start", "2026-03-23T21:00:00Z", "--duration", "60", "--type", "IN_PERSON", "--address", "Room 2",
                  "--title", "At the whiteboard", "--as", "sam@example.org")
    return programme.build()


@functools.cache
def persian() -> Programme:
    """In a language whose browsers count years, months and digits in their own way."""
    programme = _init("persian")
    programme.write("content/strings/fa.yaml", pseudo.table())
    with open(os.path.join(programme.folder, "site.yaml"), "a", encoding="utf-8") as file:
        file.write("\nlanguage: fa\n")
    programme.add_mentor("late", "Lena Late", "Europe/Berlin", mo=("22:00", "24:00"))
    return programme.build()


# Markup and template tags, other directions, joined and combining letters, and a word without an end.
HOSTILE = ("<script>alert(1)</script><img src=x onerror=alert(2)>\"'`{{name}}{{{name}}}&</title> \u202eevil\u202c "
           "\u2066مرحبا\u2069 שלום \u200f👩‍👩‍👧‍👦 Zo\u0308e\u200d\u200c\u200b नम " + "Wolfeschlegelsteinhausen" * 3)


@functools.cache
def hostile() -> Programme:
    """A name, title, bio and topic as somebody who means no good would write them: past the commands, which refuse some."""
    programme = _init("hostile")
    programme.add_mentor("eve", "Eve", "UTC", mo=("09:00", "12:00"))
    programme.write("content/mentors/eve.md", f"# {HOSTILE}\n\n{HOSTILE}\n\n" + "x" * 10_000 + "\n\n" + f"{HOSTILE} " * 100)
    programme.add_student("mallory@example.org", "Mallory", "UTC")
    programme.connect("eve", "mallory@example.org")
    for week in ("23", "30"):
        programme.run("session", "book", "--mentor", "eve", "--student", "mallory@example.org",
                      "--start", f"2026-03-{week}T09:00:00Z", "--duration", "60", "--type", "VIDEO",
                      "--title", "Mock interview", "--agenda", HOSTILE, "--as", "mallory@example.org")
    with sqlite3.connect(os.path.join(programme.folder, "almanac.db")) as record:
        for table, columns in (("person", ["name"]), ("mentor", ["headline", "company", "job_title"]), ("session", ["title"])):
            words = ", ".join(f"{column} = :hostile" for column in columns)
            record.execute(f"UPDATE {table} SET {words}, version = version + 1", {"hostile": HOSTILE})
    record.close()
    return programme.build()
