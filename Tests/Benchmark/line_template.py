"""Finds the template behind many pages of one kind: literal lines, repeated parts, and what differs."""

import difflib
import re
from dataclasses import dataclass, field

from measuring import BenchmarkError

SOLE = re.compile(rb"\0(\d+)\n")


@dataclass
class Loop:
    """A part of a page that repeats.

    `run` matches one repetition roughly; `item` exactly, its named groups become the fields (those that end in _
    are ready text); `template` writes one item with Go's templates; `inner` are loops in a field.
    """

    run: bytes
    item: re.Pattern[bytes]
    template: bytes
    inner: dict[str, "Loop"] = field(default_factory=dict)

    def items(self, text: bytes) -> list[dict]:
        found, end = [], 0
        for match in self.item.finditer(text):
            if match.start() != end:
                break
            end = match.end()
            row = {}
            for name, value in match.groupdict().items():
                if name in self.inner:
                    row[name] = self.inner[name].items(value)
                elif value is not None:
                    row[name] = value.decode()
            found.append(row)
        if end != len(text):
            raise BenchmarkError(f"a repeated part is not as the benchmark knows it: {text[end : end + 300]!r}")
        return found


class LineTemplate:
    """Literal lines that all pages share, in order, with a gap before, between and after them."""

    def __init__(self, pages: list[bytes], loops: list[Loop], is_html: bool):
        self.loops = loops
        self.is_html = is_html
        self.runs = [re.compile(rb"(?:" + loop.run + rb")+", re.DOTALL) for loop in loops]
        cut = [self._cut(page)[0] for page in pages]
        self.literals: list[bytes] = cut[0]
        for lines in cut[1:]:
            if self._gaps(lines) is None:
                matcher = difflib.SequenceMatcher(None, self.literals, lines, autojunk=False)
                self.literals = [
                    line for block in matcher.get_matching_blocks()
                    for line in self.literals[block.a : block.a + block.size]
                ]  # fmt: skip
        # Which gaps ever hold something, and which of them a loop.
        self.full = [False] * (len(self.literals) + 1)
        self.loop_at: dict[int, int] = {}
        for lines in cut:
            for index, gap in enumerate(self._gaps(lines) or []):
                self.full[index] |= bool(gap)
                for line in gap:
                    if match := SOLE.fullmatch(line):
                        if self.loop_at.setdefault(index, int(match[1])) != int(match[1]):
                            raise BenchmarkError("two repeated parts share a gap")

    def _cut(self, page: bytes) -> tuple[list[bytes], list[bytes]]:
        """The page's lines with a mark in the place of each loop, and the loops' text."""
        taken = [b""] * len(self.runs)
        for index, run in enumerate(self.runs):
            if match := run.search(page):
                taken[index] = match[0]
                page = page[: match.start()] + b"\0%d\n" % index + page[match.end() :]
        return page.splitlines(keepends=True) if b"\r" not in page else re.findall(rb"[^\n]*\n", page), taken

    def _gaps(self, lines: list[bytes]) -> list[list[bytes]] | None:
        gaps: list[list[bytes]] = []
        at = 0
        for literal in self.literals:
            start = at
            while at < len(lines) and lines[at] != literal:
                at += 1
            if at == len(lines):
                return None
            gaps.append(lines[start:at])
            at += 1
        gaps.append(lines[at:])
        return gaps

    def data(self, page: bytes) -> dict:
        """What the template is given for this page: ready texts by gap, repeated parts by loop."""
        lines, taken = self._cut(page)
        row: dict = {}
        for index, gap in enumerate(self._gaps(lines) or []):
            if index in self.loop_at:
                marks = [place for place, line in enumerate(gap) if SOLE.fullmatch(line)]
                place = marks[0] if marks else len(gap)
                row[f"g{index}"] = b"".join(gap[:place]).decode()
                row[f"h{index}"] = b"".join(gap[place + 1 :]).decode()
            elif self.full[index]:
                row[f"g{index}"] = b"".join(gap).decode()
        for index, loop in enumerate(self.loops):
            row[f"l{index}"] = loop.items(taken[index])
        return row

    def go_template(self, source: str) -> bytes:
        ready = b"{{ .%s | safeHTML }}" if self.is_html else b"{{ .%s }}"
        out = [b"{{ with index %s .Params.key }}" % source.encode()]
        for index in range(len(self.literals) + 1):
            if self.full[index]:
                out.append(ready % (b"g%d" % index))
            if index in self.loop_at:
                out.append(self._range(self.loop_at[index]) + ready % (b"h%d" % index))
            if index < len(self.literals):
                literal = self.literals[index]
                match = SOLE.fullmatch(literal)
                if not match and b"{{" in literal:
                    raise BenchmarkError(f"a literal line would be a template's: {literal!r}")
                out.append(self._range(int(match[1])) if match else literal)
        return b"".join(out) + b"{{ end }}"

    def _range(self, index: int) -> bytes:
        return b"{{ range .l%d }}%s{{ end }}" % (index, self.loops[index].template)
