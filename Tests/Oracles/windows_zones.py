"""Compares Windows' names of time zones in the source with icalendar's copy of CLDR; --write makes the source anew.

    python windows_zones.py [--write]
"""

import pathlib
import sys

from icalendar.timezone import windows_to_olson as cldr

SOURCE = pathlib.Path(__file__).parents[2] / "Sources/CivilTime/WindowsZones.swift"


def source():
    lines = [f"  {name}={zone}" for name, zone in sorted(cldr.WINDOWS_TO_OLSON.items(), key=lambda e: e[0].encode())]
    return (
        "/// Windows' names of time zones and the IANA zone of each: Unicode CLDR `windowsZones.xml`, territory 001\n"
        f"/// ({cldr.version_date}, commit {cldr.version[:12]}; Unicode License). "
        "One line a zone, name and zone parted by `=`, ascending.\n"
        "///\n"
        "/// Made by `Tests/Oracles/windows_zones.py --write`, which the tests run to see whether it is still the same.\n"
        'let windowsZoneLines: StaticString = """\n' + "\n".join(lines) + '\n  """\n'
    )


def main():
    if "--write" in sys.argv[1:]:
        SOURCE.write_text(source())
    elif SOURCE.read_text() != source():
        sys.exit(f"{SOURCE} is not what CLDR of {cldr.version_date} says: run with --write")
    print(f"{len(cldr.WINDOWS_TO_OLSON)} Windows zones: equal to CLDR of {cldr.version_date}")


main()
