import Foundation
import Testing

/// Calendars take a change for one only by its DTSTAMP, LAST-MODIFIED and SEQUENCE: an event whose words differ from those
/// of the published one has later stamps, and where nothing changed nothing differs.
@Suite struct EventStampTests {
  /// A component of a file: what it says without its stamps, and the stamps.
  struct Said: Equatable {
    var words: [String]
    var stamp: String
    var modified: String
    var sequence: Int
  }

  /// The VEVENTs, VFREEBUSYs and VAVAILABILITYs of all calendars of the site, by file and UID.
  private func said(_ folder: ProgramFolder) throws -> [String: Said] {
    var all: [String: Said] = [:]
    for (name, file) in try folder.tree() where name.hasSuffix(".ics") || name.hasSuffix(".ifb") {
      let lines = String(decoding: file.bytes, as: UTF8.self).replacingOccurrences(of: "\r\n ", with: "")
        .components(separatedBy: "\r\n")
      var open: [String] = []
      var depth = 0
      for line in lines {
        let kind = line.hasPrefix("BEGIN:") ? String(line.dropFirst(6)) : ""
        if ["VEVENT", "VFREEBUSY", "VAVAILABILITY"].contains(kind) { depth = 1 }
        if depth > 0 { open.append(line) }
        guard depth > 0, line == "END:" + open[0].dropFirst(6) else { continue }
        func value(_ property: String) -> String {
          open.first { $0.hasPrefix(property + ":") }.map { String($0.dropFirst(property.count + 1)) } ?? ""
        }
        let stamps = ["DTSTAMP:", "LAST-MODIFIED:", "SEQUENCE:"]
        all["\(name) \(value("UID"))"] = Said(
          words: open.filter { line in !stamps.contains { line.hasPrefix($0) } }, stamp: value("DTSTAMP"),
          modified: value("LAST-MODIFIED"), sequence: Int(value("SEQUENCE")) ?? 0)
        (open, depth) = ([], 0)
      }
    }
    return all
  }

  /// Ada and Grace with Sam and Kim over a change of the clocks in New York.
  private func programme() throws -> ProgramFolder {
    let folder = try ProgramFolder.verbs(site: "zone: Europe/Berlin\n")
    try folder.say("person", "set", "sam@example.org", "--zone", "America/New_York")
    try folder.say("person", "set", "ada@example.org", "--zone", "Europe/Berlin")
    try folder.say("mentor", "set", "ada", "--company", "Looms", "--job-title", "Analyst")
    try folder.say("mentor", "set", "grace", "--confirm", "instant")
    for (mentor, student) in [("ada", "sam"), ("grace", "kim")] { try folder.connect(mentor, student) }
    for (mentor, student, start) in [
      ("ada", "sam", "2026-11-24T10:00:00Z"), ("ada", "sam", "2026-11-25T10:00:00Z"),
      ("grace", "kim", "2026-11-24T12:00:00Z"),
    ] { try folder.book(mentor, student, start) }
    try folder.say("person", "add", "--email", "ora@example.org", "--name", "Ora", "--role", "organiser")
    return folder
  }

  private static let changes: [(what: String, act: @Sendable (ProgramFolder, String) throws -> Void)] = [
    ("nothing", { _, _ in }),
    ("a student's name", { try $0.say("person", "set", "sam@example.org", "--name", "Samira Ito", at: $1) }),
    ("a mentor's name", { try $0.say("person", "set", "ada@example.org", "--name", "Ada King", at: $1) }),
    ("a student's zone", { try $0.say("person", "set", "sam@example.org", "--zone", "Asia/Tokyo", at: $1) }),
    ("a mentor's zone", { try $0.say("person", "set", "ada@example.org", "--zone", "Europe/Paris", at: $1) }),
    ("a company", { try $0.say("mentor", "set", "ada", "--company", "Engines", at: $1) }),
    (
      "the rooms' address",
      { folder, now in
        try folder.write(
          try folder.read("site.yaml") + "rooms: {link: \"https://rooms.example.org/{room}\"}\n", to: "site.yaml")
        _ = now
      }
    ),
    ("the record's copy of it", { try $0.say("tick", at: $1) }),
    (
      "the notice for cancelling",
      { folder, now in
        try folder.write(try folder.read("site.yaml") + "policy: {cancel_notice: 60}\n", to: "site.yaml")
        _ = now
      }
    ),
    ("and the record's of that", { try $0.say("tick", at: $1) }),
    (
      "the words",
      { folder, now in
        try folder.write("sentences:\n  cancel_until: \"Cancel by {time}!\"\n", to: "content/strings/en.yaml")
        _ = now
      }
    ),
    ("and the record's of those", { try $0.say("tick", at: $1) }),
    (
      "the site's languages",
      { folder, now in
        try folder.say("person", "set", "kim@example.org", "--language", "de", at: now)
        try folder.write(try folder.read("site.yaml") + "languages: [en, de]\n", to: "site.yaml")
      }
    ),
    ("hours", { try $0.say("availability", "set", "ada", "--day", "MO", "--hours", "10:00-12:00", at: $1) }),
    ("a move", { try $0.say("session", "reschedule", "S-1", "--start", "2026-11-26T10:00:00Z", at: $1) }),
    ("a cancelled session", { try $0.say("session", "cancel", "S-3", "--reason", "ill", at: $1) }),
    ("a link", { try $0.say("session", "link", "S-2", "--url", "https://own.example.org/x", at: $1) }),
  ]

  @Test func whatDiffersHasLaterStampsAndNothingElseDiffers() throws {
    let folder = try programme()
    try folder.say("build", at: "2026-11-21T08:00:00Z")
    var before = try said(folder)
    #expect(before.count > 12)
    for (place, change) in Self.changes.enumerated() {
      // Some seconds after a quarter of an hour, so that verb and page clock are two times.
      let hour = 9 + place / 4
      let now = "2026-11-21T\(hour < 10 ? "0" : "")\(hour):\(["00", "15", "30", "45"][place % 4]):20Z"
      try change.act(folder, now)
      try folder.say("build", at: now)
      let after = try said(folder)
      for (key, old) in before {
        guard let new = after[key] else { continue }
        // What is free and busy is told from the page clock on.
        if key.contains("free.ifb") && place == 0 { continue }
        if new.words != old.words {
          #expect(new.stamp > old.stamp, "\(change.what): \(key)\n\(old.words)\n\(new.words)")
          #expect(new.modified > old.modified || new.modified.isEmpty, "\(change.what): \(key)")
        }
        let moved = { (said: Said) in
          said.words.filter { line in ["DTSTART", "DTEND", "STATUS", "LOCATION"].contains { line.hasPrefix($0) } }
        }
        let isZoneOnly = change.what.hasSuffix("zone")
        if moved(new) != moved(old), !isZoneOnly, !key.contains(".ifb"), !key.contains("availability") {
          #expect(new.sequence == old.sequence + 1, "\(change.what): \(key) \(old) \(new)")
        } else {
          #expect(new.sequence >= old.sequence, "\(change.what): \(key)")
        }
        if change.what == "nothing" { #expect(new == old, "\(key)") }
      }
      // The same again says the same.
      try folder.say("build", "--force", at: now)
      #expect(try said(folder) == after, "\(change.what)")
      before = after
    }
    // And as long as nothing changes, no hour that passes changes a stamp.
    try folder.say("build", at: "2026-11-21T14:00:00Z")
    let later = try said(folder).filter { !$0.key.contains("free.ifb") && !$0.key.contains("open.ics") }
    #expect(later == before.filter { !$0.key.contains("free.ifb") && !$0.key.contains("open.ics") })
  }

  @Test func anEventSaysWhatACardSays() throws {
    let folder = try programme()
    try folder.say("build")
    let events = try said(folder)
    let token = try folder.token("feed", of: "sam")
    let event = try #require(
      events.first { $0.key.hasPrefix("feeds/\(token).ics") }?.value.words.joined(separator: "\n"))
    for text in [
      "Video call\\, 60 minutes", "Analyst\\, Looms", "Can be cancelled or moved until", "(America/New_York)",
    ] {
      #expect(event.contains(text), "\(event)")
    }
    let own = try folder.token("feed", of: "ada")
    #expect(
      !events.filter { $0.key.hasPrefix("feeds/\(own).ics") }.values.contains { $0.words.joined().contains("Looms") })
  }

  @Test func touchingSlotsAreOneOpeningAndAnEmptyCalendarIsWhole() throws {
    let folder = try ProgramFolder.verbs()
    try folder.say("build")
    let open = try folder.read("public/mentors/ada/open.ics")
    #expect(open.components(separatedBy: "BEGIN:VEVENT").count - 1 == 29)
    #expect(open.contains("DTSTART:20261123T090000Z\r\nDTEND:20261123T170000Z"))
    let slots = try folder.read("public/mentors/ada/slots.json")
    #expect(slots.contains("2026-11-23T09:30:00Z"))
    // Nobody has booked anything.
    let feed = try folder.read("public/feeds/\(try folder.token("feed", of: "sam")).ics")
    #expect(
      !feed.contains("VEVENT") && feed.contains("BEGIN:VTIMEZONE") && feed.contains("X-WR-CALDESC:Nothing booked yet."))
    try folder.say("availability", "close", "ada", "--from", "2026-11-01", "--until", "2027-02-01")
    try folder.say("build")
    let closed = try folder.read("public/mentors/ada/open.ics")
    #expect(closed.contains("BEGIN:VTIMEZONE") && closed.contains("X-WR-CALDESC:No open times at the moment."))
  }

  @Test func rulesOfHoursEndWithTheirZoneBlock() throws {
    let folder = try ProgramFolder.verbs()
    // Its changes follow the moon, as far as they are known.
    try folder.say("person", "set", "ada@example.org", "--zone", "Asia/Gaza")
    try folder.say("person", "set", "grace@example.org", "--zone", "Europe/Berlin")
    try folder.say("build")
    let text = try folder.read("public/mentors/ada/availability.ics")
    let followsRule = text.contains("RRULE:FREQ=YEARLY")
    #expect(text.contains("RRULE:FREQ=WEEKLY;UNTIL=2029") != followsRule)
    #expect(text.contains("RRULE:FREQ=WEEKLY\r\n") == followsRule)
    // Yearly rules hold for ever.
    #expect(try folder.read("public/mentors/grace/availability.ics").contains("RRULE:FREQ=WEEKLY\r\n"))
  }
}
