"""What the benchmark measures with: one child at a time, and what a tree of files holds."""

import hashlib
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass


class BenchmarkError(Exception):
    """A step went wrong, or two things that must be the same are not."""


@dataclass
class Sample:
    """One run of a child: seconds of wall clock, seconds of user + system time, peak memory in MiB."""

    wall: float
    cpu: float
    peak: float
    printed: str


# Starts the program, waits for it and tells what the kernel counted. The kernel counts what the forking process
# holds to the peak of the program it becomes, so a small interpreter of its own does it, not the benchmark.
LAUNCHER = """
import os, sys, time
started = time.perf_counter()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - started
code = os.waitstatus_to_exitcode(status)
os.write(int(sys.argv[1]), f"{code} {wall} {usage.ru_utime + usage.ru_stime} {usage.ru_maxrss}".encode())
"""


def run(argv: list[str], cwd: str | None = None, env: dict[str, str] | None = None) -> Sample:
    """Runs a command to its end."""
    told, telling = os.pipe()
    child = subprocess.run(
        [sys.executable, "-IS", "-c", LAUNCHER, str(telling), *argv], cwd=cwd, env=env, pass_fds=[telling],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    os.close(telling)
    with open(told) as file:
        counted = file.read().split()
    printed = child.stdout.decode(errors="replace")
    if child.returncode != 0 or counted[:1] != ["0"]:
        code = counted[0] if counted else "none"
        raise BenchmarkError(f"{' '.join(argv)}: exit code {code}\n{printed[-4000:]}")
    wall, cpu, kibibytes = map(float, counted[1:])
    return Sample(wall, cpu, kibibytes / 1024, printed)


def least_peak() -> float:
    """MiB: no child's peak can be told below it."""
    return min(run(["true"]).peak for _ in range(3))


@dataclass
class Spread:
    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: list[float]) -> "Spread":
        return cls(statistics.median(values), min(values), max(values))


def files_of(root: str) -> list[str]:
    """Paths below the root, sorted; links are not followed."""
    found = []
    for folder, folders, names in os.walk(root):
        folders.sort()
        found += [os.path.relpath(os.path.join(folder, name), root) for name in names]
    return sorted(found)


def tree_digest(root: str, with_times: bool = False) -> tuple[str, int, int]:
    """SHA-256 over every path and its bytes (and, if asked, its mtime), the count of files, their bytes."""
    whole = hashlib.sha256()
    files, octets = 0, 0
    for path in files_of(root):
        full = os.path.join(root, path)
        with open(full, "rb") as file:
            text = file.read()
        whole.update(path.encode() + b"\0" + hashlib.sha256(text).digest())
        if with_times:
            whole.update(str(int(os.stat(full).st_mtime)).encode())
        files += 1
        octets += len(text)
    return whole.hexdigest(), files, octets


if __name__ == "__main__":
    # In a process of its own: see run.
    print(*tree_digest(sys.argv[1]))
