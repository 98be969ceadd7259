/// One content line of a calendar (RFC 5545 3.1), unfolded, and where it began.
struct CalendarLine {
  /// From 1.
  var number: Int
  /// In capitals; empty for properties that nobody asked for.
  var name: String
  /// The whole line without its end; empty as the name is.
  var octets: [UInt8]
  /// The line is longer than the limit: its end is missing here.
  var isCut = false
}

/// Walks over the content lines of a file. Only the lines of wanted properties are copied, and no more of each than the
/// limit, so that a file of one line costs no more than a file of many.
struct CalendarLines {
  private let octets: [UInt8]
  private var index = 0
  private var number = 1
  private let limit: Int
  /// By the hash of their names, so that no text is made of all the others.
  private let wanted: [UInt64: String]

  init(_ octets: [UInt8], wanted: Set<String>, limit: Int = 256 * 1024) {
    self.octets = octets
    self.wanted = Dictionary(wanted.map { (CalendarLines.hash($0.utf8), $0) }) { first, _ in first }
    self.limit = limit
  }

  /// Nil at the end. Empty lines are passed over. Lines end with CRLF, LF or CR alone.
  mutating func next() -> CalendarLine? {
    let all = octets
    return all.withUnsafeBufferPointer { octets in
      while index < octets.count, octets[index] == 13 || octets[index] == 10 { skipBreak(octets) }
      guard index < octets.count else { return nil }
      var line = CalendarLine(number: number, name: "", octets: [])
      var end = index
      var hash = CalendarLines.basis
      while end < octets.count, end - index < 256 {
        let octet = octets[end]
        if isNameOctet(octet) {
          hash = (hash ^ UInt64(octet >= 0x61 ? octet & 0xDF : octet)) &* CalendarLines.prime
          end += 1
        } else if let next = afterFold(octets, end) {
          // A line may be folded anywhere, and some fold names.
          end = next
        } else {
          break
        }
      }
      if let name = wanted[hash] { line.name = name }
      let keep = !line.name.isEmpty
      while true {
        let start = index
        while index < octets.count, octets[index] != 10, octets[index] != 13 { index += 1 }
        if keep {
          let room = limit - line.octets.count
          line.octets.append(contentsOf: octets[start..<min(index, start + max(0, room))])
          if index - start > room { line.isCut = true }
        }
        skipBreak(octets)
        // A line that begins with a blank goes on with the one before.
        guard index < octets.count, octets[index] == 32 || octets[index] == 9 else { break }
        index += 1
      }
      return line
    }
  }

  /// Behind a line's end and the blank that folds it; nil where there is no fold.
  private func afterFold(_ octets: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var end = start
    while end < octets.count, end < start + 2, octets[end] == 13 { end += 1 }
    if end < octets.count, octets[end] == 10 { end += 1 } else if end > start + 1 { return nil }
    return end > start && end < octets.count && (octets[end] == 32 || octets[end] == 9) ? end + 1 : nil
  }

  private mutating func skipBreak(_ octets: UnsafeBufferPointer<UInt8>) {
    guard index < octets.count else { return }
    // CR CR LF is what is left of CRLF after a careless conversion.
    if octets[index] == 13, index + 2 < octets.count, octets[index + 1] == 13, octets[index + 2] == 10 { index += 1 }
    if octets[index] == 13, index + 1 < octets.count, octets[index + 1] == 10 { index += 1 }
    index += 1
    number += 1
  }

  // FNV-1a. A name that hashes like a wanted one is read in its place, and harms nothing but the file that made it.
  private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x100_0000_01B3

  private static func hash(_ name: some Sequence<UInt8>) -> UInt64 {
    name.reduce(basis) { ($0 ^ UInt64($1)) &* prime }
  }

  private func isNameOctet(_ octet: UInt8) -> Bool {
    (0x30...0x39).contains(octet) || (0x41...0x5A).contains(octet) || (0x61...0x7A).contains(octet) || octet == 0x2D
  }
}
