#!/usr/bin/env python3
"""Validates every document of a demo site's `/api/v1/` against the JSON Schema that it names.

usage: api_schema.py ALMANAC

Three sites: with an address, without one, and one whose mentors have everything that hurts. To show that the schemas
refuse what is wrong, documents are damaged in every way below and must not pass.
"""
import copy
import glob
import json
import os
import sys
import tempfile
import urllib.parse

import jsonschema
from site_making import build, demo_site

DAMAGES = {
    "a member is gone": lambda d: d.pop("zone"),
    "a member is unknown": lambda d: d.update(email="ada@example.org"),
    "a number is a text": lambda d: d.update(sessions_completed="3"),
    "a time has no zone": lambda d: d.update(changed="2026-11-24T10:00:00"),
    "a slug has a slash": lambda d: d.update(slug="../ada"),
    "an address has a blank": lambda d: d.update(url="https://a.example/x y"),
    "a rating is too good": lambda d: d.update(rating={"mean": 5.1, "count": 3}),
    "a topic has no address": lambda d: d.update(topics=[{"slug": "a", "name": "A"}]),
    "stars are six": lambda d: d.update(reviews=[{"stars": 6, "text": "", "author": None, "date": "2026-01-01", "reply": None}]),
    "a price has no currency": lambda d: d.update(prices=[{"minutes": 30, "price": {"amount": 1}}]),
    "the version is another": lambda d: d.update(version=2),
}


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def schema_of(document, path, base):
    """The schema that a document names, looked for where it says."""
    address = document["$schema"]
    if base:
        if not address.startswith(base):
            raise SystemExit(f"{path}: {address} is not below {base}")
        root = path[: path.index("/api/v1/")]
        return root + "/" + address[len(base):]
    if urllib.parse.urlsplit(address).scheme:
        raise SystemExit(f"{path}: {address} is absolute, and no address is known")
    return os.path.normpath(os.path.join(os.path.dirname(path), address))


def addresses(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("url", "data", "photo", "open_times", "weekly_hours", "slots", "free_busy") and inner:
                yield inner
            elif key != "links":
                yield from addresses(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from addresses(inner)


def check(public, base):
    paths = [public + "/api/v1/mentors.json"] + sorted(glob.glob(public + "/api/v1/mentors/*.json"))
    listed = read(paths[0])
    slugs = [mentor["slug"] for mentor in listed["mentors"]]
    if sorted(slugs) != sorted(os.path.basename(path)[:-5] for path in paths[1:]):
        raise SystemExit(f"{public}: the list and the profiles are of other mentors")
    if not slugs or len(set(slugs)) != len(slugs):
        raise SystemExit(f"{public}: the list has nobody, or somebody twice")
    refused = 0
    for path in paths:
        document = read(path)
        schema_path = schema_of(document, path, base)
        schema = read(schema_path)
        jsonschema.Draft202012Validator.check_schema(schema)
        if schema.get("$id") != (base + "api/v1/" + os.path.basename(schema_path) if base else None):
            raise SystemExit(f"{schema_path}: $id is {schema.get('$id')}")
        validator = jsonschema.Draft202012Validator(schema)
        for error in validator.iter_errors(document):
            raise SystemExit(f"{path}: {error.json_path}: {error.message}")
        for address in addresses(document):
            if base:
                target = public + "/" + address[len(base):]
                if not address.startswith(base):
                    raise SystemExit(f"{path}: {address} is not below {base}")
            else:
                target = os.path.normpath(os.path.join(os.path.dirname(path), address))
            if os.path.isdir(target):
                target += "/index.html"
            if not os.path.isfile(target):
                raise SystemExit(f"{path}: {address} leads nowhere")
        for what, damage in DAMAGES.items():
            damaged = copy.deepcopy(document)
            if path == paths[0] and what in ("stars are six", "a price has no currency", "the version is another"):
                continue
            damage(damaged["mentors"][0] if path == paths[0] else damaged)
            if validator.is_valid(damaged):
                raise SystemExit(f"{path}: the schema takes a document in which {what}")
            refused += 1
    # What the list says of a mentor is what her profile says.
    for mentor in listed["mentors"]:
        own = read(public + f"/api/v1/mentors/{mentor['slug']}.json")
        for key, value in mentor.items():
            same = own[key] == value or (not base and key in ("url", "data", "photo", "topics", "subjects"))
            if not same:
                raise SystemExit(f"{mentor['slug']}: {key} is {value} in the list and {own[key]} in the profile")
    return len(paths), refused


def main():
    almanac = os.path.abspath(sys.argv[1])
    documents = refused = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, base, hostile in [
            ("plain", "https://demo.example.org/programme/", False), ("bare", "", False),
            ("hostile", "https://demo.example.org/", True),
        ]:
            site = demo_site(almanac, f"{folder}/{name}", base, hostile)
            build(almanac, site)
            counts = check(site + "/public", base)
            documents += counts[0]
            refused += counts[1]
    print(f"api: {documents} documents are valid, {refused} damaged ones are refused")


main()
