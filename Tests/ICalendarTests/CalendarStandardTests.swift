import ICalendar
import StandardReading
import Testing

/// The tables of the standard against calendars that keep them and calendars that do not.
struct CalendarStandardTests {
  private func calendar(_ method: String?, _ lines: [String], kind: String = "VEVENT", dropping: String = "") -> [UInt8]
  {
    let head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x"] + (method.map { ["METHOD:\($0)"] } ?? [])
    let all = head + ["BEGIN:\(kind)"] + lines.filter { dropping.isEmpty || !$0.hasPrefix(dropping) }
    return Array((all + ["END:\(kind)", "END:VCALENDAR", ""]).joined(separator: "\r\n").utf8)
  }

  private func wrong(_ octets: [UInt8]) throws -> [String] { violations(of: try parseCalendar(octets)) }

  private let event = [
    "UID:a", "DTSTAMP:20261101T000000Z", "DTSTART:20261124T090000Z", "DTEND:20261124T100000Z", "SUMMARY:x",
  ]

  @Test(arguments: [
    (nil, [], ["UID", "DTSTAMP", "DTSTART"]),
    ("PUBLISH", ["ORGANIZER:mailto:o@example.org"], ["UID", "DTSTAMP", "DTSTART", "SUMMARY", "ORGANIZER"]),
    (
      "REQUEST", ["ORGANIZER:mailto:o@example.org", "ATTENDEE:mailto:a@example.org", "ATTENDEE:mailto:b@example.org"],
      ["UID", "DTSTAMP", "DTSTART", "SUMMARY", "ORGANIZER", "ATTENDEE"]
    ),
    (
      "REPLY", ["ORGANIZER:mailto:o@example.org", "ATTENDEE:mailto:a@example.org"],
      ["UID", "DTSTAMP", "ORGANIZER", "ATTENDEE"]
    ),
    (
      "CANCEL", ["ORGANIZER:mailto:o@example.org", "SEQUENCE:2", "STATUS:CANCELLED"],
      ["UID", "DTSTAMP", "ORGANIZER", "SEQUENCE"]
    ),
    (
      "COUNTER", ["ORGANIZER:mailto:o@example.org", "SEQUENCE:2", "ATTENDEE:mailto:a@example.org"],
      ["UID", "DTSTAMP", "DTSTART", "SUMMARY", "ORGANIZER", "SEQUENCE"]
    ),
  ])
  func whatAMethodRequiresMayNotBeMissing(method: String?, more: [String], required: [String]) throws {
    #expect(try wrong(calendar(method, event + more)) == [])
    for name in ["UID", "DTSTAMP", "DTSTART", "SUMMARY", "ORGANIZER", "ATTENDEE", "SEQUENCE"] {
      let told = try wrong(calendar(method, event + more, dropping: name))
      #expect(told == (required.contains(name) ? ["VEVENT: \(name) is missing"] : []), "\(method ?? "none") \(name)")
    }
  }

  @Test(arguments: [
    (nil, "SUMMARY:y", "SUMMARY stands 2 times"), (nil, "UID:b", "UID stands 2 times"),
    (nil, "DURATION:PT1H", "DTEND and DURATION exclude each other"), (nil, "STATUS:PENDING", "STATUS is \"PENDING\""),
    (nil, "TRANSP:FREE", "TRANSP is \"FREE\""), (nil, "FREEBUSY:x", "FREEBUSY is unknown here"),
    ("PUBLISH", "ATTENDEE:mailto:a@example.org", "ATTENDEE may not stand here"),
    ("PUBLISH", "REQUEST-STATUS:2.0", "REQUEST-STATUS may not stand here"),
  ])
  func whatMayNotStandIsTold(method: String?, line: String, told: String) throws {
    let organizer = method == nil ? [] : ["ORGANIZER:mailto:o@example.org"]
    #expect(try wrong(calendar(method, event + organizer + [line])) == ["VEVENT: \(told)"])
    #expect(try wrong(calendar(method, event + organizer + ["X-\(line)"])) == [])
  }

  @Test func alarmsStandWhereTheyMay() throws {
    let alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:x", "TRIGGER:-PT15M", "END:VALARM"]
    #expect(try wrong(calendar(nil, event + alarm)) == [])
    #expect(try wrong(calendar(nil, event + alarm, dropping: "TRIGGER")) == ["VALARM: TRIGGER is missing"])
    #expect(
      try wrong(calendar(nil, event + alarm.dropLast() + ["REPEAT:2", "END:VALARM"]))
        == ["VALARM: DURATION and REPEAT stand together"])
    let organizer = ["ORGANIZER:mailto:o@example.org", "SEQUENCE:1"]
    #expect(
      try wrong(calendar("CANCEL", event + organizer + alarm)) == ["VEVENT: VALARM may not stand here"])
  }

  @Test func messagesOfFreeBusyHaveTheirOwnTables() throws {
    let times = ["UID:a", "DTSTAMP:20261101T000000Z", "FREEBUSY;FBTYPE=BUSY:20261124T090000Z/PT1H"]
    #expect(try wrong(calendar(nil, times, kind: "VFREEBUSY")) == [])
    #expect(
      try wrong(calendar("PUBLISH", times, kind: "VFREEBUSY")) == [
        "VFREEBUSY: DTEND is missing", "VFREEBUSY: DTSTART is missing", "VFREEBUSY: ORGANIZER is missing",
      ])
    let all = times + ["DTSTART:20261124T000000Z", "DTEND:20261125T000000Z", "ORGANIZER:mailto:o@example.org"]
    #expect(try wrong(calendar("PUBLISH", all, kind: "VFREEBUSY")) == [])
    #expect(
      try wrong(calendar("REQUEST", all, kind: "VFREEBUSY")) == [
        "VFREEBUSY: ATTENDEE is missing", "VFREEBUSY: FREEBUSY may not stand here",
      ])
    #expect(try wrong(calendar("CANCEL", all, kind: "VFREEBUSY")) == ["VFREEBUSY is unknown here"])
  }

  @Test func namesAndZonesAreHeldTogether() throws {
    let twice = event + ["END:VEVENT", "BEGIN:VEVENT"] + event
    #expect(try wrong(calendar(nil, twice)) == ["VEVENT: a UID stands twice"])
    let zoned = ["UID:a", "DTSTAMP:20261101T000000Z", "DTSTART;TZID=Europe/Berlin:20261124T090000"]
    #expect(try wrong(calendar(nil, zoned)) == ["there is no VTIMEZONE of Europe/Berlin"])
    #expect(
      try wrong(calendar(nil, ["TZID:Europe/Berlin"], kind: "VTIMEZONE")) == [
        "VTIMEZONE: neither STANDARD nor DAYLIGHT"
      ])
    #expect(try wrong(calendar("CANCELED", event)) == ["METHOD:CANCELED is unknown"])
    #expect(try wrong(calendar(nil, [], kind: "VTODO")).contains("VTODO is unknown here"))
    #expect(throws: Finding.self) { try readCalendar(calendar(nil, [])) }
  }
}
