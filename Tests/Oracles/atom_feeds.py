#!/usr/bin/env python3
"""Judges every Atom feed of a demo site by the musts of RFC 4287, and what a reader of it may ask for.

usage: atom_feeds.py ALMANAC

The record is made hostile first: markup, quotes, control characters and non-characters in every free text. To show that
the judge can say no, a feed is damaged in every way below and must not pass.
"""
import datetime as dt
import glob
import os
import re
import sys
import tempfile
import urllib.parse
import uuid
import xml.etree.ElementTree as ET

from site_making import NOW, build, demo_site

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
NOW_TIME = dt.datetime.strptime(NOW, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.timezone.utc)


class Invalid(Exception):
    pass


def one(element, name, must=True):
    found = element.findall(ATOM + name)
    if len(found) > 1 or (must and not found):
        raise Invalid(f"{element.tag} has {len(found)} {name}")
    return found[0] if found else None


def instant(element):
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.text or ""):
        raise Invalid(f"{element.tag} is {element.text}")
    return dt.datetime.strptime(element.text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.timezone.utc)


def identity(element):
    text = one(element, "id").text or ""
    if not text.startswith("urn:uuid:"):
        raise Invalid(f"id {text}")
    if f"urn:uuid:{uuid.UUID(text[9:])}" != text:
        raise Invalid(f"id {text} is no UUID in small letters")
    return text


def links(element, base, public):
    found = {}
    for link in element.findall(ATOM + "link"):
        relation, address = link.get("rel"), link.get("href")
        if (relation, link.get("type")) in found:
            raise Invalid(f"two links {relation}")
        found[relation, link.get("type")] = address
        resolve(address, base, public)
    return {relation: address for (relation, _), address in found.items()}


def resolve(address, base, public):
    """An address leads to a file of the site."""
    path = urllib.parse.urljoin(base, address)
    parts = urllib.parse.urlsplit(path)
    root = urllib.parse.urlsplit("https://demo.example.org/")
    if (parts.scheme, parts.netloc) != (root.scheme, root.netloc):
        raise Invalid(f"{address} is of another host")
    file = public + parts.path + ("index.html" if parts.path.endswith("/") else "")
    if not os.path.isfile(file):
        raise Invalid(f"{address} leads nowhere ({file})")


def judge(text, path, public, is_absolute):
    """Raises Invalid, or returns (id of the feed, [(id, updated)])."""
    try:
        feed = ET.fromstring(text)
    except ET.ParseError as error:
        raise Invalid(f"no XML: {error}") from error
    if feed.tag != ATOM + "feed":
        raise Invalid(f"the root is {feed.tag}")
    base = "https://demo.example.org/" + path
    if not one(feed, "title").text or not one(one(feed, "author"), "name").text:
        raise Invalid("no title, or an author without a name")
    if not feed.get(XML + "lang"):
        raise Invalid("no language")
    found = links(feed, base, public)
    if is_absolute and found.get("self") != base:
        raise Invalid(f"self is {found.get('self')}")
    if not is_absolute and "self" in found:
        raise Invalid("self is not absolute")
    updated = instant(one(feed, "updated"))
    entries = []
    for entry in feed.findall(ATOM + "entry"):
        if not (one(entry, "title").text or "").strip():
            raise Invalid("an entry without a title")
        when = instant(one(entry, "updated"))
        published = one(entry, "published", must=False)
        if published is not None and instant(published) > when:
            raise Invalid("published after it was updated")
        content = one(entry, "content")
        if content.get("type") not in ("text", "html") or len(content):
            raise Invalid(f"content is {content.get('type')}")
        if content.get("type") == "html":
            if "<p>" not in content.text or "<b>" in content.text:
                raise Invalid("HTML is no HTML, or holds markup of the writer")
            for address in re.findall(r'href="([^"#]+)"', content.text):
                resolve(address, urllib.parse.urljoin(base, content.get(XML + "base") or ""), public)
        links(entry, base, public)
        entries.append((identity(entry), when))
    if len({name for name, _ in entries}) != len(entries):
        raise Invalid("two entries have the same id")
    if [when for _, when in entries] != sorted((when for _, when in entries), reverse=True):
        raise Invalid("the newest is not first")
    if entries and updated != max(when for _, when in entries):
        raise Invalid("the feed is not as new as its newest entry")
    if updated > NOW_TIME:
        raise Invalid("updated in the future")
    return identity(feed), entries


DAMAGES = {
    "an id is gone": (r"<id>[^<]*</id>", ""),
    "a title is gone": (r"<title>[^<]*</title>", ""),
    "a time has no zone": (r"(<updated>[^<]*)Z<", r"\1<"),
    "the author is gone": (r"<author>.*?</author>", ""),
    "a control character stands in a title": (r"<title>", "<title>\x1b"),
    "a reference to what XML has no place for": (r"<title>", "<title>&#0;"),
    "markup is not escaped": (r"<title>", "<title><b>"),
    "the namespace is another": (r"2005/Atom", "2006/Atom"),
    "a UUID is too short": (r"urn:uuid:.", "urn:uuid:"),
    "a link leads nowhere": (r'type="text/html" href="', 'type="text/html" href="nowhere/'),
    "the language is gone": (r' xml:lang="[^"]*"', ""),
}


def main():
    almanac = os.path.abspath(sys.argv[1])
    feeds = entries = refused = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, base in [("full", "https://demo.example.org/"), ("bare", "")]:
            site = demo_site(almanac, f"{folder}/{name}", base, hostile=True)
            build(almanac, site)
            public = site + "/public"
            paths = sorted(glob.glob(public + "/**/*.atom", recursive=True))
            kinds = {path[len(public) + 1:].split("/")[0] for path in paths}
            if kinds != {"news", "mentors", "feeds"}:
                raise SystemExit(f"{name}: feeds of {kinds}")
            ids = {}
            for path in paths:
                short = path[len(public) + 1:]
                with open(path, "rb") as file:
                    text = file.read().decode("utf-8")
                try:
                    own, of_feed = judge(text, short, public, bool(base))
                except Invalid as error:
                    raise SystemExit(f"{path}: {error}") from error
                if ids.setdefault(own, short) != short:
                    raise SystemExit(f"{path}: has the id of {ids[own]}")
                if not short.startswith("feeds/") and not of_feed:
                    raise SystemExit(f"{path}: nothing in it")
                feeds += 1
                entries += len(of_feed)
                for what, (pattern, new) in DAMAGES.items():
                    damaged = re.sub(pattern, new, text, count=1)
                    if damaged == text:
                        continue
                    try:
                        judge(damaged, short, public, bool(base))
                    except (Invalid, ValueError):
                        refused += 1
                        continue
                    raise SystemExit(f"{path}: passes although {what}")
            # The head of a page names its feed.
            with open(f"{public}/news/index.html", encoding="utf-8") as file:
                if 'type="application/atom+xml"' not in file.read():
                    raise SystemExit(f"{name}: the news name no feed")
    if refused < len(DAMAGES) * 10:
        raise SystemExit(f"only {refused} damaged feeds were tried")
    print(f"atom: {feeds} feeds with {entries} entries are valid, {refused} damaged ones are refused")


main()
