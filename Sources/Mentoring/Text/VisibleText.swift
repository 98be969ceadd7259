/// Whether nothing of a text can be seen: spaces of every kind, controls, and characters without a shape, such as the
/// zero-width space or the Hangul filler. What must be there, a name or a reason, is there only if this is false.
public func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy { isInvisible($0) || isSpace($0) } }

/// The text without white space and invisible characters around it; those inside stay.
public func trimmedText(_ text: String) -> String {
  trimmed(text) { isSpace($0) || (isInvisible($0) && !isJoiner($0)) }
}

/// A text of a flag as it is stored: empty where nothing of it can be seen, else without white space and invisible
/// characters around it. Controls stay, for the rules to refuse them by name.
public func cleanText(_ text: String) -> String {
  if isBlank(text) { return "" }
  return trimmed(text) {
    // The mark of byte order comes along with what is copied, and means nothing at an edge.
    isSpace($0) || $0 == "\u{FEFF}" || (isInvisible($0) && !isJoiner($0) && !isControl($0))
  }
}

private func trimmed(_ text: String, _ isEdge: (Unicode.Scalar) -> Bool) -> String {
  let scalars = text.unicodeScalars.drop(while: isEdge)
  let end = scalars.lastIndex { !isEdge($0) }.map { scalars.index(after: $0) } ?? scalars.startIndex
  return String(scalars[scalars.startIndex..<end])
}

/// Whether no text may hold it, of one line or of several: a control character other than tab, line feed and carriage
/// return. For texts of one line see ``isControl(_:)``.
public func isTextControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09, 0x0A, 0x0D: false
  case 0x00...0x1F, 0x7F...0x9F: true
  default: false
  }
}

/// A character by its code and, where Unicode has one, its name, for messages about what cannot be seen: `U+00A0 (no-break
/// space)`.
public func characterName(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  return scalar.properties.name.map { "\(code) (\($0.lowercased()))" } ?? code
}

/// Takes up no room: format and control characters, and what Unicode says to ignore when it cannot be drawn.
func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.value < 0x80 { return scalar.value < 0x20 || scalar.value == 0x7F }
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator: return true
  default: return scalar.properties.isDefaultIgnorableCodePoint
  }
}

/// White space, and the Braille pattern without dots.
private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value < 0x80
    ? scalar.value == 0x20 || (0x09...0x0D).contains(scalar.value)
    : scalar.properties.isWhitespace || scalar.value == 0x2800
}

/// The joiners and the variation selectors belong to the letter before or after them.
func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value == 0x200C || scalar.value == 0x200D || (0xFE00...0xFE0F).contains(scalar.value)
}
