/// The parts of a text that a person entered as a time zone: `(UTC+01:00) Amsterdam, Berlin`, `GMT+2 (CEST)`, `GMT+10,
/// Sydney`.
struct WrittenZone {
  /// Minutes east of UTC, if the text contains an offset.
  var offset: Int?
  /// The text outside parentheses without the offset, split at commas.
  var outside: [String] = []
  var inside: [String] = []

  init(_ name: String) {
    // The text may be only an offset, also with a decimal comma: GMT+5,5.
    if let whole = writtenOffset(name) {
      offset = whole
      return
    }
    var depth = 0
    var part = ""
    for character in name {
      guard "()[],;".contains(character) else {
        part.append(character)
        continue
      }
      take(part, isInside: depth > 0)
      part = ""
      if "([".contains(character) { depth += 1 } else if ")]".contains(character) { depth = max(0, depth - 1) }
    }
    take(part, isInside: depth > 0)
  }

  private mutating func take(_ part: String, isInside: Bool) {
    var words = part.split(whereSeparator: \.isWhitespace).map(String.init)
    // `Berlin UTC +1`, `GMT+1 Berlin`, `GMT+1`: an offset consists of one or two words at the start or the end.
    for count in [2, 1] where words.count >= count {
      if let minutes = writtenOffset(words.prefix(count).joined()) {
        offset = offset ?? minutes
        words.removeFirst(count)
        break
      }
      if let minutes = writtenOffset(words.suffix(count).joined()) {
        offset = offset ?? minutes
        words.removeLast(count)
        break
      }
    }
    var text = words.joined(separator: " ")
    // `GMT+1/Berlin`. The signs of Etc/ zones are reversed, so they are not used.
    let sides = text.split(separator: "/").map(String.init)
    if sides.count == 2, sides[0].lowercased() != "etc" {
      if let minutes = writtenOffset(sides[0]) { (offset, text) = (offset ?? minutes, sides[1]) }
      if let minutes = writtenOffset(sides[1]) { (offset, text) = (offset ?? minutes, sides[0]) }
    }
    guard !text.isEmpty else { return }
    if isInside { inside.append(text) } else { outside.append(text) }
  }
}

/// Minutes east of UTC in `GMT+2`, `UTC +02:00`, `+0530`, `GMT+5.5` or `(UTC-08:00)`. The text must contain only an
/// offset.
func writtenOffset(_ name: String) -> Int? {
  var text = Array(name.uppercased().utf8).filter { $0 != 0x20 && $0 != 0x28 && $0 != 0x29 }[...]
  for prefix in ["UTC", "GMT", "Z"] where text.starts(with: prefix.utf8) {
    text = text.dropFirst(prefix.utf8.count)
    break
  }
  var isWest = false
  switch text.first {
  case UInt8(ascii: "+"): text = text.dropFirst()
  case UInt8(ascii: "-"):
    isWest = true
    text = text.dropFirst()
  // U+2010 to U+2015 and U+2212, which word processors substitute for a hyphen.
  case 0xE2 where isHyphen(text):
    isWest = true
    text = text.dropFirst(3)
  default: return nil
  }
  guard let minutes = minutesWritten(text), minutes <= 14 * 60 else { return nil }
  return isWest ? -minutes : minutes
}

private func isHyphen(_ text: ArraySlice<UInt8>) -> Bool {
  let bytes = Array(text.prefix(3))
  guard bytes.count == 3 else { return false }
  return bytes[1] == 0x80 && (0x90...0x95).contains(bytes[2]) || bytes[1] == 0x88 && bytes[2] == 0x92
}

/// Parses `2`, `0530`, `5:30`, `5.30` and, as a decimal fraction, `5.5` and `5,75`.
private func minutesWritten(_ text: ArraySlice<UInt8>) -> Int? {
  let parts = text.split(omittingEmptySubsequences: false) { ":.,".utf8.contains($0) }
  guard parts.count <= 2, parts.allSatisfy({ part in part.allSatisfy { (0x30...0x39).contains($0) } }) else {
    return nil
  }
  let words = parts.map { String(decoding: $0, as: UTF8.self) }
  guard let number = Int(words[0]), (1...4).contains(words[0].utf8.count) else { return nil }
  if words.count == 2 {
    let fractions = ["5": 30, "50": 30, "25": 15, "75": 45, "0": 0]
    let isFraction = !text.contains(UInt8(ascii: ":"))
    if isFraction, let minutes = fractions[words[1]] { return words[0].utf8.count <= 2 ? number * 60 + minutes : nil }
    guard words.allSatisfy({ $0.utf8.count <= 2 }), words[1].utf8.count == 2, let minutes = Int(words[1]), minutes < 60
    else { return nil }
    return number * 60 + minutes
  }
  if words[0].utf8.count <= 2 { return number * 60 }
  return number % 100 < 60 ? number / 100 * 60 + number % 100 : nil
}

/// The text without leading and trailing white space and invisible characters, which spreadsheets and mails add.
func trimmedName(_ text: String) -> String {
  let isEdge: (Unicode.Scalar) -> Bool = { scalar in
    switch scalar.properties.generalCategory {
    case .control, .format: true
    default: scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
    }
  }
  let scalars = text.unicodeScalars.drop(while: isEdge)
  let end = scalars.lastIndex { !isEdge($0) }.map { scalars.index(after: $0) } ?? scalars.startIndex
  return String(scalars[scalars.startIndex..<end])
}
