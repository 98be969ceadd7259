"""The benchmark's rows and its table."""

import re

from measuring import BenchmarkError, Sample, Spread


class Row:
    """All samples of one build, and the round of each."""

    def __init__(self, name: str):
        self.name = name
        self.samples: list[Sample] = []
        self.rounds: list[int] = []
        self.written = 0

    def add(self, sample: Sample, written: int | None = None) -> None:
        """Takes a sample of the next round. `written`: files; by default as almanac tells."""
        if written is None:
            match = re.search(r"(\d+) written", sample.printed)
            if not match or match[1] == "0":
                raise BenchmarkError(f"{self.name}: nothing was written: {sample.printed}")
            written = int(match[1])
        self.written = written
        self.rounds.append(len(self.samples))
        self.samples.append(sample)

    def pair(self, number: int) -> None:
        """The last sample is of this round."""
        self.rounds[-1] = number

    def last(self) -> str:
        return f"{self.name} {self.samples[-1].wall:.3f} s"

    def record(self) -> dict:
        return {
            "written": self.written,
            "samples": [
                {"round": number, "wall": sample.wall, "cpu": sample.cpu, "peak_mib": sample.peak}
                for number, sample in zip(self.rounds, self.samples)
            ],
        }

    def ratios(self, peer: "Row", what: str) -> Spread:
        """The peer's figure of the same round through this one's: how many times faster this is."""
        return Spread.of([
            getattr(peer.samples[number], what) / max(getattr(sample, what), 1e-6)
            for number, sample in zip(self.rounds, self.samples)
        ])  # fmt: skip


def seconds(spread: Spread) -> str:
    return f"{spread.median:.3f} ({spread.least:.3f}–{spread.most:.3f})"


def times(spread: Spread) -> str:
    digits = 1 if spread.median >= 10 else 2
    return f"{spread.median:.{digits}f}× ({spread.least:.{digits}f}–{spread.most:.{digits}f})"


def table(rows: list[Row], hugo: Row, facts: dict) -> str:
    """Markdown. Ratios are Hugo's core through the row's build, pair by pair."""
    load, core = facts["workload"], facts["core"]
    lines = [
        f"{load['name']}: {load['mentors']:,} mentors, {load['students']:,} students, {load['sessions']:,} sessions; "
        f"{facts['processors']} processors; {facts['almanac']}; Hugo {facts['hugo']}",
        "",
        "| build | wall s | CPU s | peak MiB | files written | wall: Hugo/this | CPU: Hugo/this |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        wall, cpu, peak = (Spread.of([getattr(one, what) for one in row.samples]) for what in ("wall", "cpu", "peak"))
        lines.append(
            f"| {row.name} | {seconds(wall)} | {seconds(cpu)} | {peak.median:.0f} | {row.written:,} "
            f"| {times(row.ratios(hugo, 'wall'))} | {times(row.ratios(hugo, 'cpu'))} |"
        )
    lines += [
        "",
        f"Median (least–most) of {len(hugo.samples)} rounds in turns. Core: {core['files']:,} files, "
        f"{core['bytes'] / 1e6:.1f} MB, {core['slots']:,} slots, {core['events']:,} events, "
        "the same bytes from Hugo, which is given every fact ready (hugo_site.py says what it is spared).",
        f"Peaks below {facts['least_peak']:.0f} MiB cannot be told.",
    ]
    if "full" in facts:
        full, changed = facts["full"], facts["changed"]
        lines.append(
            f"Full: {full['files']:,} files, {full['bytes'] / 1e6:.1f} MB; 1 %: {changed['sessions']:,} of "
            f"{changed['sessions_in_feeds']:,} sessions that feeds show; afterwards the same tree as a cold build's."
        )
        by_name = {row.name: row for row in rows}
        bytes_more = full["bytes"] / core["bytes"]
        per_byte = by_name["full, cold"].ratios(hugo, "cpu").median * bytes_more
        lines.append(f"The full site is {bytes_more:.1f} cores; byte for byte Hugo's core costs {per_byte:.2f}× its CPU.")
        cold = Spread.of([one.cpu for one in by_name["full, cold"].samples]).median
        for name in ("full, 1 % changed, files", "full, 1 % changed, whole tree"):
            share = Spread.of([one.cpu for one in by_name[name].samples]).median / cold
            lines.append(f"CPU of \"{name}\": {share:.3f} of the cold build's.")
    return "\n".join(lines)
