"""A language that nobody speaks: English in other letters, from right to left, and two fifths longer.

Whoever knows no Arabic still sees at once what is not translated, what is cut off and what stands on the wrong side.
"""

import json
import pathlib
import re

# The tag of bidirectional pseudo-locales; browsers write its dates and numbers as Arabic ones.
TAG = "ar-XB"
ENGLISH = pathlib.Path(__file__).parents[2] / "content/strings/en.yaml"

_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ابتدعفغهيجكلمنوپقرسطعوشخيز" * 2)
# Marks above and below letters take room too.
_MARKS = "\u0651\u064e", "\u0650", "\u064f"


def words(text: str) -> str:
    """Every word in other letters, longer by two fifths; what stands in {gaps} stays."""
    def word(match: re.Match) -> str:
        plain = match[0]
        longer = plain + plain[-(len(plain) * 2 + 4) // 5:] if len(plain) > 1 else plain
        arabic = longer.translate(_LETTERS)
        return arabic[:1] + _MARKS[len(plain) % 3] + arabic[1:]

    parts = re.split(r"(\{[a-z_]+\})", text)
    return "".join(part if at % 2 else re.sub(r"[A-Za-z]+", word, part) for at, part in enumerate(parts))


def table(tag: str = TAG) -> str:
    """`content/strings/<tag>.yaml`: every key of the English table, with each plural form that the language asks for."""
    lines = []
    for line in ENGLISH.read_text(encoding="utf-8").splitlines():
        if line.startswith("language:"):
            lines.append(f"language: {tag}")
        elif line.startswith("direction:"):
            lines.append("direction: rtl")
        elif match := re.fullmatch(r"(\s+[a-z0-9_]+: )\{(.*)\}", line):
            forms = dict(re.findall(r'([a-z]+): ("(?:[^"\\]|\\.)*"|[^",]+)', match[2]))
            forms = {**{more: forms["other"] for more in ("zero", "two", "few", "many")}, **forms}
            lines.append(match[1] + "{" + ", ".join(f"{name}: {_quoted(text)}" for name, text in forms.items()) + "}")
        elif match := re.fullmatch(r"(\s+[a-z_]+: )\[(.*)\]", line):
            lines.append(match[1] + "[" + ", ".join(_quoted(text) for text in match[2].split(", ")) + "]")
        elif match := re.fullmatch(r"(\s+[a-z0-9_]+: )(.+)", line):
            lines.append(match[1] + _quoted(match[2]))
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def _quoted(scalar: str) -> str:
    text = json.loads(scalar) if scalar.startswith('"') else scalar
    return json.dumps(words(text), ensure_ascii=False)
