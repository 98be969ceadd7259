#!/usr/bin/env python3
"""Measures almanac on the reference programme, against Hugo building the core from ready data.

In each round Hugo and almanac take turns, so that what else the machine does strikes both: the ratios are
evidence, the seconds are noise. Every table is followed by the checks without which it would say nothing:
Hugo's tree is almanac's byte for byte, two builds are the same, an incremental build is what a cold one is.
Wrong figures are not printed: any check that fails ends the run with 1.
"""

import argparse
import glob
import json
import os
import platform
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass

import measuring
from measuring import BenchmarkError, Sample
from report import Row, table

HERE = os.path.dirname(os.path.abspath(__file__))
NOW = "2026-03-04T10:00:00Z"


@dataclass
class Workload:
    """W1k of the plan, or a part of it. `space`: GiB needed at once, measured."""

    name: str
    mentors: int
    students: int
    sessions: int
    space: float


W1K = Workload("W1k", 1_000, 20_000, 200_000, 14)
W100 = Workload("W100", 100, 2_000, 20_000, 1.5)

HUGO, CORE, FULL = "Hugo, core", "core, cold", "full, cold"
NOTHING, FILES, WHOLE = "full, nothing changed", "full, 1 % changed, files", "full, 1 % changed, whole tree"
ORDER = [HUGO, CORE, FULL, NOTHING, FILES, WHOLE]


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def python(script: str, *arguments: str) -> str:
    return measuring.run([sys.executable, os.path.join(HERE, script), *arguments]).printed.strip()


def place_for(load: Workload) -> str:
    """A new folder in memory if the workload fits there, else on disk."""
    need = load.space * 2**30
    with open("/proc/meminfo") as file:
        available = int(re.search(r"MemAvailable:\s+(\d+) kB", file.read())[1]) * 1024
    for parent, room in (("/dev/shm", available - 3 * 2**30), (os.path.abspath(".build"), 1e18)):
        if os.path.isdir(parent) and min(shutil.disk_usage(parent).free, room) > need:
            return tempfile.mkdtemp(prefix="almanac-bench-", dir=parent)
    raise BenchmarkError(f"no place for {load.name}: {load.space} GiB are needed in /dev/shm or .build")


def hugo_program(environment: str) -> str:
    """Hugo itself: the script of the Python package would be measured with it."""
    found = glob.glob(f"{environment}/lib/python*/site-packages/hugo/binaries/hugo*")
    if len(found) != 1:
        raise BenchmarkError(f"{environment}: no Hugo (or several): {found}")
    return found[0]


class Benchmark:
    def __init__(self, almanac: str, hugo: str, load: Workload, folder: str):
        self.almanac = os.path.abspath(almanac)
        self.hugo = os.path.abspath(hugo)
        self.load = load
        self.folder = folder
        self.programme = f"{folder}/programme"
        self.rows = {name: Row(name) for name in ORDER}
        self.changes = 0
        self.facts: dict = {}

    def build(self, output: str, *options: str) -> Sample:
        os.makedirs(os.path.dirname(output), exist_ok=True)
        return measuring.run(
            [self.almanac, "-C", self.programme, "build", "--now", NOW, "--output", output, *options],
            env={**os.environ, "LC_ALL": "C", "TZ": "UTC"},
        )

    def prepare(self) -> None:
        """The programme, the core that Hugo is given, and the check that Hugo renders the same."""
        os.mkdir(self.programme)
        with open(f"{self.programme}/site.yaml", "w") as file:
            # Without the directories that small programmes make for each student: W100 is to have W1k's shape.
            file.write(
                "title: Bench\nbase_url: https://bench.example\nzone: Europe/Berlin\nprivate_directory_max: 0\n"
            )
        load = self.load
        made = measuring.run(
            [self.almanac, "-C", self.programme, "demo", "--shape", "w1k", "--mentors", str(load.mentors),
             "--students", str(load.students), "--sessions", str(load.sessions), "--seed", "1", "--now", NOW]
        )  # fmt: skip
        tell(f"made {load.name} in {made.wall:.1f} s")
        self.build(f"{self.folder}/first/core", "--only", "core")
        core_digest = python("measuring.py", f"{self.folder}/first/core")
        self.build(f"{self.folder}/second/core", "--only", "core", "--jobs", "1")
        if python("measuring.py", f"{self.folder}/second/core") != core_digest:
            raise BenchmarkError("two cold builds of the core differ (--jobs 1 against all processors)")
        shutil.rmtree(f"{self.folder}/second")
        python("hugo_site.py", "make", f"{self.folder}/first/core", f"{self.folder}/hugo")
        self.run_hugo()
        self.facts["core"] = json.loads(
            python("hugo_site.py", "check", f"{self.folder}/first/core", f"{self.folder}/hugo-public")
        )
        shutil.rmtree(f"{self.folder}/first")
        tell(f"Hugo's core is almanac's, byte for byte: {self.facts['core']}")

    def run_hugo(self) -> Sample:
        shutil.rmtree(f"{self.folder}/hugo-public", ignore_errors=True)
        return measuring.run(
            [self.hugo, "--quiet", "--noBuildLock", "--cacheDir", f"{self.folder}/hugo-cache",
             "--destination", f"{self.folder}/hugo-public"],
            cwd=f"{self.folder}/hugo",
        )  # fmt: skip

    def record_changes(self) -> None:
        self.changes += 1
        changed, shown = python("record_changes.py", f"{self.programme}/almanac.db", NOW, str(self.changes)).split()
        self.facts["changed"] = {"sessions": int(changed), "sessions_in_feeds": int(shown)}

    def round(self, with_full: bool) -> None:
        self.rows[HUGO].add(self.run_hugo(), self.facts["core"]["files"])
        shutil.rmtree(f"{self.folder}/core", ignore_errors=True)
        self.rows[CORE].add(self.build(f"{self.folder}/core/public", "--only", "core"))
        if not with_full:
            return
        shutil.rmtree(f"{self.folder}/full", ignore_errors=True)
        output = f"{self.folder}/full/public"
        self.rows[FULL].add(self.build(output))
        sample = self.build(output)
        if "nothing has changed" not in sample.printed:
            raise BenchmarkError(f"a second build found something to do: {sample.printed}")
        self.rows[NOTHING].add(sample, 0)
        for name, mode in ((FILES, "files"), (WHOLE, "auto")):
            self.record_changes()
            self.rows[name].add(self.build(output, "--publish", mode))
        for name in (FULL, NOTHING, FILES, WHOLE):
            self.rows[name].pair(len(self.rows[HUGO].samples) - 1)

    def verify(self) -> None:
        """The tree that incremental builds left is the tree that a cold build makes, of one worker."""
        left = python("measuring.py", f"{self.folder}/full/public").split()
        shutil.rmtree(f"{self.folder}/full")
        self.build(f"{self.folder}/full/public", "--jobs", "1")
        cold = python("measuring.py", f"{self.folder}/full/public").split()
        if left != cold:
            raise BenchmarkError(f"incremental and cold trees differ: {left} against {cold} (digest, files, bytes)")
        self.facts["full"] = {"files": int(cold[1]), "bytes": int(cold[2]), "sha256": cold[0]}
        tell(f"incremental = cold, byte for byte: {cold[1]} files, {int(cold[2]) / 1e6:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--almanac", default=".build/release/almanac", help="the program (release build)")
    parser.add_argument("--hugo-venv", default=".build/venv-bench", help="the virtual environment with hugo")
    parser.add_argument("--small", action="store_true", help="W100: a tenth of W1k")
    parser.add_argument("--rounds", type=int, default=5, help="pairs of Hugo and core (default 5)")
    parser.add_argument("--full-rounds", type=int, help="rounds with the full site (default 3 of them)")
    parser.add_argument("--json", metavar="FILE", help="write every sample there too")
    parser.add_argument("--folder", metavar="DIR", help="work in a new folder there (default: /dev/shm if it fits)")
    parser.add_argument("--keep", action="store_true", help="leave the folder")
    options = parser.parse_args()
    load = W100 if options.small else W1K
    full_rounds = min(options.rounds, 3 if options.full_rounds is None else options.full_rounds)
    hugo = hugo_program(options.hugo_venv)
    folder = tempfile.mkdtemp(prefix="almanac-bench-", dir=options.folder) if options.folder else place_for(load)
    try:
        benchmark = Benchmark(options.almanac, hugo, load, folder)
        benchmark.prepare()
        for number in range(options.rounds):
            benchmark.round(with_full=number < full_rounds)
            tell(f"round {number + 1} of {options.rounds}: {benchmark.rows[CORE].last()}")
        if full_rounds:
            benchmark.verify()
        facts = {
            "workload": vars(load), "now": NOW, "processors": os.cpu_count(), "kernel": platform.release(),
            "folder": folder, "least_peak": round(measuring.least_peak(), 1), **benchmark.facts,
            "hugo": measuring.run([hugo, "version"]).printed.split(" ")[1].split("-")[0],
            "almanac": measuring.run([os.path.abspath(options.almanac), "--version"]).printed.strip(),
        }  # fmt: skip
        rows = [benchmark.rows[name] for name in ORDER if benchmark.rows[name].samples]
        print(table(rows, benchmark.rows[HUGO], facts))
        if options.json:
            with open(options.json, "w") as file:
                json.dump({"facts": facts, "rows": {row.name: row.record() for row in rows}}, file, indent=1)
    finally:
        if options.keep:
            tell(f"left: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    try:
        main()
    except BenchmarkError as error:
        sys.exit(f"bench: {error}")
