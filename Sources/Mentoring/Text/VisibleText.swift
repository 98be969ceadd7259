/// Whether a text has no visible characters, only white space, control characters and characters without a shape, such
/// as the zero-width space or the Hangul filler. A required text, such as a name or a reason, must not be blank.
public func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy { isInvisible($0) || isSpace($0) } }

/// The text without leading and trailing white space and invisible characters.
public func trimmedText(_ text: String) -> String {
  trimmed(text) { isSpace($0) || (isInvisible($0) && !isJoiner($0)) }
}

/// The value of a flag as stored: empty if the text is blank, otherwise without leading and trailing white space and
/// invisible characters. Control characters remain, so that the rules can refuse them by name.
public func cleanText(_ text: String) -> String {
  if isBlank(text) { return "" }
  return trimmed(text) {
    // A byte order mark often comes with copied text and has no meaning at the start or end.
    isSpace($0) || $0 == "\u{FEFF}" || (isInvisible($0) && !isJoiner($0) && !isControl($0))
  }
}

private func trimmed(_ text: String, _ isEdge: (Unicode.Scalar) -> Bool) -> String {
  let scalars = text.unicodeScalars.drop(while: isEdge)
  let end = scalars.lastIndex { !isEdge($0) }.map { scalars.index(after: $0) } ?? scalars.startIndex
  return String(scalars[scalars.startIndex..<end])
}

/// Whether a character is forbidden in every text, of one line or several: a control character other than tab, line
/// feed and carriage return. For single-line texts see ``isControl(_:)``.
public func isTextControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09, 0x0A, 0x0D: false
  case 0x00...0x1F, 0x7F...0x9F: true
  default: false
  }
}

/// A character's code and, if Unicode has one, its name, for messages about invisible characters: `U+00A0 (no-break
/// space)`.
public func characterName(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  return scalar.properties.name.map { "\(code) (\($0.lowercased()))" } ?? code
}

/// Whether a character has no width: format and control characters, and default-ignorable code points.
func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.value < 0x80 { return scalar.value < 0x20 || scalar.value == 0x7F }
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator: return true
  default: return scalar.properties.isDefaultIgnorableCodePoint
  }
}

/// Whether a character is white space or the blank Braille pattern.
private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value < 0x80
    ? scalar.value == 0x20 || (0x09...0x0D).contains(scalar.value)
    : scalar.properties.isWhitespace || scalar.value == 0x2800
}

/// Whether a character is a joiner or a variation selector, which belong to the adjacent letter.
func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value == 0x200C || scalar.value == 0x200D || (0xFE00...0xFE0F).contains(scalar.value)
}
