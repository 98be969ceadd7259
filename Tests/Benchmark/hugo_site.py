"""Makes a Hugo site that renders the core (mentors' pages, calendars and feeds) byte for byte as almanac does.

The pages are cut at what repeats. What all pages of a kind have in common becomes the template's literal text;
horizon days, days with their slots, rows of week grids, events, busy times and slots become structured data
that the template ranges over; what is left of a page (name, biography, facts, reviews) is handed over as
ready text. Hugo builds every page from the data with a content adapter, as its manual says.

Work that Hugo is spared and almanac does within the measured time:
- reading people, hours, sessions and reviews from the database, and computing openings from them
- time zones: every local time, VTIMEZONE, days and times in words
- Markdown: biographies come as HTML
- escaping of HTML, of iCalendar and JSON, folding of calendar lines, UIDs, addresses relative to the page
- noticing what has changed, modification times, checking of links and templates, switching the tree at once
So a ratio to this Hugo says less than the truth, never more.
"""

import json
import os
import re
import sys

import measuring
from line_template import LineTemplate, Loop

HORIZON = Loop(
    rb'<li class="level-[^\n]*\n',
    re.compile(
        rb'<li class="level-(?P<l>\d)">(?:<a href="#d-(?P<d>[\d-]+)">|<span>)<span class="sr">(?P<s>[^<]*)</span>'
        rb'<span aria-hidden="true" class="wd">(?P<w>[^<]*)</span><b aria-hidden="true">(?P<n>\d+)</b>'
        rb'<span aria-hidden="true" class="n">(?P<c>[^<]*)</span></(?:a|span)></li>\n'
    ),
    b'<li class="level-{{.l}}">{{if .d}}<a href="#d-{{.d}}">{{else}}<span>{{end}}<span class="sr">{{.s}}</span>'
    b'<span aria-hidden="true" class="wd">{{.w}}</span><b aria-hidden="true">{{.n}}</b>'
    b'<span aria-hidden="true" class="n">{{.c}}</span>{{if .d}}</a>{{else}}</span>{{end}}</li>\n',
)
SLOTS = Loop(
    rb'<li><time [^\n]*\n',
    re.compile(rb'<li><time datetime="(?P<i>[^"]*)">(?P<t>[^<]*)</time></li>\n'),
    b'<li><time datetime="{{.i}}">{{.t}}</time></li>\n',
)
DAYS = Loop(
    rb'<section class="day".*?</section>\n',
    re.compile(
        rb'<section class="day" id="d-(?P<d>[\d-]+)" data-date="[\d-]+"><h3>(?P<h_>[^\n]*)</h3>\n'
        rb'<ul class="slots">\n(?P<x>.*?)</ul>\n</section>\n',
        re.DOTALL,
    ),
    b'<section class="day" id="d-{{.d}}" data-date="{{.d}}"><h3>{{.h_ | safeHTML}}</h3>\n'
    b'<ul class="slots">\n{{range .x}}%s{{end}}</ul>\n</section>\n' % SLOTS.template,
    inner={"x": SLOTS},
)
CELLS = Loop(
    rb"<td [^\n]*\n",
    re.compile(
        rb'<td class="(?P<k>[a-z]*)">(?:<time datetime="(?P<i>[^"]*)" data-date="(?P<d>[^"]*)">(?P<t>[^<]*)</time>'
        rb"|(?P<r_>[^\n]*))</td>\n"
    ),
    b'<td class="{{.k}}">{{if .i}}<time datetime="{{.i}}" data-date="{{.d}}">{{.t}}</time>'
    b"{{else}}{{.r_ | safeHTML}}{{end}}</td>\n",
)
GRID = Loop(
    rb'<tr><th scope="row">.*?</tr>\n',
    re.compile(rb'<tr><th scope="row">(?P<t>[^<]*)</th>\n(?P<x>.*?)</tr>\n', re.DOTALL),
    b'<tr><th scope="row">{{.t}}</th>\n{{range .x}}%s{{end}}</tr>\n' % CELLS.template,
    inner={"x": CELLS},
)
EVENTS = Loop(
    rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n",
    re.compile(
        rb"BEGIN:VEVENT\r\nUID:(?P<u>[^\r]*)\r\nDTSTAMP:(?P<s>[^\r]*)\r\nCREATED:(?P<c>[^\r]*)\r\n"
        rb"LAST-MODIFIED:(?P<m>[^\r]*)\r\nSEQUENCE:(?P<q>\d+)\r\nDTSTART(?P<b>[^\r]*)\r\nDTEND(?P<e>[^\r]*)\r\n"
        rb"SUMMARY:(?P<y>(?:[^\r]|\r\n )*)\r\nSTATUS:(?P<a>[A-Z]+)\r\nTRANSP:(?P<o>[A-Z]+)\r\n(?P<r_>.*?)END:VEVENT\r\n",
        re.DOTALL,
    ),
    b"BEGIN:VEVENT\r\nUID:{{.u}}\r\nDTSTAMP:{{.s}}\r\nCREATED:{{.c}}\r\nLAST-MODIFIED:{{.m}}\r\n"
    b"SEQUENCE:{{.q}}\r\nDTSTART{{.b}}\r\nDTEND{{.e}}\r\nSUMMARY:{{.y}}\r\nSTATUS:{{.a}}\r\nTRANSP:{{.o}}\r\n{{.r_}}END:VEVENT\r\n",
)
BUSY = Loop(
    rb"FREEBUSY;FBTYPE=BUSY:[^\r]*\r\n",
    re.compile(rb"FREEBUSY;FBTYPE=BUSY:(?P<p>[^\r]*)\r\n"),
    b"FREEBUSY;FBTYPE=BUSY:{{.p}}\r\n",
)
OPENINGS = Loop(
    rb'\{"start":[^\n]*\n',
    re.compile(rb'\{"start":"(?P<i>[^"]*)","longest":(?P<n>\d+)\}(?P<z>,?)\n'),
    b'{"start":"{{.i}}","longest":{{.n}}}{{.z}}\n',
)

# Kind of file: its path below the core, what repeats in it, whether it is HTML.
KINDS = {
    "mentor": (re.compile(r"mentors/(?P<key>[^/]+)/index\.html$"), [HORIZON, DAYS], True),
    "week": (re.compile(r"mentors/(?P<key>[^/]+/week/[^/]+)/index\.html$"), [GRID], True),
    "connect": (re.compile(r"mentors/(?P<key>[^/]+)/connect/index\.html$"), [], True),
    "open": (re.compile(r"mentors/(?P<key>[^/]+)/open\.ics$"), [EVENTS], False),
    "busy": (re.compile(r"mentors/(?P<key>[^/]+)/free\.ifb$"), [BUSY], False),
    "rules": (re.compile(r"mentors/(?P<key>[^/]+)/availability\.ics$"), [], False),
    "slots": (re.compile(r"mentors/(?P<key>[^/]+)/slots\.json$"), [OPENINGS], False),
    "feed": (re.compile(r"feeds/(?P<key>[^/]+)\.ics$"), [EVENTS], False),
}
LAYOUTS = {
    "mentor": "mentor/single.html", "week": "week/single.html", "connect": "connect/single.html",
    "open": "mentor/single.open.ics", "busy": "mentor/single.busy.ifb", "rules": "mentor/single.rules.ics",
    "slots": "mentor/single.slots.json",
    "feed": "feed/single.feed.ics",
}  # fmt: skip
CONFIG = {
    "baseURL": "https://bench.example/", "title": "Bench", "disablePathToLower": True,
    "disableKinds": ["home", "section", "taxonomy", "term", "rss", "sitemap", "robotstxt", "404"],
    "mediaTypes": {
        "text/calendar": {"suffixes": ["ics"]}, "text/x-busy": {"suffixes": ["ifb"]},
        "application/json": {"suffixes": ["json"]},
    },
    "outputFormats": {
        "open": {"mediaType": "text/calendar", "baseName": "open", "isPlainText": True},
        "rules": {"mediaType": "text/calendar", "baseName": "availability", "isPlainText": True},
        "busy": {"mediaType": "text/x-busy", "baseName": "free", "isPlainText": True},
        "slots": {"mediaType": "application/json", "baseName": "slots", "isPlainText": True},
        "feed": {"mediaType": "text/calendar", "isPlainText": True, "ugly": True},
    },
}  # fmt: skip
ADAPTER = """\
{{ range $key, $_ := hugo.Data.mentor }}{{ $.AddPage (dict "path" (printf "mentors/%s" $key) "type" "mentor"
  "title" $key "params" (dict "key" $key) "outputs" (slice "html" "open" "busy" "rules" "slots")) }}{{ end -}}
{{ range $key, $_ := hugo.Data.week }}{{ $.AddPage (dict "path" (printf "mentors/%s" $key) "type" "week"
  "url" (printf "/mentors/%s/" $key) "title" $key "params" (dict "key" $key) "outputs" (slice "html")) }}{{ end -}}
{{ range $key, $_ := hugo.Data.connect }}{{ $.AddPage (dict "path" (printf "mentors/%s/connect" $key) "type" "connect"
  "title" $key "params" (dict "key" $key) "outputs" (slice "html")) }}{{ end -}}
{{ range $key, $_ := hugo.Data.feed }}{{ $.AddPage (dict "path" (printf "feeds/%s" $key) "type" "feed"
  "title" $key "params" (dict "key" $key) "outputs" (slice "feed")) }}{{ end -}}
"""


def write(path: str, text: bytes) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(text)


def core_files(core: str) -> list[str]:
    """Every output of the core but the build's own note."""
    return [path for path in measuring.files_of(core) if path != "build.json"]


def make(core: str, site: str) -> None:
    """Makes the Hugo site in a new folder from the core that almanac has rendered."""
    kinds: dict[str, dict[str, bytes]] = {kind: {} for kind in KINDS}
    for path in core_files(core):
        for kind, (pattern, _, _) in KINDS.items():
            if match := pattern.match(path):
                with open(os.path.join(core, path), "rb") as file:
                    kinds[kind][match["key"]] = file.read()
                break
        else:
            raise measuring.BenchmarkError(f"{path}: the core has an output that Hugo's site does not know")
    for kind, pages in kinds.items():
        if not pages:
            raise measuring.BenchmarkError(f"the core has no output of the kind {kind}")
        template = LineTemplate(list(pages.values()), KINDS[kind][1], is_html=KINDS[kind][2])
        data = {key: template.data(page) for key, page in pages.items()}
        write(f"{site}/data/{kind}.json", json.dumps(data, ensure_ascii=False).encode())
        write(f"{site}/layouts/{LAYOUTS[kind]}", template.go_template(f"hugo.Data.{kind}"))
    write(f"{site}/hugo.json", json.dumps(CONFIG).encode())
    write(f"{site}/content/_content.gotmpl", ADAPTER.encode())


def check(core: str, rendered: str) -> dict[str, int]:
    """Counts of what both trees hold.

    Raises BenchmarkError for the first file that differs.
    """
    ours, theirs = core_files(core), measuring.files_of(rendered)
    if ours != theirs:
        odd = sorted(set(ours) ^ set(theirs))
        raise measuring.BenchmarkError(f"Hugo's tree has other files than almanac's: {odd[:5]} ({len(odd)} in all)")
    counts = {"files": 0, "bytes": 0, "slots": 0, "events": 0}
    for path in ours:
        with open(os.path.join(core, path), "rb") as file:
            text = file.read()
        with open(os.path.join(rendered, path), "rb") as file:
            if file.read() != text:
                raise measuring.BenchmarkError(f"{path}: Hugo's bytes are not almanac's")
        counts["files"] += 1
        counts["bytes"] += len(text)
        counts["events"] += text.count(b"BEGIN:VEVENT\r\n")
        if path.endswith("/slots.json"):
            counts["slots"] += text.count(b'{"start":')
    if not counts["slots"] or not counts["events"]:
        raise measuring.BenchmarkError(f"the core holds no slots or no events: {counts}")
    return counts


if __name__ == "__main__":
    try:
        verb, first, second = sys.argv[1:]
        print(json.dumps({"make": make, "check": check}[verb](first, second)))
    except measuring.BenchmarkError as error:
        sys.exit(str(error))
