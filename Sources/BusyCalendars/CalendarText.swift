/// The bytes of a calendar file converted to UTF-8 from whatever encoding it was saved in.
public struct CalendarText {
  public var octets: [UInt8]
  public var problems = CalendarProblems()

  public init(_ file: [UInt8]) {
    octets = file
    switch (file.first, file.dropFirst().first) {
    case (0xFF, 0xFE): decodeUTF16(bigEndian: false, from: 2)
    case (0xFE, 0xFF): decodeUTF16(bigEndian: true, from: 2)
    // Without a byte order mark, every second byte of "BEGIN" is zero.
    case (0, let second?) where second != 0 && file.dropFirst(2).first == 0: decodeUTF16(bigEndian: true, from: 0)
    case (let first?, 0) where first != 0 && file.dropFirst(3).first == 0: decodeUTF16(bigEndian: false, from: 0)
    default:
      // Concatenated files have more than one byte order mark.
      let marks = stride(from: 0, to: min(file.count, 30), by: 3).prefix {
        file[$0...].starts(with: [0xEF, 0xBB, 0xBF])
      }
      octets.removeFirst(marks.count * 3)
      if let line = firstLineOutsideUTF8() {
        problems.add(line, "octets that are no UTF-8: save the file as UTF-8; its times are read nevertheless")
      }
    }
  }

  private mutating func decodeUTF16(bigEndian: Bool, from start: Int) {
    problems.add(1, "the file is UTF-16, read as such: save it as UTF-8")
    var text: [UInt8] = []
    text.reserveCapacity(octets.count / 2 + 16)
    var high: UInt32?
    var index = start
    while index + 1 < octets.count {
      let (first, second) = (UInt32(octets[index]), UInt32(octets[index + 1]))
      let unit = bigEndian ? first << 8 | second : second << 8 | first
      index += 2
      var value = unit
      if let lead = high {
        high = nil
        if (0xDC00..<0xE000).contains(unit) { value = 0x10000 + (lead - 0xD800) << 10 + (unit - 0xDC00) }
      } else if (0xD800..<0xDC00).contains(unit) {
        high = unit
        continue
      }
      text.append(contentsOf: UTF8.encode(Unicode.Scalar(value) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter)
    }
    octets = text
  }

  /// From 1; nil if the whole file is UTF-8.
  private func firstLineOutsideUTF8() -> Int? {
    octets.withUnsafeBufferPointer { octets in
      var line = 1
      var index = 0
      while index < octets.count {
        let octet = octets[index]
        if octet < 0x80 {
          if octet == 10 { line += 1 }
          index += 1
          continue
        }
        let length = octet >= 0xF0 ? 4 : octet >= 0xE0 ? 3 : octet >= 0xC2 ? 2 : 0
        guard length > 0, octet < 0xF5, index + length <= octets.count else { return line }
        for place in 1..<length where octets[index + place] & 0xC0 != 0x80 { return line }
        index += length
      }
      return nil
    }
  }
}
