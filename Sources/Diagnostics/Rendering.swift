/// Renders diagnostics as lines for a terminal or an editor:
/// ```
/// content/mentors/ada.md:4:1: error: unknown key "topix"
///   4 | topix: [compilers]
///     | ^^^^^ did you mean "topics"?
/// almanac: error: the folder public/ was not made by almanac; choose another with -o
/// ```
public struct DiagnosticRenderer: Sendable {
  /// The number of errors shown; the others are only counted.
  public var limit: Int
  /// The program name, printed before messages without a place.
  public var program: String

  public init(program: String = "almanac", limit: Int = 20) {
    self.program = program
    self.limit = limit
  }

  public func render(_ diagnostics: Diagnostics) -> String {
    let sorted = diagnostics.sorted
    var text = sorted.prefix(limit).map(render).joined()
    if sorted.count > limit { text += "\(program): \(sorted.count - limit) more not shown\n" }
    return text
  }

  public func render(_ diagnostic: Diagnostic) -> String {
    var head = diagnostic.place.map { place in
      var text = visible(place.file)
      if let line = place.line {
        text += ":\(line)"
        if let column = place.column { text += ":\(column)" }
      }
      return text
    }
    if head == nil { head = program }
    var text = "\(head ?? program): \(diagnostic.severity.rawValue): \(visible(diagnostic.message))"
    guard let place = diagnostic.place, let line = place.line, let excerpt = place.excerpt else {
      if let remedy = diagnostic.remedy { text += "; \(visible(remedy))" }
      return text + "\n"
    }
    let shown = visible(excerpt, limit: 160)
    let margin = String(repeating: " ", count: String(line).utf8.count)
    text += "\n  \(line) | \(shown)\n"
    if let column = place.column {
      let before = visible(String(decoding: excerpt.utf8.prefix(column - 1), as: UTF8.self), limit: 160)
      text += "  \(margin) | \(String(repeating: " ", count: before.unicodeScalars.count))"
      text += String(repeating: "^", count: max(1, min(place.length, 80)))
      if let remedy = diagnostic.remedy { text += " \(visible(remedy))" }
      text += "\n"
    } else if let remedy = diagnostic.remedy {
      text += "  \(margin) | \(visible(remedy))\n"
    }
    return text
  }
}

/// User text made safe for a terminal: control characters and bidi controls are escaped, and the text is cut after
/// `limit` scalars.
public func visible(_ text: String, limit: Int = 400) -> String {
  var result = String.UnicodeScalarView()
  var count = 0
  for scalar in text.unicodeScalars {
    if count == limit {
      result.append(contentsOf: "…".unicodeScalars)
      break
    }
    count += 1
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
      result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
    default: result.append(scalar)
    }
  }
  return String(result)
}
