"""What the benchmark measures with: one child at a time, and what a tree of files holds."""

import hashlib
import os
import resource
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


def run(argv: list[str], cwd: str | None = None, env: dict[str, str] | None = None) -> Sample:
    """Runs a command to its end.

    The kernel counts what the forking process holds to a child's peak, so this process must stay small:
    whatever reads whole trees runs in a process of its own.
    """
    started = time.perf_counter()
    child = subprocess.Popen(argv, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    with child.stdout:
        printed = child.stdout.read().decode(errors="replace")
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise BenchmarkError(f"{' '.join(argv)}: exit code {child.returncode}\n{printed[-4000:]}")
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, printed)


def own_peak() -> float:
    """MiB: no child's peak can be told below it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


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
