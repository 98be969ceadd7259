/// Whether nothing of a text can be seen: spaces of every kind, controls, and characters without a shape, such as the
/// zero-width space or the Hangul filler. What must be there, a name or a reason, is there only if this is false.
public func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy { isInvisible($0) || isSpace($0) } }

/// The text without white space and invisible characters around it; those inside stay.
public func trimmedText(_ text: String) -> String {
  let isEdge: (Unicode.Scalar) -> Bool = { isSpace($0) || (isInvisible($0) && !isJoiner($0)) }
  let scalars = text.unicodeScalars.drop(while: isEdge)
  let end = scalars.lastIndex { !isEdge($0) }.map { scalars.index(after: $0) } ?? scalars.startIndex
  return String(scalars[scalars.startIndex..<end])
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
private func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value == 0x200C || scalar.value == 0x200D || (0xFE00...0xFE0F).contains(scalar.value)
}
