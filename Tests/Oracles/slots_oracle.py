#!/usr/bin/env python3
"""Compares `almanac slots --spec -` with a per-minute reading of the contract.

usage: slots_oracle.py ALMANAC [--count N] [--seed N] [--tzdir DIR]

The oracle walks every minute of the span, asks zoneinfo what the wall clock reads, and decides by the sentences of
"Scheduling: open slots". It shares no idea with the engine: no windows mapped to UTC, no interval sets.
"""
import argparse
import datetime as dt
import functools
import json
import os
import random
import subprocess
import sys
import zoneinfo

UTC = dt.timezone.utc
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

# Zone and a date (UTC) near which its clock changes, irregular ones first.
CHANGES = [
    ("Africa/Casablanca", "2026-02-15"), ("Africa/Casablanca", "2026-03-22"), ("Africa/El_Aaiun", "2026-03-22"),
    ("Africa/Cairo", "2026-04-24"), ("Africa/Cairo", "2026-10-29"), ("America/Nuuk", "2026-03-29"),
    ("America/Scoresbysund", "2024-03-31"), ("America/Santiago", "2026-04-05"), ("America/Santiago", "2026-09-06"),
    ("Asia/Gaza", "2026-03-28"), ("Asia/Gaza", "2026-10-24"), ("Asia/Hebron", "2026-03-28"),
    ("Asia/Jerusalem", "2026-03-27"), ("Asia/Jerusalem", "2026-10-25"), ("Asia/Beirut", "2026-03-29"),
    ("Asia/Beirut", "2026-10-24"), ("Europe/Berlin", "2026-03-29"), ("Europe/Berlin", "2026-10-25"),
    ("Europe/London", "2026-03-29"), ("Europe/Dublin", "2026-03-29"), ("Europe/Dublin", "2026-10-25"),
    ("America/New_York", "2026-03-08"), ("America/New_York", "2026-11-01"), ("America/Chicago", "2025-03-09"),
    ("America/Sao_Paulo", "2018-11-04"), ("America/Sao_Paulo", "2019-02-17"), ("Australia/Lord_Howe", "2026-04-04"),
    ("Australia/Lord_Howe", "2026-10-03"), ("Pacific/Apia", "2011-12-30"), ("Pacific/Kwajalein", "1993-08-21"),
    ("Antarctica/Troll", "2026-03-29"), ("Antarctica/Troll", "2026-10-25"), ("Pacific/Chatham", "2026-09-26"),
    ("Pacific/Chatham", "2026-04-04"), ("Asia/Kathmandu", "2026-01-10"), ("Asia/Kolkata", "2026-01-10"),
    ("Asia/Almaty", "2024-02-29"), ("America/Asuncion", "2024-10-06"), ("America/Havana", "2026-03-08"),
    ("America/Havana", "2026-11-01"), ("Asia/Tehran", "2022-03-21"), ("Asia/Amman", "2022-10-28"),
    ("Asia/Pyongyang", "2018-05-04"), ("Asia/Pyongyang", "2015-08-14"), ("America/Caracas", "2016-05-01"),
    ("America/Caracas", "2007-12-09"), ("Pacific/Kiritimati", "1994-12-31"), ("Pacific/Norfolk", "2026-10-03"),
    ("America/St_Johns", "2006-10-29"), ("America/St_Johns", "2026-03-08"), ("Africa/Juba", "2021-01-31"),
    ("Pacific/Fiji", "2020-12-20"), ("Europe/Chisinau", "2026-03-29"), ("Atlantic/Azores", "2026-10-25"),
    ("Pacific/Honolulu", "2026-06-01"), ("Etc/GMT+12", "2026-06-01"), ("UTC", "2026-06-01"),
    ("Europe/Lisbon", "2040-03-25"), ("Australia/Adelaide", "2061-10-01"), ("Antarctica/Casey", "2023-03-09"),
]


def z(instant):
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def parse(text):
    return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def minutes(text):
    return int(text[:2]) * 60 + int(text[3:])


def starts_of(spec, mentor):
    """The open starts, minute by minute."""
    zone = zoneinfo.ZoneInfo(mentor["zone"])
    now, first, last = (parse(spec[key]) for key in ("now", "from", "to"))
    duration = mentor["duration"]
    step = mentor.get("step") or duration
    before, after = mentor.get("buffer_before") or 0, mentor.get("buffer_after") or 0
    minute = dt.timedelta(minutes=1)
    pairs = lambda key, owner=mentor: [(parse(a), parse(b)) for a, b in owner.get(key) or []]
    sessions, held, busy = pairs("sessions"), pairs("held"), pairs("busy")
    student = pairs("student_busy") + pairs("student_busy", spec)
    closed = [tuple(map(dt.date.fromisoformat, pair)) for pair in mentor.get("closed") or []]

    @functools.cache
    def windows_starting(date):
        entries = [e for e in mentor.get("dates") or [] if e["date"] == date.isoformat()]
        found = []
        if not any(e.get("mode", "replace") == "replace" for e in entries):
            for row in mentor.get("weekly") or []:
                if DAYS[date.weekday()] != row["day"]:
                    continue
                if row.get("from") and date.isoformat() < row["from"]:
                    continue
                if row.get("until") and date.isoformat() > row["until"]:
                    continue
                found.append((minutes(row["start"]), minutes(row["end"])))
        for entry in entries:
            found += [(minutes(w["start"]), minutes(w["end"])) for w in entry["windows"]]
        return found

    cache = {}

    def reading(instant):
        """(is open, is a start of the grid, local date) of one minute."""
        if instant in cache:
            return cache[instant]
        local = instant.astimezone(zone)
        date, time = local.date(), local.hour * 60 + local.minute
        inside = grid = False
        for start, end in windows_starting(date):
            upto = end if end > start else 1440
            if start <= time < upto:
                inside = True
                grid = grid or (time - start) % step == 0
        for start, end in windows_starting(date - dt.timedelta(days=1)):
            if end < start and time < end:
                inside = True
                grid = grid or (time + 1440 - start) % step == 0
        if any(a <= date <= b for a, b in closed):
            inside = False
        cache[instant] = (inside, grid, date)
        return cache[instant]

    def dates_of(intervals):
        return [start.astimezone(zone).date() for start, _ in intervals]

    counted = dates_of(sessions) + dates_of(held)
    gap = dt.timedelta(minutes=max(before, after))
    found = []
    at = first
    while at.second or at.microsecond:
        at = at.replace(second=0, microsecond=0) + minute
    while at < last:
        start, at = at, at + minute
        inside, grid, date = reading(start)
        if not (inside and grid):
            continue
        if start < now + dt.timedelta(minutes=mentor.get("min_notice") or 0):
            continue
        horizon = mentor.get("horizon_days")
        if horizon is not None and start >= now + dt.timedelta(days=horizon):
            continue
        end = start + dt.timedelta(minutes=duration)
        if not all(reading(start + n * minute)[0] for n in range(duration)):
            continue
        if any(start < b and a < end for a, b in student):
            continue
        if any(start < b + gap and a - gap < end for a, b in sessions + held):
            continue
        if any(start - before * minute < b and a < end + after * minute for a, b in busy):
            continue
        if mentor.get("max_per_day") and counted.count(date) >= mentor["max_per_day"]:
            continue
        weeks = [d.isocalendar()[:2] for d in counted]
        if mentor.get("max_per_week") and weeks.count(date.isocalendar()[:2]) >= mentor["max_per_week"]:
            continue
        found.append({"mentor": mentor["id"], "start": z(start), "end": z(end)})
    return found


def clock(rng, fine):
    return f"{rng.randrange(24):02}:{rng.choice(range(60)) if fine else rng.choice([0, 0, 15, 30, 45]):02}"


def window(rng):
    fine = rng.random() < 0.2
    while True:
        # Near midnight and the small hours, where clocks change.
        start = clock(rng, fine) if rng.random() < 0.5 else f"{rng.choice([22, 23, 0, 1, 2]):02}:{rng.choice([0, 30]):02}"
        end = "24:00" if rng.random() < 0.15 else clock(rng, fine)
        if start != end:
            return {"start": start, "end": end}


def blocks(rng, first, last, count):
    span = int((last - first).total_seconds()) // 60
    found = []
    for _ in range(rng.randrange(count)):
        start = first + dt.timedelta(minutes=rng.randrange(-600, span + 600) // 5 * 5)
        if rng.random() < 0.1:
            start += dt.timedelta(seconds=rng.randrange(60))
        found.append([z(start), z(start + dt.timedelta(minutes=rng.choice([1, 15, 30, 45, 60, 90, 600])))])
    return found


def random_mentor(rng, name, zone, first, last):
    mentor = {"id": name, "zone": zone, "duration": rng.choice([5, 15, 20, 30, 45, 60, 60, 90, 120, 480])}
    if rng.random() < 0.6:
        mentor["step"] = rng.choice([5, 7, 10, 15, 20, 30, 60, 90])
    for key, values in (("buffer_before", [0, 5, 15, 30]), ("buffer_after", [0, 5, 10, 60]),
                        ("min_notice", [0, 90, 1440, 2880]), ("horizon_days", [0, 1, 2, 30, None]),
                        ("max_per_day", [0, 1, 2]), ("max_per_week", [0, 1, 3])):
        if rng.random() < 0.3:
            mentor[key] = rng.choice(values)
    local = lambda t: t.astimezone(zoneinfo.ZoneInfo(zone)).date()
    date = lambda: (local(first) + dt.timedelta(days=rng.randrange(-1, (last - first).days + 2)))
    mentor["weekly"] = []
    for _ in range(rng.randrange(8)):
        row = {"day": rng.choice(DAYS), **window(rng)}
        if rng.random() < 0.2:
            row["from"] = rng.choice([None, date().isoformat()])
        if rng.random() < 0.2:
            row["until"] = max(date().isoformat(), row.get("from") or "")
        mentor["weekly"].append(row)
    mentor["dates"] = []
    for _ in range(rng.choice([0, 0, 1, 2, 3])):
        entry = {"date": date().isoformat(), "windows": [window(rng) for _ in range(rng.randrange(3))]}
        if rng.random() < 0.5:
            entry["mode"] = rng.choice(["add", "replace"])
        mentor["dates"].append(entry)
    if rng.random() < 0.2:
        start = date()
        mentor["closed"] = [[start.isoformat(), (start + dt.timedelta(days=rng.randrange(2))).isoformat()]]
    for key in ("sessions", "held", "busy", "student_busy"):
        if rng.random() < 0.4:
            mentor[key] = blocks(rng, first, last, 4)
    return mentor


@functools.cache
def all_zones():
    """Read from the disk once."""
    return sorted(n for n in zoneinfo.available_timezones() if n not in ("localtime", "Factory"))


def random_spec(rng):
    everywhere = all_zones()
    zone, day = rng.choice(CHANGES)
    first = dt.datetime.fromisoformat(day).replace(tzinfo=UTC)
    first += dt.timedelta(minutes=rng.randrange(-2 * 1440, 0) // 15 * 15)
    last = first + dt.timedelta(minutes=rng.randrange(1440, 4 * 1440))
    if rng.random() < 0.1:
        first += dt.timedelta(seconds=rng.randrange(60))
    now = first + dt.timedelta(minutes=rng.randrange(-2880, 1440))
    zones = [zone, zone, rng.choice(CHANGES)[0], rng.choice(everywhere)]
    mentors = [random_mentor(rng, f"m{n}", name, first, last) for n, name in enumerate(zones)]
    rng.shuffle(mentors)
    spec = {"now": z(now), "from": z(first), "to": z(last), "mentors": mentors}
    if rng.random() < 0.2:
        spec["student_busy"] = blocks(rng, first, last, 4)
    return spec


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("almanac")
    arguments.add_argument("--count", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--tzdir", default=os.environ.get("TZDIR", "/usr/share/zoneinfo"))
    options = arguments.parse_args()
    zoneinfo.reset_tzpath([options.tzdir])
    slots = mentors = with_slots = 0
    for number in range(options.count):
        spec = random_spec(random.Random(f"{options.seed}/{number}"))
        # The host's own zone must not matter.
        zone = random.Random(number).choice(["Asia/Kathmandu", "Pacific/Kiritimati", "UTC", "America/New_York"])
        run = subprocess.run(
            [options.almanac, "slots", "--spec", "-"], input=json.dumps(spec), capture_output=True, text=True,
            env={**os.environ, "TZDIR": options.tzdir, "TZ": zone})
        expected = [s for m in sorted(spec["mentors"], key=lambda m: m["id"].encode()) for s in starts_of(spec, m)]
        got = json.loads(run.stdout) if run.returncode == 0 else run.stderr
        if got != expected:
            print(json.dumps(spec, indent=1))
            if isinstance(got, str):
                print(got)
            else:
                print("missing:", [s for s in expected if s not in got][:20])
                print("not open:", [s for s in got if s not in expected][:20])
            sys.exit(f"spec {number} of seed {options.seed} differs")
        slots += len(expected)
        mentors += len(spec["mentors"])
        with_slots += len({s["mentor"] for s in expected})
    print(f"{options.count} descriptions, {mentors} mentors ({with_slots} with slots), {slots} slots: all equal")


main()
