import BusyCalendars

/// Recognises the kind of a file in a mentor's folder by its name and its first bytes.
enum CalendarContent {
  /// Extensions of iCalendar files; the reader checks their content.
  private static let endings = [".ics", ".ifb", ".ical", ".icalendar"]

  static func isNamedCalendar(_ path: String) -> Bool {
    let path = path.lowercased()
    return endings.contains { path.hasSuffix($0) }
  }

  /// Whether the file begins with `BEGIN:VCALENDAR`, whatever its name.
  static func isCalendar(_ file: [UInt8]) -> Bool {
    let head = CalendarText(Array(file.prefix(400))).octets.drop { $0 <= 32 }
    return String(decoding: head.prefix(15), as: UTF8.self).uppercased() == "BEGIN:VCALENDAR"
  }

  /// The fault of a file that is not a calendar, and what to do with it.
  static func fault(of path: String, _ file: [UInt8]) -> FileFault {
    let export = "export the calendar as iCalendar (.ics)"
    let ending = path.lowercased()
    if file.starts(with: Array("PK".utf8)) {
      return [".xlsx", ".ods", ".docx", ".numbers"].contains { ending.hasSuffix($0) }
        ? FileFault("is a table or a document, not a calendar", export)
        : FileFault("is a ZIP archive, not a calendar", "unpack it here: Google's export holds .ics files")
    }
    if file.starts(with: [0x1F, 0x8B]) { return FileFault("is a compressed file, not a calendar", "unpack it here") }
    if ending.hasSuffix(".csv") || ending.hasSuffix(".xls") || ending.hasSuffix(".tsv") {
      return FileFault("is a table, not a calendar", export)
    }
    if ending.hasSuffix(".vcs") { return FileFault("is not a readable vCalendar file", export) }
    return FileFault("is not a calendar: there is no BEGIN:VCALENDAR", export + ", or take the file away")
  }
}
