/// One unfolded content line of a calendar (RFC 5545 3.1), with its line number.
struct CalendarLine {
  /// The number of its first line, from 1.
  var number: Int
  /// In upper case; empty for properties that were not requested.
  var name: String
  /// The whole line without its line end; empty if the name is empty.
  var octets: [UInt8]
  /// The line exceeds the limit and was truncated.
  var isCut = false
  /// The unexpected characters before its name.
  var lead: Lead?
  /// The likely kind of a line with an unknown name; it has bytes but no name.
  var guess: Guess?

  enum Lead { case blanks, invisible }

  enum Guess { case time, rule }
}

/// Iterates over the content lines of a file. Only lines of requested properties are copied, each up to the limit, so
/// that a file with one long line costs no more than one with many lines.
///
/// A space or tab at the start of a line continues the line before. In an indented file, or after a stray space, such
/// lines are separate nevertheless: after BEGIN and END, which are never folded; with the same indentation as the line
/// before; and if they are times, which only make busy. A line that would make time free is used only if it is certain.
struct CalendarLines {
  private let octets: [UInt8]
  private var index = 0
  private var number = 1
  private let limit: Int
  /// Names by their hash, so that other names need no string: the requested ones, and "" for others with a meaning.
  private let names: [UInt64: String]
  /// The kind of the next line, if it is separate although it begins with a space or tab.
  private var coming: Start?

  /// How a line that begins with spaces was recognised as a separate line.
  private struct Start {
    /// The spaces are indentation, so that following lines of the same depth are separate too.
    var isIndented = false
    /// The line may be text of the line before, and would make time free: it belongs to neither.
    var isDropped = false
  }

  init(_ octets: [UInt8], wanted: Set<String>, limit: Int = 256 * 1024) {
    self.octets = octets
    var names: [UInt64: String] = [:]
    for name in propertyNames { names[CalendarLines.hash(name.utf8)] = "" }
    for name in wanted { names[CalendarLines.hash(name.utf8)] = name }
    self.names = names
    self.limit = limit
  }

  /// The next line, nil at the end. Empty lines are skipped. Lines end with CRLF, LF or CR alone.
  mutating func next() -> CalendarLine? {
    let all = octets
    return all.withUnsafeBufferPointer { octets in
      while index < octets.count, octets[index] == 13 || octets[index] == 10 { skipBreak(octets) }
      guard index < octets.count else { return nil }
      var line = CalendarLine(number: number, name: "", octets: [])
      let start = coming
      coming = nil
      let lead = self.lead(octets, index)
      index = lead.end
      var end = index
      var hash = CalendarLines.basis
      while end < octets.count, end - index < 256 {
        let octet = octets[end]
        if isNameOctet(octet) {
          hash = CalendarLines.hash(hash, octet)
          end += 1
        } else if let next = afterFold(octets, end) {
          // A line may be folded anywhere, and some programs fold names.
          end = next
        } else {
          break
        }
      }
      let name = names[hash]
      if let name {
        let isDoubtful = start?.isDropped ?? false || lead.isInvisible && makesFree.contains(name)
        line.name = isDoubtful ? "" : name
      } else if !isExtension(octets, index) {
        line.guess = guess(octets, index)
      }
      if start != nil || !(name ?? "").isEmpty {
        line.lead = lead.isInvisible ? .invisible : lead.blanks > 0 ? .blanks : nil
      }
      let keep = !line.name.isEmpty || line.guess != nil
      let indent = lead.isInvisible ? 0 : lead.blanks
      let isIndented = start?.isIndented ?? true && indent > 0
      while true {
        let start = index
        while index < octets.count, octets[index] != 10, octets[index] != 13 { index += 1 }
        if keep {
          let room = limit - line.octets.count
          line.octets.append(contentsOf: octets[start..<min(index, start + max(0, room))])
          if index - start > room { line.isCut = true }
        }
        while index < octets.count, octets[index] == 10 || octets[index] == 13 { skipBreak(octets) }
        // A line that begins with a space or tab continues the line before.
        guard index < octets.count, octets[index] == 32 || octets[index] == 9 else { break }
        if index >= end, let own = self.start(octets, after: name ?? "", indent: isIndented ? indent : 0) {
          coming = own
          break
        }
        index += 1
        var rest = indent
        while rest > 0, index < octets.count, octets[index] == 32 || octets[index] == 9 {
          index += 1
          rest -= 1
        }
      }
      return line
    }
  }

  // MARK: Lines that begin with spaces

  /// Whether a line that begins with spaces is separate, and of which kind; nil if it continues the line before.
  ///
  /// - Parameters:
  ///   - name: the name of the line before, if it was requested.
  ///   - indent: the indentation of the line before.
  private func start(_ octets: UnsafeBufferPointer<UInt8>, after name: String, indent: Int) -> Start? {
    let lead = self.lead(octets, index)
    var end = lead.end
    var hash = CalendarLines.basis
    while end < octets.count, end - lead.end < 40, isNameOctet(octets[end]) {
      hash = CalendarLines.hash(hash, octets[end])
      end += 1
    }
    guard end > lead.end, end < octets.count, octets[end] == UInt8(ascii: ":") || octets[end] == UInt8(ascii: ";")
    else { return nil }
    if name == "BEGIN" || name == "END" { return Start(isIndented: true) }
    guard let own = names[hash] ?? (isExtension(octets, lead.end) ? "" : nil) else { return nil }
    if indent > 0, indent == lead.blanks { return Start(isIndented: true) }
    let value = end + 1 < octets.count ? octets[end + 1] : 10
    let hasParameter = octets[end] == UInt8(ascii: ";") && isLetter(value)
    switch own {
    case "BEGIN", "END": if isComponent(octets, end + 1) { return Start(isIndented: true) }
    case "DTSTART", "DTEND", "RDATE", "FREEBUSY", "RECURRENCE-ID": if hasParameter || isDigit(value) { return Start() }
    case "RRULE", "DURATION": if hasParameter || value > 32 && octets[end] == UInt8(ascii: ":") { return Start() }
    default: break
    }
    // No text can follow a time.
    guard valuesWithoutText.contains(name) else { return nil }
    return Start(isDropped: makesFree.contains(own))
  }

  /// Whether the rest of the line is just the name of a component.
  private func isComponent(_ octets: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    var end = start
    while end < octets.count, end - start < 24, isNameOctet(octets[end]) { end += 1 }
    guard componentNames.contains(String(decoding: octets[start..<end], as: UTF8.self).uppercased()) else {
      return false
    }
    while end < octets.count, octets[end] == 32 || octets[end] == 9 || octets[end] == UInt8(ascii: ";") { end += 1 }
    return end == octets.count || octets[end] == 10 || octets[end] == 13
  }

  /// Spaces and invisible characters at the start of a line.
  private func lead(
    _ octets: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> (end: Int, blanks: Int, isInvisible: Bool) {
    var (end, blanks, isInvisible) = (start, 0, false)
    while end < octets.count {
      if octets[end] == 32 || octets[end] == 9 {
        blanks += 1
        end += 1
        continue
      }
      let length = invisibleLength(octets, at: end)
      if length == 0 { break }
      isInvisible = true
      end += length
    }
    return (end, blanks, isInvisible)
  }

  // MARK: Lines of unknown names

  /// Whether the name begins with `X-`: such properties belong to other programs.
  private func isExtension(_ octets: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    start + 1 < octets.count && octets[start] | 32 == UInt8(ascii: "x") && octets[start + 1] == UInt8(ascii: "-")
  }

  /// Whether the first part of a line contains a date or a rule.
  private func guess(_ octets: UnsafeBufferPointer<UInt8>, _ start: Int) -> CalendarLine.Guess? {
    let bound = min(octets.count, start + 200)
    var index = start
    while index < bound, octets[index] != 10, octets[index] != 13 {
      if octets[index] == UInt8(ascii: "="), index >= start + 4 {
        let word = String(decoding: octets[(index - 4)..<index], as: UTF8.self)
        if word.uppercased() == "FREQ" { return .rule }
      }
      guard isDigit(octets[index]) else {
        index += 1
        continue
      }
      let first = index
      while index < bound, isDigit(octets[index]) { index += 1 }
      let digits = octets[first..<index]
      let value = { (range: Range<Int>) in range.reduce(0) { $0 * 10 + Int(octets[first + $1] - 0x30) } }
      if digits.count == 8 {
        let (year, month, day) = (value(0..<4), value(4..<6), value(6..<8))
        if (1900...2199).contains(year), (1...12).contains(month), (1...31).contains(day) { return .time }
      }
      // A date such as `2026-11-24`.
      if digits.count == 4, (1900...2199).contains(value(0..<4)), index + 2 < bound,
        octets[index] == UInt8(ascii: "-"), isDigit(octets[index + 1]), isDigit(octets[index + 2])
      {
        return .time
      }
    }
    return nil
  }

  // MARK: Bytes

  /// The index after a line end and the space or tab that folds it; nil if there is no fold.
  private func afterFold(_ octets: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var end = start
    while end < octets.count, end < start + 2, octets[end] == 13 { end += 1 }
    if end < octets.count, octets[end] == 10 { end += 1 } else if end > start + 1 { return nil }
    return end > start && end < octets.count && (octets[end] == 32 || octets[end] == 9) ? end + 1 : nil
  }

  private mutating func skipBreak(_ octets: UnsafeBufferPointer<UInt8>) {
    guard index < octets.count else { return }
    // CR CR LF results from a careless conversion of CRLF.
    if octets[index] == 13, index + 2 < octets.count, octets[index + 1] == 13, octets[index + 2] == 10 { index += 1 }
    if octets[index] == 13, index + 1 < octets.count, octets[index + 1] == 10 { index += 1 }
    index += 1
    number += 1
  }

  // FNV-1a. A name with the same hash as a requested one is read in its place, which harms only the file that contains
  // it.
  private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x100_0000_01B3

  private static func hash(_ hash: UInt64, _ octet: UInt8) -> UInt64 {
    (hash ^ UInt64(octet >= 0x61 ? octet & 0xDF : octet)) &* prime
  }

  private static func hash(_ name: some Sequence<UInt8>) -> UInt64 { name.reduce(basis) { hash($0, $1) } }

  private func isNameOctet(_ octet: UInt8) -> Bool {
    (0x30...0x39).contains(octet) || (0x41...0x5A).contains(octet) || (0x61...0x7A).contains(octet) || octet == 0x2D
  }
}

/// The number of bytes of an invisible character at an index: a control character, a non-ASCII space, or a mark of
/// order or direction. 0 for other characters, ordinary spaces and line ends.
func invisibleLength<Octets: RandomAccessCollection>(_ octets: Octets, at place: Int) -> Int
where Octets.Element == UInt8, Octets.Index == Int {
  let first = octets[place]
  switch first {
  case 9, 10, 13, 32: return 0
  case 0..<32, 127: return 1
  // The no-break space of Latin-1.
  case 0xA0: return 1
  case 0xC2, 0xE1, 0xE2, 0xE3, 0xEF: break
  default: return 0
  }
  guard place + 1 < octets.endIndex else { return 0 }
  let second = octets[place + 1]
  // C1 controls, the no-break space, the soft hyphen.
  if first == 0xC2 { return (0x80...0xA0).contains(second) || second == 0xAD ? 2 : 0 }
  guard place + 2 < octets.endIndex else { return 0 }
  let isInvisible =
    switch (first, second, octets[place + 2]) {
    case (0xE1, 0xA0, 0x8E), (0xE3, 0x80, 0x80): true
    // Spaces of every width, U+200B and the like; separators and embeddings; joiners and isolates.
    case (0xE2, 0x80, 0x80...0x8F), (0xE2, 0x80, 0xA8...0xAF), (0xE2, 0x81, 0x9F...0xAF): true
    // U+FEFF, and what a faulty conversion leaves of it.
    case (0xEF, 0xBB, 0xBF), (0xEF, 0xBF, 0xBD...0xBF): true
    default: false
    }
  return isInvisible ? 3 : 0
}

/// Properties that make time free: they must be at the level of the event's properties.
private let makesFree: Set<String> = ["EXDATE", "TRANSP", "STATUS", "X-MICROSOFT-CDO-BUSYSTATUS", "ATTENDEE"]

/// Components of RFC 5545, 7953 and 9073, and of drafts.
let componentNames: Set<String> = [
  "VCALENDAR", "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VALARM", "STANDARD", "DAYLIGHT",
  "VAVAILABILITY", "AVAILABLE", "PARTICIPANT", "VLOCATION", "VRESOURCE", "VPOLL", "VOTE", "VVENUE",
]

/// Properties of RFC 5545, 7953, 7986, 9073, 9074 and 9253, of RFC 2445 and vCalendar 1.0. Another property with a date
/// may be one of them with a misspelt name.
private let propertyNames: Set<String> = [
  "ACKNOWLEDGED", "ACTION", "AALARM", "ATTACH", "ATTENDEE", "BEGIN", "BUSYTYPE", "CALENDAR-ADDRESS", "CALSCALE",
  "CATEGORIES", "CLASS", "COLOR", "COMMENT", "COMPLETED", "CONCEPT", "CONFERENCE", "CONTACT", "CREATED", "DALARM",
  "DAYLIGHT", "DCREATED", "DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "DUE", "DURATION", "END", "EXDATE", "EXRULE",
  "FREEBUSY", "GEO", "IMAGE", "LAST-MODIFIED", "LINK", "LOCATION", "LOCATION-TYPE", "MALARM", "METHOD", "NAME",
  "ORGANIZER", "PALARM", "PARTICIPANT-TYPE", "PERCENT-COMPLETE", "PRIORITY", "PRODID", "PROXIMITY", "RDATE",
  "RECURRENCE-ID", "REFID", "REFRESH-INTERVAL", "RELATED-TO", "REPEAT", "REQUEST-STATUS", "RESOURCE-TYPE", "RESOURCES",
  "RRULE", "SEQUENCE", "SOURCE", "STATUS", "STRUCTURED-DATA", "STYLED-DESCRIPTION", "SUMMARY", "TIMEZONE-ID", "TRANSP",
  "TRIGGER", "TZ", "TZID", "TZID-ALIAS-OF", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "TZUNTIL", "TZURL", "UID", "URL",
  "VERSION",
]

/// Properties whose value is not text: a word with a colon cannot continue it.
private let valuesWithoutText: Set<String> = [
  "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "FREEBUSY", "SEQUENCE", "TRANSP",
  "STATUS",
  "DTSTAMP", "LAST-MODIFIED", "TZOFFSETFROM", "TZOFFSETTO", "X-WR-TIMEZONE", "X-APPLE-TRAVEL-DURATION",
]
