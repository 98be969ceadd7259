import Diagnostics

/// One template's octets and where they came from, for excerpts.
final class TemplateText: Sendable {
  /// A template is written by hand; more is a mistake or an attack.
  static let mostOctets = 1 << 20
  /// Nobody reads more, and each costs a walk through the file for its line and column.
  static let mostErrors = 100

  let name: String
  let file: String
  let octets: [UInt8]

  init(_ file: TemplateFile) {
    name = file.name
    self.file = file.file
    octets = file.source
  }

  /// File, line, column and the line's text for octets of this template.
  func place(of range: Range<Int>) -> Place {
    let start = min(range.lowerBound, octets.count)
    let lineStart = octets[..<start].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    var lineEnd = octets[start...].firstIndex(of: 0x0A) ?? octets.count
    if lineEnd > start, octets[lineEnd - 1] == 0x0D { lineEnd -= 1 }
    let line = octets[..<start].reduce(into: 1) { count, octet in if octet == 0x0A { count += 1 } }
    return Place(
      file: file, line: line, column: start - lineStart + 1,
      excerpt: String(decoding: octets[lineStart..<lineEnd], as: UTF8.self),
      length: max(1, min(range.upperBound, lineEnd) - start))
  }

  /// `line 4, column 12`, for a message's second place.
  func position(of offset: Int) -> String {
    let place = place(of: offset..<offset)
    return "line \(place.line ?? 0), column \(place.column ?? 0)"
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
