import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Storage

let availabilityCommands: [CommandSpec] = [
  availabilityAddCommand, availabilitySetCommand, availabilityRemoveCommand, availabilityCloseCommand,
  availabilityShowCommand,
]

private let weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"]

private let availabilityAddCommand = CommandSpec(
  words: ["availability", "add"], summary: "open hours of a mentor: every week, or on one date",
  operands: [OperandSpec(name: "MENTOR")],
  options: [
    OptionSpec("day", value: "DAYS", choices: weekdays, "every week on these days: MO, or MO,WE, or MO-FR"),
    OptionSpec("date", value: "DATE", "on one date, 2026-12-01"),
    OptionSpec(
      "mode", value: "MODE", choices: ["replace", "add"],
      "on a date: replace the weekday's hours (default), or add to them"),
    OptionSpec("start", value: "HH:MM", "on the mentor's clock"),
    OptionSpec("end", value: "HH:MM", "up to 24:00; before --start it is the next day's"),
    OptionSpec("from", value: "DATE", "weekly hours that begin then"),
    OptionSpec("until", value: "DATE", "weekly hours up to and with that date"),
  ] + verbOptions
) { invocation, process in
  let context = try VerbContext(invocation, process)
  let mentor = try context.people.mentor(invocation.operands.first ?? "")
  let principal = try context.principal(mentor: mentor, student: PersonID(0))
  guard invocation.has("day") != invocation.has("date") else {
    throw Diagnostic("almanac availability add needs --day or --date", remedy: "give one of the two", exitCode: .usage)
  }
  let weekly = ["from", "until"]
  let dated = ["mode"]
  for option in invocation.has("day") ? dated : weekly where invocation.has(option) {
    throw Diagnostic(
      "--\(option) is not for --\(invocation.has("day") ? "day" : "date")", remedy: "leave it out", exitCode: .usage)
  }
  let mode = invocation.value("mode") ?? "replace"
  guard mode == "replace" || mode == "add" else {
    throw Diagnostic("--mode \"\(mode)\"", remedy: "write replace or add")
  }
  let (start, end) = (try clockTime("start", context, last: "23:59"), try clockTime("end", context, last: "24:00"))
  guard start != end else { throw Diagnostic("--start and --end are the same", remedy: "give a window some length") }
  let window: [(String, RowValue)] = [
    ("mentor_id", .integer(mentor.number)), ("start_time", .text(start)), ("end_time", .text(end)),
    ("is_active", .integer(1)),
  ]
  var rows: [[(String, RowValue)]] = []
  if let text = invocation.value("day") {
    let (first, last) = (try date("from", invocation), try date("until", invocation))
    if let first, let last, first > last { throw Diagnostic("--until is before --from", remedy: "exchange them") }
    rows = try weekdayIndices(text).map { day in
      window + [
        ("is_recurring", .integer(1)), ("weekday", .integer(day)), ("valid_from", RowValue(first?.iso)),
        ("valid_until", RowValue(last?.iso)),
      ]
    }
  } else {
    rows = [
      window + [
        ("is_recurring", .integer(0)), ("specific_date", RowValue(try date("date", invocation)?.iso)),
        ("mode", .text(mode)),
      ]
    ]
  }
  let version = try context.version
  return try context.runChangingHours("availability add", by: principal, of: mentor) { _, writer in
    try checkVersion(version, "mentor", "person_id", mentor.number, context)
    for row in rows { try writer.insertUnlessThere("availability", row) }
    return []
  }
}

private let availabilitySetCommand = CommandSpec(
  words: ["availability", "set"], summary: "put the weekly hours of a day to just these, or to none",
  operands: [OperandSpec(name: "MENTOR")],
  options: [
    OptionSpec("day", value: "DAYS", choices: weekdays, "these days: MO, or MO,WE, or MO-FR"),
    OptionSpec("hours", value: "HH:MM-HH:MM", repeats: true, "a window; without any the day is closed"),
  ] + verbOptions
) { invocation, process in
  let context = try VerbContext(invocation, process)
  let mentor = try context.people.mentor(invocation.operands.first ?? "")
  let principal = try context.principal(mentor: mentor, student: PersonID(0))
  let days = try weekdayIndices(try context.required("day"))
  let windows = try invocation.all("hours").map { text in
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, isClockTime(parts[0], last: "23:59"), isClockTime(parts[1], last: "24:00"),
      parts[0] != parts[1]
    else { throw Diagnostic("--hours \"\(text)\"", remedy: "write it as 09:00-12:00") }
    return (parts[0], parts[1])
  }
  let version = try context.version
  return try context.runChangingHours("availability set", by: principal, of: mentor) { _, writer in
    try checkVersion(version, "mentor", "person_id", mentor.number, context)
    for day in days { try setWindows(windows, on: day, of: mentor, context, writer) }
    return []
  }
}

/// Replaces the weekly hours of one day; windows that already exist stay unchanged.
private func setWindows(
  _ windows: [(String, String)], on weekday: Int, of mentor: PersonID, _ context: VerbContext, _ writer: RecordWriter
) throws {
  let rows = try Statement(
    "SELECT id, start_time, end_time FROM availability WHERE mentor_id = ?1 AND weekday = ?2 ORDER BY id",
    on: context.record)
  rows.bind(mentor.number, at: 1)
  rows.bind(weekday, at: 2)
  var kept: [(String, String)] = []
  var gone: [Int] = []
  while try rows.step() {
    let window = (rows.text(1).string, rows.text(2).string)
    let isWanted = windows.contains { $0 == window } && !kept.contains { $0 == window }
    if isWanted { kept.append(window) } else { gone.append(rows.integer(0)) }
  }
  for id in gone { try writer.delete("availability", id) }
  for window in windows where !kept.contains(where: { $0 == window }) {
    kept.append(window)
    try writer.insert(
      "availability",
      [
        ("mentor_id", .integer(mentor.number)), ("is_recurring", .integer(1)), ("weekday", .integer(weekday)),
        ("start_time", .text(window.0)), ("end_time", .text(window.1)),
      ])
  }
}

/// The days of `MO`, `MO,WE`, `MO-FR` or any combination, numbered as in the record, without duplicates, from Monday
/// on. A range may wrap around Sunday: `SA-MO`.
func weekdayIndices(_ text: String) throws(Diagnostic) -> [Int] {
  var days: Set<Int> = []
  for part in text.uppercased().split(separator: ",", omittingEmptySubsequences: false) {
    let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { word in
      weekdays.firstIndex(of: String(word.filter { $0 != " " }))
    }
    guard (1...2).contains(ends.count), let first = ends.first ?? nil, let last = ends.last ?? nil else {
      throw Diagnostic("--day \"\(text)\"", remedy: "write MO, TU, WE, TH, FR, SA or SU; several as MO,WE or MO-FR")
    }
    for step in 0...(last - first + 7) % 7 { days.insert((first + step) % 7) }
  }
  return days.sorted { ($0 + 6) % 7 < ($1 + 6) % 7 }
}

private let availabilityRemoveCommand = CommandSpec(
  words: ["availability", "remove"], summary: "take hours or closed days away, by the number that show prints",
  operands: [OperandSpec(name: "MENTOR"), OperandSpec(name: "ID", repeats: true)],
  options: [OptionSpec("closed", "the numbers are of closed days")] + verbOptions
) { invocation, process in
  let context = try VerbContext(invocation, process)
  let mentor = try context.people.mentor(invocation.operands.first ?? "")
  let principal = try context.principal(mentor: mentor, student: PersonID(0))
  let table = invocation.has("closed") ? "closed_range" : "availability"
  let ids: [Int] = try invocation.operands.dropFirst().compactMap { text in
    guard let id = Int(text), let isThere = try isThere(id, in: table, of: mentor, context) else {
      throw Diagnostic(
        "no \(table == "availability" ? "hours" : "closed days") \"\(text)\" of this mentor",
        remedy: "see almanac availability show")
    }
    return isThere ? id : nil
  }
  let version = try context.version
  guard version == nil || (invocation.operands.count == 2 && table == "availability") else {
    throw Diagnostic("--if-version is for the number of one row of hours", remedy: "leave it out", exitCode: .usage)
  }
  return try context.runChangingHours("availability remove", by: principal, of: mentor) { _, writer in
    if let id = ids.first { try checkVersion(version, table, "id", id, context) }
    for id in Set(ids).sorted() { try writer.delete(table, id) }
    return []
  }
}

/// Whether a mentor has a row with this number; false if it was deleted, nil if it never existed.
private func isThere(
  _ id: Int, in table: String, of mentor: PersonID, _ context: VerbContext
) throws(Diagnostic) -> Bool? {
  let row = try Statement("SELECT mentor_id FROM \(table) WHERE id = ?1", on: context.record)
  row.bind(id, at: 1)
  // The number of a deleted row may have been reused for another mentor.
  if try row.step() { return !row.isNull(0) && row.integer(0) == mentor.number ? true : nil }
  let last = try Statement(
    """
    SELECT json_extract(before, '$.mentor_id') FROM journal
    WHERE kind = ?1 AND object_id = ?2 AND after = '' AND before <> '' ORDER BY seq DESC LIMIT 1
    """, on: context.record)
  last.bind(table, at: 1)
  last.bind(id, at: 2)
  return try last.step() && !last.isNull(0) && last.integer(0) == mentor.number ? false : nil
}

private let availabilityCloseCommand = CommandSpec(
  words: ["availability", "close"], summary: "close days of a mentor, or of the whole programme with --everyone",
  operands: [OperandSpec(name: "MENTOR", isOptional: true)],
  options: [
    OptionSpec("from", value: "DATE", "the first closed date"),
    OptionSpec("until", value: "DATE", "the last closed date (default: --from)"),
    OptionSpec("everyone", "the whole programme; the organiser alone"), reasonOption,
  ] + verbOptions
) { invocation, process in
  let context = try VerbContext(invocation, process)
  guard let first = try date("from", invocation) else {
    throw Diagnostic("almanac availability close needs --from", remedy: "write the first closed date", exitCode: .usage)
  }
  let last = try date("until", invocation) ?? first
  guard first <= last else { throw Diagnostic("--until is before --from", remedy: "exchange them") }
  guard invocation.has("everyone") != !invocation.operands.isEmpty else {
    throw Diagnostic(
      "almanac availability close needs a mentor or --everyone", remedy: "give one of the two", exitCode: .usage)
  }
  let mentor = try invocation.operands.first.map { try context.people.mentor($0) }
  let principal = try context.principal(mentor: mentor ?? PersonID(0), student: PersonID(0))
  let version = try context.version
  if mentor == nil { try context.refuseVersion() }
  let reason = try boundedText("reason", invocation.value("reason") ?? "", most: 200)
  return try context.runChangingHours("availability close", by: principal, of: mentor) { _, writer in
    if let mentor { try checkVersion(version, "mentor", "person_id", mentor.number, context) }
    if try isClosed(first...last, of: mentor, reason: reason, context) { return [] }
    try writer.insert(
      "closed_range",
      [
        ("mentor_id", RowValue(mentor?.number)), ("first_date", .text(first.iso)), ("last_date", .text(last.iso)),
        ("reason", .text(reason)),
      ])
    return []
  }
}

/// Whether one range already closes all these dates, with the reason if one is given.
private func isClosed(
  _ dates: ClosedRange<CivilDate>, of mentor: PersonID?, reason: String, _ context: VerbContext
) throws -> Bool {
  let same = try Statement(
    """
    SELECT 1 FROM closed_range WHERE mentor_id IS ?1 AND first_date <= ?2 AND last_date >= ?3 AND (?4 = '' OR reason = ?4)
    """, on: context.record)
  same.bind(mentor?.number, at: 1)
  same.bind(dates.lowerBound.iso, at: 2)
  same.bind(dates.upperBound.iso, at: 3)
  same.bind(reason, at: 4)
  return try same.step()
}

private let availabilityShowCommand = CommandSpec(
  words: ["availability", "show"], summary: "show a mentor's hours and closed days",
  operands: [OperandSpec(name: "MENTOR")]
) { invocation, process in
  let folder = ProgrammeFolder(for: invocation, environment: process.environment)
  let record = try openRecord(at: folder.record)
  let mentor = try PersonLookup(record, console: process.console).mentor(invocation.operands.first ?? "")
  let rows = try Statement(
    """
    SELECT id, 'hours' AS kind, CASE weekday WHEN 0 THEN 'SU' WHEN 1 THEN 'MO' WHEN 2 THEN 'TU' WHEN 3 THEN 'WE'
      WHEN 4 THEN 'TH' WHEN 5 THEN 'FR' WHEN 6 THEN 'SA' END AS day, specific_date AS date, mode, start_time, end_time,
      valid_from, valid_until, NULL AS closed_for, NULL AS reason, version
    FROM availability WHERE mentor_id = ?1 AND is_active = 1
    UNION ALL
    SELECT id, 'closed', NULL, NULL, NULL, NULL, NULL, first_date, last_date,
      CASE WHEN mentor_id IS NULL THEN 'everyone' ELSE 'mentor' END, reason, NULL
    FROM closed_range
    WHERE mentor_id = ?1 OR mentor_id IS NULL
    ORDER BY kind DESC, date, day, start_time, id
    """, on: record)
  rows.bind(mentor.number, at: 1)
  process.console.print(
    try table(
      of: rows, json: invocation.has("json"),
      shown: [
        "id", "kind", "day", "date", "start_time", "end_time", "valid_from", "valid_until", "closed_for", "reason",
      ]))
  return 0
}

private func date(_ option: String, _ invocation: Invocation) throws(Diagnostic) -> CivilDate? {
  guard let text = invocation.value(option) else { return nil }
  guard let date = CivilDate(iso: text) else {
    throw Diagnostic("--\(option) \"\(text)\" is no date", remedy: "write it as 2026-12-01")
  }
  return date
}

/// A time such as `09:00`; 24:00 is valid only as the end of a day.
private func clockTime(_ option: String, _ context: VerbContext, last: String) throws -> String {
  let text = try context.required(option)
  guard isClockTime(text, last: last) else {
    throw Diagnostic("--\(option) \"\(text)\" is no time of day", remedy: "write it as 09:00")
  }
  return text
}

private func isClockTime(_ text: String, last: String) -> Bool {
  let parts = text.split(separator: ":", omittingEmptySubsequences: false)
  let areDigits = parts.allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
  return parts.count == 2 && areDigits && text <= last && Int(parts[1]) ?? 60 < 60
}
