import Diagnostics

/// One template's octets and where they came from, for excerpts.
final class TemplateText: Sendable {
  /// A template is written by hand; more is a mistake or an attack.
  static let mostOctets = 1 << 20
  /// Nobody reads more.
  static let mostErrors = 100

  let name: String
  let file: String
  let octets: [UInt8]
  /// Offsets of the first octet of every line.
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

  /// File, line, column and the line's text for octets of this template.
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

  /// `line 4, column 12`, for a message's second place.
  func position(of offset: Int) -> String {
    let line = line(of: offset)
    return "line \(line + 1), column \(offset - (line == 0 ? min(markCount, offset) : lineStarts[line]) + 1)"
  }

  /// The index in ``lineStarts`` of the line that holds an octet.
  private func line(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The first octet that begins no character of UTF-8.
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

  /// Octets of a byte order mark, which would otherwise stand in the midst of a page.
  var markCount: Int { octets.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  func string(_ range: Range<Int>) -> String { String(decoding: octets[range], as: UTF8.self) }
}
