/// The footer of a TZif file: a POSIX TZ string with the extension of RFC 8536, hours from -167 to 167.
///
/// `CET-1CEST,M3.5.0,M10.5.0/3`, `<-02>2<-01>,M3.5.0/-1,M10.5.0/0`, `<+01>-1`.
struct PosixZone {
  struct Kind {
    var abbreviation: String
    /// Seconds east of UTC; the string itself uses seconds west.
    var offset: Int32
  }

  struct Change {
    enum Day {
      /// `Jn`: 1 to 365, never counting 29 February.
      case julian(Int)
      /// `n`: 0 to 365, counting 29 February.
      case zeroBased(Int)
      /// `Mm.w.d`: the w-th (5 = last) weekday d of month m.
      case weekday(month: Int, week: Int, day: Int)
    }
    var day: Day
    /// Seconds after local midnight; may be negative or more than 24 h.
    var time: Int

    /// Seconds since 1970-01-01T00:00 on the clock before the change.
    func local(in year: Int) -> Int {
      guard let january = CivilDate(year: year, month: 1, day: 1) else { return 0 }
      let date: CivilDate
      switch day {
      case .julian(let n): date = january.adding(days: n - 1 + (n > 59 && CivilDate.isLeap(year) ? 1 : 0))
      case .zeroBased(let n): date = january.adding(days: n)
      case .weekday(let month, let week, let day):
        guard let first = CivilDate(year: year, month: month, day: 1) else { return 0 }
        var dayOfMonth = (day - first.weekday).floorModulo(7) + (week - 1) * 7
        if dayOfMonth >= CivilDate.days(inMonth: month, of: year) { dayOfMonth -= 7 }
        date = first.adding(days: dayOfMonth)
      }
      return date.daysSinceEpoch * 86_400 + time
    }
  }

  var standard: Kind
  var daylight: (kind: Kind, starts: Change, ends: Change)?

  /// Nil for a malformed string, and for daylight time without dates.
  init?(_ text: [UInt8]) {
    var reader = Reader(text: text)
    guard let name = reader.name(), let west = reader.time(hours: 0...25) else { return nil }
    standard = Kind(abbreviation: name, offset: Int32(truncatingIfNeeded: -west))
    if reader.atEnd { return }
    guard let summer = reader.name() else { return nil }
    var east = -west + 3600
    if reader.peek != UInt8(ascii: ",") {
      guard let written = reader.time(hours: 0...25) else { return nil }
      east = -written
    }
    guard let starts = reader.change(), let ends = reader.change(), reader.atEnd else { return nil }
    daylight = (Kind(abbreviation: summer, offset: Int32(truncatingIfNeeded: east)), starts, ends)
  }

  private struct Reader {
    var text: [UInt8]
    var at = 0

    var atEnd: Bool { at == text.count }
    var peek: UInt8? { at < text.count ? text[at] : nil }

    mutating func take(_ byte: UInt8) -> Bool {
      guard peek == byte else { return false }
      at += 1
      return true
    }

    /// Parses letters, or letters, digits and signs between `<` and `>`.
    mutating func name() -> String? {
      let quoted = take(UInt8(ascii: "<"))
      let start = at
      while let byte = peek {
        let letter = (byte | 32) >= UInt8(ascii: "a") && (byte | 32) <= UInt8(ascii: "z")
        let more = (byte >= 48 && byte <= 57) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
        guard letter || (quoted && more) else { break }
        at += 1
      }
      let name = String(decoding: text[start..<at], as: UTF8.self)
      guard name.utf8.count >= 3, !quoted || take(UInt8(ascii: ">")) else { return nil }
      return name
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int? {
      var value = 0
      let start = at
      while let byte = peek, byte >= 48, byte <= 57, at - start < 4 {
        value = value * 10 + Int(byte - 48)
        at += 1
      }
      return at > start && range.contains(value) ? value : nil
    }

    /// Parses `[+-]hh[:mm[:ss]]` as seconds.
    mutating func time(hours: ClosedRange<Int>) -> Int? {
      let sign = take(UInt8(ascii: "-")) ? -1 : 1
      if sign == 1 { _ = take(UInt8(ascii: "+")) }
      guard let hour = number(hours) else { return nil }
      var total = hour * 3600
      if take(UInt8(ascii: ":")) {
        guard let minute = number(0...59) else { return nil }
        total += minute * 60
        if take(UInt8(ascii: ":")) {
          guard let second = number(0...59) else { return nil }
          total += second
        }
      }
      return sign * total
    }

    mutating func change() -> Change? {
      guard take(UInt8(ascii: ",")), let day = day() else { return nil }
      guard take(UInt8(ascii: "/")) else { return Change(day: day, time: 2 * 3600) }
      guard let time = time(hours: 0...167) else { return nil }
      return Change(day: day, time: time)
    }

    private mutating func day() -> Change.Day? {
      if take(UInt8(ascii: "J")) { return number(1...365).map(Change.Day.julian) }
      guard take(UInt8(ascii: "M")) else { return number(0...365).map(Change.Day.zeroBased) }
      guard let month = number(1...12), take(UInt8(ascii: ".")), let week = number(1...5), take(UInt8(ascii: ".")),
        let day = number(0...6)
      else { return nil }
      return .weekday(month: month, week: week, day: day)
    }
  }
}
