import Bytes

extension ByteSink {
  /// Folds the content line that began at byte `mark` into lines of at most 75 bytes (RFC 5545 section 3.1). It never
  /// folds inside a UTF-8 character, and avoids folding before a combining mark.
  @inline(never)
  mutating func foldContentLine(from mark: Int) {
    let line = [UInt8](UnsafeRawBufferPointer(rebasing: bytes[mark...]))
    truncate(to: mark)
    line.withUnsafeBufferPointer { line in
      guard let base = line.baseAddress else { return }
      var start = 0
      while start < line.count {
        // The leading space of a continuation line counts (RFC 5545 section 3.1).
        let room = start == 0 ? 75 : 74
        if start > 0 { append("\r\n ") }
        let end = line.count - start <= room ? line.count : foldPoint(base, line.count, start, start + room)
        append(UnsafeRawBufferPointer(start: base + start, count: end - start))
        start = end
      }
    }
  }
}

/// The last suitable place to fold in `start..<limit`; `limit` is inside the line.
private func foldPoint(_ line: UnsafePointer<UInt8>, _ count: Int, _ start: Int, _ limit: Int) -> Int {
  var boundary = limit
  while boundary > start + 1, line[boundary] & 0xC0 == 0x80 { boundary -= 1 }
  var place = boundary
  // If half a line consists of marks, they are not worth keeping together.
  while place > start + 36 {
    let next = decodeScalar(line + place, count - place)
    var before = place - 1
    while before > start, line[before] & 0xC0 == 0x80 { before -= 1 }
    let previous = decodeScalar(line + before, count - before)
    if !clings(next.value ?? 0xFFFD, to: previous.value ?? 0xFFFD) { return place }
    place = before
  }
  return boundary
}

/// Whether a fold between two scalars would split what clients show as one character (the common cases of Unicode Annex
/// 29).
private func clings(_ next: UInt32, to previous: UInt32) -> Bool {
  // Some clients treat a continuation line of spaces as a blank line.
  if next < 0x300 { return next == 0x20 }
  if previous == 0x200D { return true }
  switch next {
  case 0x200D, 0xFE00...0xFE0F, 0x1F3FB...0x1F3FF, 0xE0020...0xE007F, 0xE0100...0xE01EF: return true
  case 0x1F1E6...0x1F1FF: return (0x1F1E6...0x1F1FF).contains(previous)
  default: break
  }
  guard let scalar = Unicode.Scalar(next) else { return false }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .spacingMark, .enclosingMark: return true
  default: return false
  }
}
