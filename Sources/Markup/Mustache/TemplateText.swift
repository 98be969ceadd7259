import Diagnostics

/// A template's bytes and their origin, for excerpts.
final class TemplateText: Sendable {
  /// The size limit: templates are written by hand, so a larger one is a mistake or an attack.
  static let mostOctets = 1 << 20
  /// The limit of reported errors; nobody reads more.
  static let mostErrors = 100

  let name: String
  let file: String
  let octets: [UInt8]
  /// The offsets of the first byte of every line.
  private let lineStarts: [Int]

  init(_ file: TemplateFile) {
    name = file.name
    self.file = file.file
    octets = file.source
    var starts = [0]
    file.source.withUnsafeBufferPointer { octets in
      for offset in octets.indices where octets[offset] == 0x0A { starts.append(offset + 1) }
    }
    lineStarts = starts
  }

  /// File, line, column and the line's text for bytes of this template.
  func place(of range: Range<Int>) -> Place {
    let start = min(range.lowerBound, octets.count)
    let line = line(of: start)
    // Editors do not count a byte order mark.
    let lineStart = line == 0 ? min(markCount, start) : lineStarts[line]
    var lineEnd = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : octets.count
    if lineEnd > start, octets[lineEnd - 1] == 0x0D { lineEnd -= 1 }
    return Place(
      file: file, line: line + 1, column: start - lineStart + 1,
      excerpt: String(decoding: octets[lineStart..<lineEnd], as: UTF8.self),
      length: max(1, min(range.upperBound, lineEnd) - start))
  }

  /// `line 4, column 12`, for the second place in a message.
  func position(of offset: Int) -> String {
    let line = line(of: offset)
    return "line \(line + 1), column \(offset - (line == 0 ? min(markCount, offset) : lineStarts[line]) + 1)"
  }

  /// The index in ``lineStarts`` of the line that contains a byte.
  private func line(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The first byte that is not part of a valid UTF-8 character.
  var illFormed: Range<Int>? {
    if octets.withUnsafeBufferPointer({ String(validating: $0, as: UTF8.self) }) != nil { return nil }
    var decoder = Unicode.UTF8.ForwardParser()
    var rest = octets.makeIterator()
    var at = 0
    while true {
      switch decoder.parseScalar(from: &rest) {
      case .valid(let scalar): at += scalar.count
      case .error: return at..<at + 1
      case .emptyInput: return nil
      }
    }
  }

  /// The number of bytes of a byte order mark, which would otherwise appear in the middle of a page.
  var markCount: Int { octets.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  func string(_ range: Range<Int>) -> String { String(decoding: octets[range], as: UTF8.self) }
}
