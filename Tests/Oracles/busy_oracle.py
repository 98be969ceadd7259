"""Reads the calendars that icalendar and recurring-ical-events test themselves with, and compares `almanac busy` with what
recurring-ical-events makes of them. Every file must be answered; where that library answers too, the busy times are equal.

    python busy_oracle.py ALMANAC [FILE…]

Argued differences:
- UNTIL as a DATE under a DATE-TIME start: almanac takes the whole day, the library its midnight in UTC.
- "Western/Central Europe" (Lotus Notes) without a VTIMEZONE: icalendar has a list of such names; almanac tells that it does
  not know it and takes the home zone.
"""

import datetime as dt
import json
import pathlib
import subprocess
import sys
import warnings

import icalendar
import recurring_ical_events

UTC = dt.timezone.utc
FROM, UNTIL = dt.datetime(2019, 1, 1, tzinfo=UTC), dt.datetime(2026, 1, 1, tzinfo=UTC)
ARGUED = {
    "issue_75_range_parameter.ics", "issue_526_calendar_with_different_events.ics",
    "issue_526_calendar_with_event_subset.ics", "issue_526_calendar_with_events.ics",
    "issue_526_calendar_with_shuffeled_events.ics",
}


def instant(time):
    """Dates and floating times are of the home zone, UTC here."""
    if not isinstance(time, dt.datetime):
        time = dt.datetime(time.year, time.month, time.day)
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)


def is_free(event):
    word = lambda name: str(event.get(name, "")).upper()
    return (
        word("TRANSP") == "TRANSPARENT" or word("STATUS") == "CANCELLED"
        or word("X-MICROSOFT-CDO-BUSYSTATUS") in ("FREE", "WORKINGELSEWHERE")
    )


def expected(path):
    """Merged and clipped as pairs of text; None where the library fails."""
    pieces = []
    try:
        for calendar in icalendar.Calendar.from_ical(path.read_bytes(), multiple=True):
            for event in recurring_ical_events.of(calendar, components=["VEVENT"]).between(FROM, UNTIL):
                if not is_free(event):
                    start = event["DTSTART"].dt
                    end = event["DTEND"].dt if "DTEND" in event else start
                    pieces.append((max(instant(start), FROM), min(instant(end), UNTIL)))
    except Exception:
        return None
    merged = []
    for start, end in sorted(p for p in pieces if p[0] < p[1]):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(end, merged[-1][1])
        else:
            merged.append([start, end])
    return [[f"{time:%Y-%m-%dT%H:%M:%SZ}" for time in pair] for pair in merged]


def main():
    warnings.simplefilter("ignore")
    almanac, *files = sys.argv[1:]
    if not files:
        for package in (icalendar, recurring_ical_events):
            files += sorted(str(p) for p in pathlib.Path(package.__file__).parent.rglob("*.ics"))
    run = subprocess.run(
        [almanac, "busy", *files, "--from", f"{FROM:%Y-%m-%dT%H:%M:%SZ}", "--until", f"{UNTIL:%Y-%m-%dT%H:%M:%SZ}",
         "--home", "UTC", "--json", "--quiet"], capture_output=True, text=True)
    answers = json.loads(run.stdout)
    if sorted(answers) != sorted(files) or run.returncode not in (0, 5):
        sys.exit(f"not every file is answered: code {run.returncode}\n{run.stderr}")
    equal = unanswered = wrong = 0
    for file in files:
        path = pathlib.Path(file)
        broken = [p for p in answers[file]["problems"] if "too much" in p or "no answer" in p or "too long" in p]
        wanted = expected(path)
        if broken:
            print(path.name, broken)
            wrong += 1
        elif wanted is None:
            unanswered += 1
        elif wanted == answers[file]["busy"]:
            equal += 1
            if path.name in ARGUED:
                print(path.name, "is equal by now: take it off the list")
                wrong += 1
        elif path.name not in ARGUED:
            wrong += 1
            got = answers[file]["busy"]
            print(path.name, "missing:", [p for p in wanted if p not in got][:3],
                  "too many:", [p for p in got if p not in wanted][:3], answers[file]["problems"][:3])
    if wrong:
        sys.exit(f"{wrong} of {len(files)} calendars differ")
    print(f"{len(files)} calendars: {equal} equal, {len(ARGUED)} argued, {unanswered} that the library cannot read: all answered")


main()
