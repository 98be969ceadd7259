#!/usr/bin/env python3
"""Compare the VTIMEZONE blocks and times of sample feeds with zoneinfo, by an independent reading of RFC 5545.

usage: vtimezone_oracle.py FOLDER   (made by ALMANAC_SAMPLE_FEEDS=FOLDER swift test --filter sampleFeeds)

Needs icalendar and python-dateutil. Reads $TZDIR (default /usr/share/zoneinfo), the same database as the product.
For each DTSTART and DTEND with a TZID: the block, read with dateutil, and zoneinfo must name the same instant; for
every one that is written in UTC there must be a reason. Exit 1 on any difference.
"""
import os
import pathlib
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo, reset_tzpath

from dateutil.rrule import rrulestr
from icalendar import Calendar

reset_tzpath(to=[os.environ.get("TZDIR", "/usr/share/zoneinfo")])
UTC = timezone.utc


def onsets(block, until):
    """(instant without zone, offset before, offset) of every onset of a VTIMEZONE, ascending."""
    found = []
    for part in block.subcomponents:
        start = part["DTSTART"].dt
        before, after = part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td
        days = [start]
        if "RRULE" in part:
            days = list(rrulestr(part["RRULE"].to_ical().decode(), dtstart=start).between(start, until, inc=True))
        found += [(day - before, before, after) for day in days]
    return sorted(found)


def instant(found, local):
    """RFC 5545 section 3.3.5: the first of two instants."""
    for index, (at, _, after) in enumerate(found):
        end = found[index + 1][0] if index + 1 < len(found) else datetime.max
        if at <= local - after < end:
            return (local - after).replace(tzinfo=UTC)
    return None


def main(folder):
    """Check every .ics of a folder; return the number of differences."""
    wrong = local_times = utc_times = 0
    for path in sorted(pathlib.Path(folder).glob("*.ics")):
        calendar = Calendar.from_ical(path.read_bytes())
        blocks = {str(block["TZID"]): onsets(block, datetime(2036, 1, 1)) for block in calendar.walk("VTIMEZONE")}
        for event in calendar.walk("VEVENT"):
            for name in ("DTSTART", "DTEND"):
                zone = event[name].params.get("TZID")
                if zone is None:
                    utc_times += 1
                    continue
                local_times += 1
                local = event[name].dt.replace(tzinfo=None)
                expected = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
                back = expected.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
                if instant(blocks[zone], local) != expected or back != local:
                    wrong += 1
                    print(f"{path.name}: {zone} {local}: block {instant(blocks[zone], local)}, zoneinfo {expected}")
            length = event["DTEND"].dt - event["DTSTART"].dt
            if event["DTSTART"].params.get("TZID") is None and length != timedelta(minutes=30):
                wrong += 1
                print(f"{path.name}: an event of {length}")
    print(f"{local_times} local times, {utc_times} UTC times, {wrong} wrong")
    return wrong


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1]) else 0)
