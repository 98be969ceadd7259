/// The members of the schema of `/api/v1/mentors.json` (JSON Schema, draft 2020-12), without its `$id`.
///
/// Version 1 may gain members, so readers must ignore unknown ones; no member is renamed or removed. The schema
/// describes exactly the existing members, so that a test finds missing ones.
let mentorsSchema = #"""
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "The mentors of a programme",
  "type": "object",
  "required": ["$schema", "version", "title", "url", "mentors"],
  "additionalProperties": false,
  "properties": {
    "$schema": {"$ref": "#/$defs/address", "description": "This schema."},
    "version": {"const": 1},
    "title": {"type": "string", "minLength": 1, "description": "The programme's name."},
    "url": {"$ref": "#/$defs/address", "description": "The site's first page."},
    "mentors": {
      "type": "array",
      "description": "Approved mentors, the best rated first.",
      "items": {"$ref": "#/$defs/mentor", "unevaluatedProperties": false}
    }
  },
  "$defs": {
  \#(mentorDefinition),
  \#(commonDefinitions)
  }

  """#

/// The members of the schema of `/api/v1/mentors/<slug>.json`.
let mentorSchema = #"""
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "A mentor's profile",
  "type": "object",
  "allOf": [{"$ref": "#/$defs/mentor"}],
  "required": ["$schema", "version", "bio", "links", "prices", "openings", "calendars", "reviews"],
  "unevaluatedProperties": false,
  "properties": {
    "$schema": {"$ref": "#/$defs/address", "description": "This schema."},
    "version": {"const": 1},
    "bio": {"type": "string", "description": "CommonMark; raw HTML in it is to be left out."},
    "links": {
      "type": "array",
      "items": {
        "type": "object", "required": ["kind", "url"], "additionalProperties": false,
        "properties": {
          "kind": {"enum": ["linkedin", "github", "twitter", "mastodon", "website", "other"]},
          "url": {"type": "string", "pattern": "^https?://"}
        }
      }
    },
    "prices": {
      "type": "array", "minItems": 1, "description": "What the lengths of session that she offers cost.",
      "items": {
        "type": "object", "required": ["minutes", "price"], "additionalProperties": false,
        "properties": {
          "minutes": {"type": "integer", "minimum": 1},
          "price": {
            "description": "null = no price is named; an amount of 0 = free of charge",
            "anyOf": [
              {"type": "null"},
              {
                "type": "object", "required": ["amount", "currency"], "additionalProperties": false,
                "properties": {
                  "amount": {"type": "integer", "minimum": 0, "description": "In the currency's smallest unit."},
                  "currency": {"type": "string", "pattern": "^[A-Z]{3}$", "description": "ISO 4217"}
                }
              }
            ]
          }
        }
      }
    },
    "openings": {
      "type": "object", "required": ["count", "until"], "additionalProperties": false,
      "description": "How many starts are open, and the last date on which one can be; which they are is in calendars.slots.",
      "properties": {"count": {"type": "integer", "minimum": 0}, "until": {"$ref": "#/$defs/date"}}
    },
    "calendars": {
      "type": "object", "required": ["open_times", "weekly_hours", "slots", "free_busy"],
      "additionalProperties": false,
      "properties": {
        "open_times": {"$ref": "#/$defs/address", "description": "iCalendar, an event for each open slot."},
        "weekly_hours": {"$ref": "#/$defs/address", "description": "iCalendar, VAVAILABILITY (RFC 7953)."},
        "slots": {"$ref": "#/$defs/address", "description": "JSON, each open start with the longest session in minutes."},
        "free_busy": {
          "anyOf": [{"type": "null"}, {"$ref": "#/$defs/address"}], "description": "iCalendar, VFREEBUSY."
        }
      }
    },
    "reviews": {
      "type": "array", "description": "The newest twenty, the newest first.",
      "items": {
        "type": "object", "required": ["stars", "text", "author", "date", "reply"], "additionalProperties": false,
        "properties": {
          "stars": {"type": ["integer", "null"], "minimum": 1, "maximum": 5},
          "text": {"type": "string"},
          "author": {"type": ["string", "null"], "minLength": 1, "description": "Only with the author's consent."},
          "date": {"$ref": "#/$defs/date"},
          "reply": {"type": ["string", "null"], "minLength": 1}
        }
      }
    }
  },
  "$defs": {
  \#(mentorDefinition),
  \#(commonDefinitions)
  }

  """#

/// The members that the list and the profile share.
private let mentorDefinition = #"""
    "mentor": {
      "type": "object",
      "required": [
        "slug", "name", "url", "data", "headline", "job_title", "company", "years", "zone", "languages", "topics",
        "subjects", "photo", "rating", "sessions_completed", "fully_booked", "next_opening", "changed"
      ],
      "properties": {
        "slug": {"$ref": "#/$defs/slug"},
        "name": {"type": "string", "minLength": 1},
        "url": {"$ref": "#/$defs/address", "description": "The profile."},
        "data": {"$ref": "#/$defs/address", "description": "The profile as JSON."},
        "headline": {"type": "string"},
        "job_title": {"type": "string"},
        "company": {"type": "string"},
        "years": {"type": ["integer", "null"], "minimum": 0, "description": "Of experience."},
        "zone": {"type": "string", "minLength": 1, "description": "IANA name of the time zone."},
        "languages": {"type": "array", "items": {"type": "string", "minLength": 2}, "description": "BCP 47"},
        "topics": {"$ref": "#/$defs/terms"},
        "subjects": {"$ref": "#/$defs/terms"},
        "photo": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/address"}]},
        "rating": {
          "description": "null until there are as many ratings as the programme asks for",
          "anyOf": [
            {"type": "null"},
            {
              "type": "object", "required": ["mean", "count"], "additionalProperties": false,
              "properties": {
                "mean": {"type": "number", "minimum": 1, "maximum": 5},
                "count": {"type": "integer", "minimum": 1}
              }
            }
          ]
        },
        "sessions_completed": {"type": "integer", "minimum": 0},
        "fully_booked": {"type": "boolean", "description": "No new connections at the moment; where none is needed, nothing can be booked."},
        "next_opening": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/instant"}]},
        "changed": {"$ref": "#/$defs/instant", "description": "The latest change of what is told here."}
      }
    }
  """#

private let commonDefinitions = #"""
    "terms": {
      "type": "array",
      "items": {
        "type": "object", "required": ["slug", "name", "url"], "additionalProperties": false,
        "properties": {
          "slug": {"$ref": "#/$defs/slug"},
          "name": {"type": "string", "minLength": 1},
          "url": {"$ref": "#/$defs/address"}
        }
      }
    },
    "slug": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,63}$"},
    "address": {
      "type": "string", "minLength": 1, "pattern": "^[!-~]+$",
      "description": "Absolute where the site's address is known, else relative to this document."
    },
    "instant": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"},
    "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
  """#
