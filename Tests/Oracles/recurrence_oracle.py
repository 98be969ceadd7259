"""Compares recurrences of `almanac busy` with python-dateutil on generated rules of the kinds that people's calendars use.

Many rules stand in one file: each event begins at an even second of its own within the quarter hour and lasts a second, so
that the second of an instance tells whose it is, in every zone.

    python recurrence_oracle.py ALMANAC [--count N] [--seed S]

Where the RFC is unclear, almanac errs to busy, and the expectation says so:
- DTSTART is an instance also where the rule does not name it (RFC 5545 3.8.5.3); dateutil leaves it out.
- A list such as BYDAY=MO,2TU names Mondays and second Tuesdays; dateutil wants both at once. Such lists are expected as the
  union of two rules.
- BYSETPOS counts within the whole week (MONTHLY and YEARLY likewise); dateutil alone begins the first week at DTSTART.
- An instance in a skipped hour is where the offset before it puts it (3.3.5), as zoneinfo does with fold=0.
"""

import argparse
import collections
import datetime as dt
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import zoneinfo

from dateutil.rrule import rrulestr

UTC = dt.timezone.utc
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
ZONES = [
    "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Sydney", "America/Sao_Paulo",
    "Africa/Casablanca", "Pacific/Apia", "Asia/Tokyo", "Europe/Dublin",
]
FROM, UNTIL = dt.datetime(2025, 1, 1, tzinfo=UTC), dt.datetime(2027, 1, 1, tzinfo=UTC)
PER_FILE = 150


def some(rng, values, most):
    return ",".join(str(v) for v in sorted(rng.sample(values, rng.randint(1, min(most, len(values)))), key=values.index))


def ordinal(rng):
    return rng.choice(["1", "2", "3", "4", "5", "-1", "-2", "-5"]) + rng.choice(DAYS)


def parts_of(rng, frequency, start):
    """BY parts for a frequency, as calendar programs and people write them."""
    months = list(range(1, 13))
    month_days = [1, 2, 10, 13, 15, 28, 29, 30, 31, -1, -2, -31]
    hours = [f"BYHOUR={some(rng, list(range(24)), 3)}"]
    quarters = [f"BYMINUTE={some(rng, [start.minute % 15 + 15 * k for k in range(4)], 3)}"]
    choices = {
        "DAILY": [
            [], [], [f"BYDAY={some(rng, DAYS, 5)}"], [f"BYMONTH={some(rng, months, 3)}"],
            [f"BYMONTHDAY={some(rng, month_days, 2)}"], hours, hours + quarters,
        ],
        "WEEKLY": [
            [], [f"BYDAY={some(rng, DAYS, 5)}"], [f"BYDAY={some(rng, DAYS, 3)}"],
            [f"BYDAY={some(rng, DAYS, 4)}", f"BYMONTH={some(rng, months, 4)}"],
            [f"BYDAY={some(rng, DAYS, 4)}", f"BYSETPOS={some(rng, [1, 2, -1], 2)}"], [f"BYDAY={some(rng, DAYS, 2)}"] + hours,
        ],
        "MONTHLY": [
            [], [f"BYMONTHDAY={some(rng, month_days, 3)}"], [f"BYDAY={ordinal(rng)}"],
            [f"BYDAY={ordinal(rng)},{ordinal(rng)}"], [f"BYDAY={some(rng, DAYS, 3)}"],
            [f"BYDAY={some(rng, DAYS, 6)}", f"BYSETPOS={some(rng, [1, 2, 3, -1, -2], 2)}"],
            [f"BYDAY={some(rng, DAYS, 2)}", f"BYMONTHDAY={some(rng, list(range(1, 32)), 8)}"],
            [f"BYDAY={rng.choice(DAYS)},{ordinal(rng)}"], [f"BYMONTH={some(rng, months, 3)}", f"BYDAY={ordinal(rng)}"],
            [f"BYMONTHDAY={some(rng, month_days, 3)}", f"BYSETPOS={some(rng, [1, -1], 1)}"],
        ],
        "YEARLY": [
            [], [f"BYMONTH={some(rng, months, 3)}"], [f"BYMONTH={some(rng, months, 2)}", f"BYDAY={ordinal(rng)}"],
            [f"BYMONTH={some(rng, months, 2)}", f"BYMONTHDAY={some(rng, month_days, 3)}"],
            [f"BYYEARDAY={some(rng, [1, 60, 100, 200, 365, 366, -1, -366], 2)}"],
            [f"BYWEEKNO={some(rng, [1, 2, 20, 52, 53, -1], 2)}", f"BYDAY={some(rng, DAYS, 2)}"],
            [f"BYWEEKNO={some(rng, [1, 20, 53], 1)}"],
            [f"BYDAY={rng.choice(['1', '20', '-1', '53'])}{rng.choice(DAYS)}"],
            [f"BYMONTH={some(rng, months, 2)}", f"BYDAY={some(rng, DAYS, 3)}"],
            [f"BYMONTH={some(rng, months, 1)}", f"BYDAY={some(rng, DAYS, 5)}", "BYSETPOS=-1"], ["BYMONTHDAY=13", "BYDAY=FR"],
        ],
        "HOURLY": [[], [f"BYDAY={some(rng, DAYS, 3)}"], [f"BYDAY={some(rng, DAYS, 2)}"] + hours, hours],
    }
    return list(rng.choice(choices[frequency]))


def random_rule(rng, start):
    frequency = rng.choice(["DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "MONTHLY", "YEARLY", "HOURLY"])
    parts = [f"FREQ={frequency}"] + parts_of(rng, frequency, start)
    if rng.random() < 0.5 or frequency == "HOURLY":
        usual = {"HOURLY": [6, 8, 12, 24, 36], "YEARLY": [1, 2, 3, 4]}.get(frequency, [1, 2, 2, 3, 4, 5, 6, 7, 13])
        parts.append(f"INTERVAL={rng.choice(usual)}")
    if rng.random() < 0.25:
        parts.append(f"WKST={rng.choice(['SU', 'MO', 'WE'])}")
    bound = rng.random()
    if bound < 0.3:
        parts.append(f"COUNT={rng.randint(1, 60)}")
    elif bound < 0.5:
        parts.append(f"UNTIL={start + dt.timedelta(days=rng.randint(0, 900), seconds=rng.choice([0, 0, -1, 1])):%Y%m%dT%H%M%SZ}")
    rng.shuffle(parts)
    return ";".join(parts)


def readings(rule, start, zone):
    """The naive starts of a rule before the window's end, DTSTART with them."""
    bounds, until = [], None
    for part in rule.split(";"):
        if part.startswith("UNTIL="):
            until = dt.datetime.strptime(part[6:], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        else:
            bounds.append(part)
    ways = [bounds]
    by_day = next((p for p in bounds if p.startswith("BYDAY=")), "")
    plain = [d for d in by_day[6:].split(",") if d in DAYS]
    if plain and len(plain) < len(by_day[6:].split(",")):
        numbered = [d for d in by_day[6:].split(",") if d not in DAYS]
        ways = [[p for p in bounds if p != by_day] + ["BYDAY=" + ",".join(days)] for days in (plain, numbered)]
    count = next((int(p[6:]) for p in bounds if p.startswith("COUNT=")), None)
    origin = start
    if "FREQ=WEEKLY" in bounds and any(p.startswith("BYSETPOS=") for p in bounds):
        week_start = next((p[5:] for p in bounds if p.startswith("WKST=")), "MO")
        origin -= dt.timedelta(days=(start.weekday() - DAYS.index(week_start)) % 7)
    found = set()
    for way in ways:
        if len(ways) > 1 or origin != start:
            way = [p for p in way if not p.startswith("COUNT=")]
        for reading in rrulestr(";".join(way), dtstart=origin):
            if reading > UNTIL.replace(tzinfo=None) + dt.timedelta(days=2):
                break
            if reading >= start:
                found.add(reading)
    found = sorted(found)
    if count is not None:
        found = found[:count]
    instants = [reading.replace(tzinfo=zone).astimezone(UTC) for reading in found]
    if until is not None:
        instants = [i for i in instants if i <= until]
    first = start.replace(tzinfo=zone).astimezone(UTC)
    if until is None or first <= until:
        instants.append(first)
    return sorted(i for i in set(instants) if FROM <= i < UNTIL)


def random_event(rng, number):
    zone = rng.choice(ZONES)
    start = dt.datetime(rng.randint(2021, 2026), rng.randint(1, 12), rng.randint(1, 28), rng.randrange(24))
    if rng.random() < 0.15:
        start = start.replace(month=rng.choice([1, 3, 5, 7, 8, 10, 12]), day=rng.choice([29, 30, 31]))
    start += dt.timedelta(minutes=15 * rng.randrange(4), seconds=2 * number)
    while True:
        rule = random_rule(rng, start)
        try:
            return zone, start, rule, readings(rule, start, zoneinfo.ZoneInfo(zone))
        except ValueError as fault:
            # dateutil refuses hours that the interval never comes to.
            if "empty set" not in str(fault):
                raise


def event_text(number, zone, start, rule):
    when = f":{start:%Y%m%dT%H%M%S}Z" if zone == "UTC" else f";TZID={zone}:{start:%Y%m%dT%H%M%S}"
    return f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTART{when}\r\nDURATION:PT1S\r\nRRULE:{rule}\r\nEND:VEVENT\r\n"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("almanac")
    arguments.add_argument("--count", type=int, default=2000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--tzdir", default=os.environ.get("TZDIR", "/usr/share/zoneinfo"))
    options = arguments.parse_args()
    zoneinfo.reset_tzpath([options.tzdir])
    files, instances = {}, 0
    with tempfile.TemporaryDirectory() as folder:
        for first in range(0, options.count, PER_FILE):
            rng = random.Random(f"{options.seed}/{first}")
            events = [random_event(rng, n) for n in range(min(PER_FILE, options.count - first))]
            path = str(pathlib.Path(folder) / f"{first}.ics")
            text = "".join(event_text(n, *e[:3]) for n, e in enumerate(events))
            pathlib.Path(path).write_bytes(f"BEGIN:VCALENDAR\r\n{text}END:VCALENDAR\r\n".encode())
            files[path] = events
        run = subprocess.run(
            [options.almanac, "busy", *files, "--from", f"{FROM:%Y-%m-%dT%H:%M:%SZ}", "--until",
             f"{UNTIL:%Y-%m-%dT%H:%M:%SZ}", "--json", "--home", "UTC", "--tzdir", options.tzdir],
            capture_output=True, text=True)
        if run.returncode:
            sys.exit(run.stdout[:500] + run.stderr)
        answers = json.loads(run.stdout)
    wrong = 0
    for path, events in files.items():
        got = collections.defaultdict(list)
        for start, end in answers[path]["busy"]:
            start = dt.datetime.fromisoformat(start)
            assert dt.datetime.fromisoformat(end) - start == dt.timedelta(seconds=1), (start, end)
            got[(start.minute % 15 * 60 + start.second) // 2].append(start)
        for problem in answers[path]["problems"]:
            print(path, problem)
            wrong += 1
        for number, (zone, start, rule, expected) in enumerate(events):
            instances += len(expected)
            if got[number] != expected:
                wrong += 1
                print(f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S} RRULE:{rule}")
                print("  missing:", [str(i) for i in expected if i not in got[number]][:4])
                print("  too many:", [str(i) for i in got[number] if i not in expected][:4])
    if wrong:
        sys.exit(f"{wrong} of {options.count} rules of seed {options.seed} differ")
    print(f"{options.count} rules, {instances} instances: all equal")


main()
