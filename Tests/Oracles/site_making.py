"""Demo sites for the judges of what a site says to other programs."""
import os
import sqlite3
import subprocess

NOW = "2026-11-21T08:00:00Z"

# What a name or a text may hold: markup, quotes, controls, bidi marks, JavaScript's ends of lines, non-characters.
NASTY = "</script><b>&\"'\\ \u2028\u2029\u202e\u200d\x1b\x00\ufffe\uffff 😀]]>"


def run(almanac, *arguments, errors=False):
    environment = dict(os.environ, SOURCE_DATE_EPOCH="1795248000")
    done = subprocess.run([almanac, *arguments], env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"almanac {' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout + done.stderr if errors else done.stdout


def demo_site(almanac, folder, base="", hostile=False, mentors=12):
    """A demo programme's folder; `base` is its address with a slash at the end."""
    os.makedirs(folder)
    with open(f"{folder}/site.yaml", "w", encoding="utf-8") as file:
        file.write("title: 'Demo & \"more\" <b>'\n" if hostile else "title: Demo\n")
        if base:
            file.write(f"base_url: {base.rstrip('/')}\n")
    run(almanac, "-C", folder, "demo", "--mentors", str(mentors), "--students", "16", "--sessions", "160", "--now", NOW)
    news = f"{folder}/content/news"
    os.makedirs(news, exist_ok=True)
    for day in (1, 2, 3):
        with open(f"{news}/2026-11-0{day}-post.md", "w", encoding="utf-8") as file:
            title = "Quotes & <tags>" if hostile else f"Post {day}"
            more = "<b>more</b>" if hostile else "more"
            file.write(
                f"---\ntitle: '{title} {day}'\ndate: 2026-11-0{day}\n---\n\nWords & {more}, "
                "see [another](2026-11-01-post.md) and [there](#there).\n\n## There\n\n* one\n")
    if hostile:
        make_hostile(folder)
    return folder


def make_hostile(folder):
    """Fills every free text of the record with what hurts, and empties a mentor."""
    record = sqlite3.connect(f"{folder}/almanac.db")
    for table, columns in {
        "person": ["name"], "mentor": ["headline", "company", "job_title", "bio"], "topic": ["name"],
        "subject": ["name"], "goal": ["name"], "review": ["text", "reply"],
        "session": ["title", "agenda", "notes_after"], "request": ["title", "description"],
        "connection": ["message"],
    }.items():
        sets = ", ".join(f"{column} = {column} || ?" for column in columns)
        if table not in ("topic", "subject", "goal"):
            sets += ", version = version + 1"
        record.execute(f"UPDATE {table} SET {sets}", [NASTY] * len(columns))
    record.execute("UPDATE connection SET reason = reason || ?, version = version + 1 WHERE status = 'REJECTED'", [NASTY])
    record.execute("UPDATE session SET cancel_reason = cancel_reason || ?, version = version + 1 WHERE status = 'cancelled'", [NASTY])
    first = record.execute("SELECT person_id FROM mentor WHERE approval = 'approved' LIMIT 1").fetchone()[0]
    record.execute(
        "UPDATE mentor SET headline = '', company = '', job_title = '', bio = '', years = NULL, version = version + 1 "
        "WHERE person_id = ?", [first])
    for table in ("mentor_topic", "mentor_subject", "mentor_language", "mentor_link", "availability"):
        record.execute(f"DELETE FROM {table} WHERE mentor_id = ?", [first])
    record.commit()
    record.close()
    for name in os.listdir(f"{folder}/content/mentors"):
        os.unlink(f"{folder}/content/mentors/{name}")


def build(almanac, folder, *arguments):
    return run(almanac, "-C", folder, "build", "--now", NOW, *arguments)
