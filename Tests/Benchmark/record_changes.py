"""Changes one session in a hundred by SQL, as an organiser would with the sqlite3 shell.

The record's triggers watch as always: they bump the revision and refuse what must not be.
"""

import sqlite3
import sys

from measuring import BenchmarkError


def change(record: str, now: str, number: int) -> dict[str, int]:
    """Changes 1 % of the sessions that feeds show: three get another title, the fourth is cancelled.

    `number` moves the choice, so that each call takes other sessions.
    """
    database = sqlite3.connect(record)
    with database:
        # Feeds begin with the month before this one: performance.md counts the same sessions.
        shown = [
            row[0] for row in database.execute(
                "SELECT id FROM session WHERE status = 'scheduled' AND start_at >= unixepoch(?) ORDER BY id",
                (now,),
            )
        ]  # fmt: skip
        in_feeds = database.execute(
            "SELECT count(*) FROM session WHERE status <> 'cancelled'"
            " AND start_at >= unixepoch(?, 'start of month', '-1 month')",
            (now,),
        ).fetchone()[0]
        count = max(1, in_feeds // 100)
        step = max(1, len(shown) // count)
        chosen = shown[number % step :: step][:count]
        revision = database.execute("SELECT rev FROM meta").fetchone()[0]
        for place, session in enumerate(chosen):
            if place % 4 == 3:
                database.execute(
                    "UPDATE session SET status = 'cancelled', cancelled_at = unixepoch(?), cancelled_by = 'mentor',"
                    " cancel_reason = 'ill', sequence = sequence + 1, version = version + 1,"
                    " changed_at = unixepoch(?) WHERE id = ?",
                    (now, now, session),
                )
            else:
                database.execute(
                    "UPDATE session SET title = substr(title, 1, 150) || ' & more ' || ?, version = version + 1,"
                    " changed_at = unixepoch(?) WHERE id = ?",
                    (number, now, session),
                )
        if database.execute("SELECT rev FROM meta").fetchone()[0] == revision:
            raise BenchmarkError("the record's revision did not move: its triggers are gone")
    database.close()
    return {"changed": len(chosen), "in_feeds": in_feeds}


if __name__ == "__main__":
    try:
        result = change(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    except (BenchmarkError, sqlite3.Error) as error:
        sys.exit(f"{sys.argv[1]}: {error}")
    print(result["changed"], result["in_feeds"])
