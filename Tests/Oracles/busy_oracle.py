"""Reads the calendars that icalendar and recurring-ical-events test themselves with, and compares `almanac busy` with what
recurring-ical-events makes of them, in the years from 2004 on that their events are of. Every file must be answered; where that
library answers too, the busy times are equal. Where it does not, a file with events has busy times or a problem is told: what
cannot be read is never silently free.

    python busy_oracle.py ALMANAC [FILE…]

Argued differences:
- UNTIL as a DATE under a DATE-TIME start: almanac takes the whole day, the library its midnight in UTC.
- "Western/Central Europe" (Lotus Notes) without a VTIMEZONE: icalendar has a list of such names; almanac tells that it does
  not know it and takes the home zone.
- A changed instance (RECURRENCE-ID) with RDATEs, whose series is not in the file: almanac takes all its dates, the library the
  first one only. Lotus Notes writes invitations so, and the other dates are meetings.
- A VEVENT without BEGIN:VCALENDAR is no calendar to almanac: told, and by default all time counts as busy.
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
WINDOWS = [tuple(dt.datetime(year, 1, 1, tzinfo=UTC) for year in years) for years in [(2004, 2019), (2019, 2026)]]
ARGUED = {
    ("issue_75_range_parameter.ics", 2019),
    ("issue_526_calendar_with_different_events.ics", 2019), ("issue_526_calendar_with_event_subset.ics", 2019),
    ("issue_526_calendar_with_events.ics", 2019), ("issue_526_calendar_with_shuffeled_events.ics", 2019),
    # Free and busy times, which the library passes over.
    ("issue_27_multiple_periods_in_freebusy_multiple_freebusies.ics", 2004),
    ("issue_27_multiple_periods_in_freebusy_one_freebusy.ics", 2004), ("issue_1081_freebusy_comma_separated.ics", 2019),
    # A zone that nobody knows is busy wherever it may be.
    ("issue_722_missing_VTIMEZONE_custom.ics", 2004),
    # A changed instance without a series, with RDATEs.
    ("issue_156_RDATE_with_PERIOD_TZID_khal.ics", 2004), ("issue_156_RDATE_with_PERIOD_TZID_khal_2.ics", 2019),
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


def expected(path, first, last):
    """Merged and clipped as pairs of text; None where the library fails."""
    pieces = []
    try:
        for calendar in icalendar.Calendar.from_ical(path.read_bytes(), multiple=True):
            for event in recurring_ical_events.of(calendar, components=["VEVENT"]).between(first, last):
                if not is_free(event):
                    start = event["DTSTART"].dt
                    end = event["DTEND"].dt if "DTEND" in event else start
                    pieces.append((max(instant(start), first), min(instant(end), last)))
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
    # Files that the library cannot read, by whether almanac found something in them.
    unread = {}
    equal = wrong = 0
    for first, last in WINDOWS:
        run = subprocess.run(
            [almanac, "busy", *files, "--from", f"{first:%Y-%m-%dT%H:%M:%SZ}", "--until", f"{last:%Y-%m-%dT%H:%M:%SZ}",
             "--home", "UTC", "--json", "--quiet"], capture_output=True, text=True)
        answers = json.loads(run.stdout)
        if sorted(answers) != sorted(files) or run.returncode not in (0, 5):
            sys.exit(f"not every file is answered: code {run.returncode}\n{run.stderr}")
        for file in files:
            path = pathlib.Path(file)
            got, problems = answers[file]["busy"], answers[file]["problems"]
            argued = (path.name, first.year) in ARGUED
            broken = [p for p in problems if "too much" in p or "no answer" in p or "too long" in p]
            wanted = expected(path, first, last)
            if broken:
                print(path.name, broken)
                wrong += 1
            elif wanted is None:
                unread[path] = unread.get(path, False) or bool(got or problems)
            elif wanted == got:
                equal += 1
                if argued:
                    print(path.name, "is equal by now: take it off the list")
                    wrong += 1
            elif not argued:
                wrong += 1
                print(path.name, f"from {first.year}:", "missing:", [p for p in wanted if p not in got][:3],
                      "too many:", [p for p in got if p not in wanted][:3], problems[:3])
    for path, found in unread.items():
        data = path.read_bytes()
        # Without an end an event at a time takes none (RFC 5545 section 3.6.1).
        if not found and b"BEGIN:VEVENT" in data and (b"DTEND" in data or b"DURATION" in data):
            print(path.name, "holds an event, is free, and nothing is told")
            wrong += 1
    if wrong:
        sys.exit(f"{wrong} of {len(files)} calendars differ")
    print(f"{len(files)} calendars in {len(WINDOWS)} spans of years: {equal} equal, {len(ARGUED)} argued, "
          f"{len(unread)} files that the library cannot read: all answered, none silently free")


main()
