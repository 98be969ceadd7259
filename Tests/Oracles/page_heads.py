#!/usr/bin/env python3
"""Judges what pages say of themselves to other programs: OpenGraph, JSON-LD, robots, marks for search.

usage: page_heads.py ALMANAC

JSON-LD is held against the vocabulary of schema.org (the types and members that a site of this kind may need, with where
each member may stand, as https://schema.org/docs/ defines them) and against what search engines ask for. To show that the
judge can say no, documents are damaged in every way below and must not pass.
"""
import copy
import html
import html.parser
import json
import os
import re
import struct
import sys
import tempfile

from site_making import NOW, build, demo_site

BASE = "https://demo.example.org/programme/"

# A type and the one above it.
PARENTS = {
    "Person": "Thing", "Organization": "Thing", "CreativeWork": "Thing", "WebPage": "CreativeWork",
    "ProfilePage": "WebPage", "WebSite": "CreativeWork", "Article": "CreativeWork", "NewsArticle": "Article",
    "Intangible": "Thing", "Service": "Intangible", "ItemList": "Intangible", "BreadcrumbList": "ItemList",
    "ListItem": "Intangible", "Rating": "Intangible", "AggregateRating": "Rating", "MediaObject": "CreativeWork",
    "ImageObject": "MediaObject", "Thing": None,
}
# A member: the types that may have it, and what its value may be.
MEMBERS = {
    "name": (["Thing"], ["Text"]), "description": (["Thing"], ["Text"]), "url": (["Thing"], ["URL"]),
    "image": (["Thing"], ["URL", "ImageObject"]), "sameAs": (["Thing"], ["URL"]),
    "jobTitle": (["Person"], ["Text"]), "worksFor": (["Person"], ["Organization"]),
    "knowsAbout": (["Person", "Organization"], ["Text"]), "knowsLanguage": (["Person", "Organization"], ["Text"]),
    "mainEntity": (["CreativeWork"], ["Thing"]), "mainEntityOfPage": (["Thing"], ["URL", "CreativeWork"]),
    "dateModified": (["CreativeWork"], ["Date"]), "datePublished": (["CreativeWork"], ["Date"]),
    "inLanguage": (["CreativeWork"], ["Text"]), "isPartOf": (["CreativeWork"], ["CreativeWork"]),
    "publisher": (["CreativeWork"], ["Organization", "Person"]), "author": (["CreativeWork", "Rating"], ["Organization", "Person"]),
    "headline": (["CreativeWork"], ["Text"]),
    "aggregateRating": (["CreativeWork", "Organization", "Service"], ["AggregateRating"]),
    "provider": (["CreativeWork", "Service"], ["Organization", "Person"]), "serviceType": (["Service"], ["Text"]),
    "ratingValue": (["Rating"], ["Number"]), "bestRating": (["Rating"], ["Number"]), "worstRating": (["Rating"], ["Number"]),
    "ratingCount": (["AggregateRating"], ["Integer"]), "reviewCount": (["AggregateRating"], ["Integer"]),
    "itemListElement": (["ItemList"], ["ListItem"]), "position": (["ListItem", "CreativeWork"], ["Integer"]),
    "item": (["ListItem"], ["URL", "Thing"]),
}
# What search engines ask for, beside the vocabulary.
NEEDED = {
    "Person": ["name"], "Organization": ["name"], "ProfilePage": ["mainEntity"], "WebSite": ["name"],
    "NewsArticle": ["headline", "datePublished", "author"], "Service": ["name", "provider"],
    "AggregateRating": ["ratingValue", "ratingCount"], "BreadcrumbList": ["itemListElement"],
    "ListItem": ["position", "name", "item"],
}


class Invalid(Exception):
    pass


def is_a(kind, wanted):
    while kind:
        if kind == wanted:
            return True
        kind = PARENTS[kind]
    return False


def check_value(value, ranges, name, ids):
    if isinstance(value, list):
        for one in value:
            check_value(one, ranges, name, ids)
        return
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            if value["@id"] not in ids:
                raise Invalid(f"{name} names {value['@id']}, which is not there")
            kind = ids[value["@id"]]
        else:
            check_node(value, ids)
            kind = value["@type"]
        if not any(is_a(kind, wanted) for wanted in ranges if wanted in PARENTS):
            raise Invalid(f"{name} is a {kind}")
        return
    kinds = set()
    if isinstance(value, bool) or value is None:
        raise Invalid(f"{name} is {value}")
    if isinstance(value, int):
        kinds |= {"Integer", "Number"}
    elif isinstance(value, float):
        kinds |= {"Number"}
    elif value.strip():
        kinds |= {"Text"}
        if re.fullmatch(r"https?://[!-~]+", value):
            kinds |= {"URL"}
        if re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?", value):
            kinds |= {"Date"}
    if not kinds & set(ranges):
        raise Invalid(f"{name} is {value!r}")


def check_node(node, ids):
    kind = node.get("@type")
    if kind not in PARENTS:
        raise Invalid(f"unknown type {kind}")
    for name, value in node.items():
        if name in ("@type", "@id"):
            continue
        if name not in MEMBERS:
            raise Invalid(f"unknown member {name} of {kind}")
        domains, ranges = MEMBERS[name]
        if not any(is_a(kind, domain) for domain in domains):
            raise Invalid(f"{kind} may not have {name}")
        check_value(value, ranges, name, ids)
    for name in NEEDED.get(kind, []):
        if name not in node:
            raise Invalid(f"{kind} has no {name}")
    if kind == "AggregateRating" and not node["worstRating"] <= node["ratingValue"] <= node["bestRating"]:
        raise Invalid("a rating out of its range")
    if kind == "BreadcrumbList":
        places = [item["position"] for item in node["itemListElement"]]
        if places != list(range(1, len(places) + 1)) or len(places) < 2:
            raise Invalid(f"breadcrumbs at {places}")


def all_ids(value, ids):
    if isinstance(value, dict):
        if "@type" in value and "@id" in value:
            if value["@id"] in ids:
                raise Invalid(f"two things are {value['@id']}")
            ids[value["@id"]] = value["@type"]
        for inner in value.values():
            all_ids(inner, ids)
    elif isinstance(value, list):
        for inner in value:
            all_ids(inner, ids)
    return ids


def check_document(document):
    if document.get("@context") != "https://schema.org" or set(document) != {"@context", "@graph"}:
        raise Invalid("no graph of schema.org")
    ids = all_ids(document["@graph"], {})
    for node in document["@graph"]:
        check_node(node, ids)
    return [node["@type"] for node in document["@graph"]]


SOUGHT = re.compile(r"<(meta|link|script)|data-pagefind-", re.I)


class Page(html.parser.HTMLParser):
    """The head of a page, as a browser reads it."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.meta, self.links, self.documents, self.scripts = {}, [], [], 0
        self.marks, self.noindex, self.inside = [], False, False
        head, _, body = text.partition("</head>")
        # A body in which none of what is looked for begins need not be taken apart, and most are such.
        self.feed(text if SOUGHT.search(body) else head)
        self.close()

    def handle_starttag(self, tag, pairs):
        attributes = dict(pairs)
        if tag == "meta":
            name = attributes.get("property") or attributes.get("name")
            if name in self.meta and name != "robots":
                raise Invalid(f"two {name}")
            if name:
                self.meta[name] = attributes.get("content")
        elif tag == "link":
            self.links.append(attributes)
        elif tag == "script":
            self.scripts += 1
            self.inside = attributes.get("type") == "application/ld+json"
            if self.inside:
                self.documents.append("")
        self.marks += [name for name in attributes if name.startswith("data-pagefind-")]

    def handle_endtag(self, tag):
        if tag == "script":
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.documents[-1] += data


def picture_size(path):
    with open(path, "rb") as file:
        octets = file.read()
    if not octets.startswith(b"\x89PNG\r\n\x1a\n"):
        raise Invalid(f"{path} is no PNG")
    return struct.unpack(">II", octets[16:24])


def check_open_graph(page, path, public, has_base):
    meta = page.meta
    for name in ("og:site_name", "og:title", "og:type", "twitter:card"):
        if not meta.get(name):
            raise Invalid(f"no {name}")
    if meta["og:type"] not in ("website", "profile", "article") or "" in (meta.get("og:description"), meta.get("description")):
        raise Invalid("a type that is none, or an empty description")
    if not has_base:
        if any(name in meta for name in ("og:url", "og:image")):
            raise Invalid("an address without a site's address")
        return
    # The page for what is not there has no address of its own.
    own = BASE + re.sub(r"(^|/)index\.html$", r"\1", path)
    if meta.get("og:url") != own or [l["href"] for l in page.links if l.get("rel") == "canonical"] != [own]:
        raise Invalid(f"the address is {meta.get('og:url')}")
    image = meta.get("og:image", "")
    if not image.startswith(BASE) or not meta.get("og:image:alt"):
        raise Invalid(f"the picture is {image}")
    size = picture_size(f"{public}/{image[len(BASE):]}")
    if (meta.get("og:image:width"), meta.get("og:image:height")) != tuple(map(str, size)):
        raise Invalid("the picture has another size")
    if meta.get("og:image:type") != "image/png" or meta["twitter:card"] != "summary_large_image":
        raise Invalid("the picture is of another type")


DAMAGES = {
    "a rating of a person": lambda d: node(d, "Person").update(aggregateRating={"@type": "AggregateRating", "ratingValue": 5, "ratingCount": 3, "bestRating": 5, "worstRating": 1}),
    "a person without a name": lambda d: node(d, "Person").pop("name"),
    "a list of one": lambda d: node(d, "BreadcrumbList")["itemListElement"].__delitem__(slice(1, None)),
    "a relative address": lambda d: node(d, "Person").update(url="/mentors/ada/"),
    "an unknown member": lambda d: node(d, "Person").update(email="a@example.org"),
    "a reference to nothing": lambda d: node(d, "Service").update(provider={"@id": "#nobody"}),
    "a rating of six": lambda d: node(d, "AggregateRating").update(ratingValue=6),
    "a day for an organization": lambda d: node(d, "NewsArticle").update(author="2026-11-01"),
    "a time in words": lambda d: node(d, "ProfilePage").update(dateModified="yesterday"),
    "another context": lambda d: d.update({"@context": "https://example.org"}),
}


def node(value, kind):
    """The first of a type, at any depth."""
    if isinstance(value, dict):
        if value.get("@type") == kind:
            return value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            found = node(inner, kind)
            if found is not None:
                return found
    return None


def check_site(public, has_base, tally):
    for folder, _, files in os.walk(public):
        for file in sorted(files):
            if not file.endswith(".html"):
                continue
            path = os.path.relpath(f"{folder}/{file}", public)
            with open(f"{folder}/{file}", encoding="utf-8") as opened:
                text = opened.read()
            if "http-equiv=\"refresh\"" in text:
                continue
            try:
                page = Page(text)
                is_private = path.split("/")[0] in ("u", "m", "feeds", "organiser")
                if is_private:
                    if "noindex" not in page.meta.get("robots", "") or page.documents or page.marks:
                        raise Invalid("a private page speaks to robots")
                    if any(name.startswith(("og:", "twitter:")) for name in page.meta):
                        raise Invalid("a private page has a card")
                    tally["private"] += 1
                    continue
                if path != "404.html":
                    check_open_graph(page, path, public, has_base)
                tally["public"] += 1
                for document in page.documents:
                    for bad in ("<", "\u2028", "\u2029"):
                        if bad in document:
                            raise Invalid(f"JSON-LD holds {bad!r}")
                    data = json.loads(document)
                    for kind in check_document(data):
                        tally[kind] = tally.get(kind, 0) + 1
                    for what, damage in DAMAGES.items():
                        damaged = copy.deepcopy(data)
                        try:
                            damage(damaged)
                        except (AttributeError, TypeError):
                            continue
                        try:
                            check_document(damaged)
                        except Invalid:
                            tally["refused"] += 1
                            continue
                        raise Invalid(f"passes with {what}")
            except (Invalid, KeyError, ValueError) as error:
                raise SystemExit(f"{public}/{path}: {error!r}") from error


def check_sitemap(public, tally):
    """The sitemap names every public page but weeks, which pass, each with a time that the site's content has had.

    A fresh tree's files have the time of their build; what changed on a page is older, and no older than the first record.
    """
    with open(f"{public}/sitemap.xml", encoding="utf-8") as file:
        listed = {
            html.unescape(address): changed
            for address, changed in re.findall(r"<url><loc>([^<]*)</loc><lastmod>([^<]*)</lastmod>(?:<xhtml:link[^>]*/>)*</url>", file.read())
        }
    pages = set()
    for folder, _, files in os.walk(public):
        path = os.path.relpath(folder, public).removeprefix(".").removeprefix("/")
        if "index.html" not in files or path.split("/")[0] in ("u", "m", "feeds", "organiser") or "/week/" in path:
            continue
        pages.add(BASE + path + ("/" if path else ""))
    if set(listed) != pages:
        raise SystemExit(f"{public}/sitemap.xml: {sorted(set(listed) ^ pages)[:6]}")
    for address, changed in listed.items():
        if not "2020-01-01T00:00:00Z" <= changed <= NOW:
            raise SystemExit(f"{public}/sitemap.xml: {address} changed at {changed}")
    tally["sitemap"] = tally.get("sitemap", 0) + len(listed)


def main():
    almanac = os.path.abspath(sys.argv[1])
    tally = {"public": 0, "private": 0, "refused": 0}
    with tempfile.TemporaryDirectory() as folder:
        for name, base, hostile, mentors in [
            ("full", BASE, False, 12), ("bare", "", False, 12), ("hostile", BASE, True, 12), ("large", BASE, False, 75),
            ("languages", BASE, False, 65),
        ]:
            site = demo_site(almanac, f"{folder}/{name}", base, hostile, mentors)
            if name == "languages":
                with open(f"{site}/site.yaml", "a", encoding="utf-8") as settings:
                    settings.write("languages: [en, de]\n")
            build(almanac, site)
            check_site(site + "/public", bool(base), tally)
            if base:
                check_sitemap(site + "/public", tally)
    for kind in ("ProfilePage", "Service", "WebSite", "Organization", "NewsArticle", "BreadcrumbList"):
        if not tally.get(kind):
            raise SystemExit(f"no page tells of a {kind}")
    if tally["refused"] < 50:
        raise SystemExit(f"only {tally['refused']} damaged documents were tried")
    print("heads: " + ", ".join(f"{count} {kind}" for kind, count in tally.items()))


main()
