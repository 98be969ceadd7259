#!/usr/bin/env python3
"""Prints every zone's offset on 2024-01-01 and its changes up to 2033, as Python's zoneinfo sees them.

usage: zones_oracle.py TZDIR        one line a zone: NAME OFFSET [EPOCH:OFFSET]...

The Swift test `everyZoneAgreesWithZoneinfo` compares; both read the same folder.
"""
import datetime as dt
import sys
import zoneinfo

UTC = dt.timezone.utc
FIRST = int(dt.datetime(2024, 1, 1, tzinfo=UTC).timestamp())
LAST = int(dt.datetime(2033, 1, 1, tzinfo=UTC).timestamp())
# No zone changes its clock twice within half a day.
STEP = 12 * 3600

zoneinfo.reset_tzpath([sys.argv[1]])
for name in sorted(zoneinfo.available_timezones()):
    if name in ("localtime", "posixrules"):
        continue
    zone = zoneinfo.ZoneInfo(name)
    offset = lambda t: int(dt.datetime.fromtimestamp(t, zone).utcoffset().total_seconds())
    fields = [name, str(offset(FIRST))]
    before = offset(FIRST)
    for at in range(FIRST, LAST, STEP):
        after = offset(at + STEP)
        if after == before:
            continue
        low, high = at, at + STEP
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset(middle) == before else (low, middle)
        fields.append(f"{high}:{after}")
        before = after
    print(*fields)
