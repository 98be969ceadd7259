"""Mutates calendars and looks whether `almanac-reader` bears them: no crash, no hang, a whole answer within its limits, the
same answer twice. Not part of `make test`; run it for as long as you like.

    python fuzz_calendars.py READER [--seconds 60] [--seed 1] [--keep FOLDER] [FILE…]
"""

import argparse
import pathlib
import random
import re
import resource
import subprocess
import time

import icalendar
import recurring_ical_events

LINES = [
    b"BEGIN:VEVENT", b"END:VEVENT", b"BEGIN:VALARM", b"END:VALARM", b"BEGIN:VTIMEZONE", b"END:VCALENDAR", b"BEGIN:VCALENDAR",
    b"RRULE:FREQ=SECONDLY;COUNT=1000000000", b"RRULE:FREQ=YEARLY;BYWEEKNO=53;BYSETPOS=-366", b"RRULE:FREQ=DAILY;UNTIL=00010101",
    b"RDATE;VALUE=PERIOD:20200101T000000Z/P9999D,20200101/PT1H", b"EXDATE;TZID=Nowhere:20200101T000000,,", b"DURATION:-P99999W",
    b"DTSTART;VALUE=DATE:99991231", b"DTSTART:00010101T000000Z", b"DTEND:99991231T235959Z", b"TZOFFSETTO:+9999", b"TZOFFSETFROM:-2359",
    b"RECURRENCE-ID;RANGE=THISANDFUTURE:20200101T000000Z", b"SEQUENCE:99999999999999999999", b"X-WR-TIMEZONE:" + b"A" * 5000,
    b"DTSTART;TZID=\"a^'b\xff\":20200101T000000", b"UID:0b2f6a58-0000-4000-8000-000000000000", b"\x00\x01\x02", b" ", b"\t:;=\",",
]
NUMBERS = [b"0", b"-1", b"1", b"9999", b"99999999", b"2147483647", b"2147483648", b"9223372036854775807", b"18446744073709551616"]


def mutate(rng, data):
    data = bytearray(data)
    for _ in range(rng.choice([1, 1, 2, 3, 8, 30])):
        kind = rng.randrange(9)
        place = rng.randrange(len(data) + 1)
        if kind == 0 and data:
            data[place % len(data)] = rng.randrange(256)
        elif kind == 1:
            del data[place:place + rng.choice([1, 2, 10, 200])]
        elif kind == 2:
            data[place:place] = rng.choice([b";", b":", b",", b"\r", b"\n", b"\r\n", b"\r\n ", b"\"", b"\x00", b"\\", b"\xef\xbb\xbf"])
        elif kind == 3:
            lines = data.split(b"\n")
            lines.insert(rng.randrange(len(lines) + 1), rng.choice(LINES) + b"\r")
            data = bytearray(b"\n".join(lines))
        elif kind == 4:
            lines = data.split(b"\n")
            a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
            lines[a], lines[b] = lines[b], lines[a]
            data = bytearray(b"\n".join(lines))
        elif kind == 5:
            found = [m.span() for m in re.finditer(rb"\d+", bytes(data))]
            if found:
                start, end = rng.choice(found)
                data[start:end] = rng.choice(NUMBERS)
        elif kind == 6:
            data = data[:place]
        elif kind == 7:
            start = rng.randrange(len(data) + 1)
            piece = bytes(data[start:start + rng.choice([20, 200, 2000])])
            data[place:place] = piece * rng.choice([1, 2, 50])
        else:
            found = [m.span(1) for m in re.finditer(rb"=([A-Z0-9,+-]+)", bytes(data))]
            if found:
                start, end = rng.choice(found)
                data[start:end] = rng.choice([b"", b"SECONDLY", b"YEARLY", b"-53", b"366", b"MO,TU,1WE", b"1," * 500, b"DATE", b"PERIOD"])
    return bytes(data[: 10 << 20])


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("reader")
    arguments.add_argument("files", nargs="*")
    arguments.add_argument("--seconds", type=float, default=60)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--keep", default=".")
    options = arguments.parse_args()
    files = options.files or [
        p for package in (icalendar, recurring_ical_events) for p in sorted(pathlib.Path(package.__file__).parent.rglob("*.ics"))
    ]
    corpus = [data for data in (pathlib.Path(f).read_bytes() for f in files) if len(data) < 300_000]
    rng = random.Random(options.seed)
    # 2019 to 2026, at home in a zone with changes of the clock.
    source = pathlib.Path(__file__).parents[2] / "Sources/BusyCalendars/ReaderRequest.swift"
    version = re.search(r"static let version = (\d+)", source.read_text())[1]
    requests = [
        [version, kind, "1546300800", "1767225600", "Europe/Berlin", "/usr/share/zoneinfo", *me]
        for kind, me in (("busy", ["a@example.org"]), ("dates", []))
    ]
    end, runs, faults, slowest, kinds, spent = time.monotonic() + options.seconds, 0, 0, (0, 0), {}, 0
    while time.monotonic() < end:
        data = mutate(rng, rng.choice(corpus))
        request = requests[runs % 2]
        try:
            run = subprocess.run([options.reader, *request], input=data, capture_output=True, timeout=20)
            fault = None if run.returncode == 0 and run.stdout.endswith(b"\nend\n") else f"code {run.returncode}"
        except subprocess.TimeoutExpired:
            fault = "hang"
        runs += 1
        # Time of the processor: the machine's other work does not count.
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        took, spent = usage.ru_utime + usage.ru_stime - spent, usage.ru_utime + usage.ru_stime
        if took > slowest[0]:
            slowest = (took, runs)
            (pathlib.Path(options.keep) / f"slowest-{options.seed}.ics").write_bytes(data)
        if fault is None and runs % 20 == 0:
            again = subprocess.run([options.reader, *request], input=data, capture_output=True, timeout=20)
            fault = None if again.stdout == run.stdout else "another answer"
            usage = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent = usage.ru_utime + usage.ru_stime
        if fault:
            faults += 1
            kinds[fault] = kinds.get(fault, 0) + 1
            name = pathlib.Path(options.keep) / f"fault-{options.seed}-{runs}.ics"
            name.write_bytes(data)
            print(f"{fault}: kept as {name}")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{runs} calendars of seed {options.seed}: {faults} faults {kinds}, slowest {slowest[0]:.2f} s (case {slowest[1]}), most memory {memory} MB")
    raise SystemExit(1 if faults else 0)


main()
