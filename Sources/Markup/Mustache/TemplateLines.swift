/// Finds standalone tags: a tag alone on its line removes the whole line, including its line break.
///
/// The tags of inheritance may share a line, as `{{<layout}}{{$main}}` does. A block opened and closed on one line is
/// a place in that line and not standalone.
/// place in that line and not standalone.
struct TemplateLines {
  private let text: TemplateText
  private var result: [TemplateToken] = []

  init(_ text: TemplateText) { self.text = text }

  /// The tokens with standalone lines emptied and a `lineStart` before each line that renders something.
  mutating func arrange(_ tokens: [TemplateToken]) -> [TemplateToken] {
    var line: [TemplateToken] = []
    for token in tokens {
      line.append(token)
      if case .text(let range) = token, text.octets[range.upperBound - 1] == 0x0A {
        close(line)
        line.removeAll()
      }
    }
    close(line)
    return result
  }

  private mutating func close(_ line: [TemplateToken]) {
    var tags: [TemplateTag] = []
    var isBlank = true
    for token in line {
      switch token {
      case .tag(let tag): tags.append(tag)
      case .text(let range): isBlank = isBlank && text.octets[range].allSatisfy(TemplateScanner.isSpace)
      case .lineStart: break
      }
    }
    let space = leadingSpace(line)
    if isBlank, isStandalone(tags) {
      for var tag in tags {
        tag.isStandalone = true
        tag.indentation = space
        result.append(.tag(tag))
      }
    } else if isBlank, tags.isEmpty {
      result += line
    } else {
      add(line, after: space)
    }
  }

  private mutating func add(_ line: [TemplateToken], after space: Range<Int>) {
    result.append(.lineStart(space))
    for (index, token) in line.enumerated() {
      switch token {
      case .text(let range) where index == 0:
        if space.upperBound < range.upperBound { result.append(.text(space.upperBound..<range.upperBound)) }
      case .tag(var tag):
        // A partial within a line is not indented, but a block's further lines are.
        if tag.kind == .block { tag.indentation = space }
        result.append(.tag(tag))
      default: result.append(token)
      }
    }
  }

  private func leadingSpace(_ line: [TemplateToken]) -> Range<Int> {
    guard case .text(let range)? = line.first else { return 0..<0 }
    let part = text.octets[range]
    let end = part.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? range.upperBound
    return range.lowerBound..<end
  }

  private func isStandalone(_ tags: [TemplateTag]) -> Bool {
    if tags.count == 1 { return tags[0].kind != .value && tags[0].kind != .raw }
    var hasParent = false
    for tag in tags {
      switch tag.closes ?? tag.kind {
      case .parent: hasParent = true
      case .block: break
      default: return false
      }
    }
    return hasParent
  }
}
