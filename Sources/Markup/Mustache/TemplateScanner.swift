import Diagnostics

/// Splits a template into text and tags, byte by byte.
struct TemplateScanner {
  private let text: TemplateText
  private var position = 0
  private var opening: [UInt8] = Array("{{".utf8)
  private var closing: [UInt8] = Array("}}".utf8)
  private(set) var tokens: [TemplateToken] = []
  private(set) var diagnostics = Diagnostics()

  init(_ text: TemplateText) {
    self.text = text
    position = text.markCount
  }

  mutating func scan() {
    while diagnostics.all.count < TemplateText.mostErrors, let start = find(opening, from: position) {
      addText(position..<start)
      guard let tag = scanTag(at: start) else {
        // Text after a tag without an end cannot be interpreted.
        position = text.octets.count
        return
      }
      tokens.append(.tag(tag))
    }
    addText(position..<text.octets.count)
  }

  /// Reads the tag at `start` and moves past it; nil if it does not end.
  private mutating func scanTag(at start: Int) -> TemplateTag? {
    let octets = text.octets
    var content = start + opening.count
    var end = closing
    var kind = TemplateTag.Kind.value
    if content < octets.count, let known = Self.sigils[octets[content]] {
      kind = known
      if octets[content] == UInt8(ascii: "{") { end = [UInt8(ascii: "}")] + closing }
      if kind == .delimiters { end = [UInt8(ascii: "=")] + closing }
      content += 1
    }
    let shown = start..<start + opening.count
    guard let contentEnd = find(end, from: content) else {
      let wanted = String(decoding: end, as: UTF8.self)
      diagnostics.add(Diagnostic(at: text.place(of: shown), "tag is not closed", remedy: "\"\(wanted)\" is missing"))
      return nil
    }
    let whole = start..<contentEnd + end.count
    position = whole.upperBound
    var name = trimmed(content..<contentEnd)
    if kind == .delimiters { changeDelimiters(name, of: whole) }
    var isDynamic = false
    if kind == .partial, let first = name.first, octets[first] == UInt8(ascii: "*") {
      isDynamic = true
      name = trimmed(name.lowerBound + 1..<name.upperBound)
    }
    if kind != .comment && kind != .delimiters { checkName(name, of: whole, opensAt: shown) }
    return TemplateTag(
      kind: kind, name: kind == .comment ? "" : text.string(name), isDynamic: isDynamic, nameRange: name, range: whole)
  }

  private static let sigils: [UInt8: TemplateTag.Kind] = [
    UInt8(ascii: "{"): .raw, UInt8(ascii: "&"): .raw, UInt8(ascii: "#"): .section, UInt8(ascii: "^"): .inverted,
    UInt8(ascii: "/"): .close, UInt8(ascii: ">"): .partial, UInt8(ascii: "<"): .parent, UInt8(ascii: "$"): .block,
    UInt8(ascii: "!"): .comment, UInt8(ascii: "="): .delimiters,
  ]

  private mutating func checkName(_ name: Range<Int>, of whole: Range<Int>, opensAt shown: Range<Int>) {
    if name.isEmpty {
      diagnostics.add(Diagnostic(at: text.place(of: whole), "tag has no name"))
    } else if text.octets[name].contains(0x0A) || contains(opening, in: name) {
      // The end belongs to a later tag.
      let wanted = String(decoding: closing, as: UTF8.self)
      diagnostics.add(Diagnostic(at: text.place(of: shown), "tag is not closed", remedy: "\"\(wanted)\" is missing"))
    }
  }

  private mutating func changeDelimiters(_ pair: Range<Int>, of whole: Range<Int>) {
    let parts = text.octets[pair].split(whereSeparator: Self.isSpace)
    guard parts.count == 2, !parts.joined().contains(UInt8(ascii: "=")) else {
      diagnostics.add(
        Diagnostic(
          at: text.place(of: whole), "delimiters must be two, without \"=\" in them",
          remedy: "write it like {{=<% %>=}}"))
      return
    }
    opening = Array(parts[0])
    closing = Array(parts[1])
  }

  private mutating func addText(_ range: Range<Int>) {
    var start = range.lowerBound
    while start < range.upperBound {
      let lineBreak = text.octets[start..<range.upperBound].firstIndex(of: 0x0A)
      let end = lineBreak.map { $0 + 1 } ?? range.upperBound
      tokens.append(.text(start..<end))
      start = end
    }
  }

  private func find(_ wanted: [UInt8], from start: Int) -> Int? {
    let first = wanted[0]
    return text.octets.withUnsafeBufferPointer { octets in
      guard let base = octets.baseAddress else { return nil }
      // Every byte of every template passes here, so the loop uses an index.
      let end = octets.count - wanted.count
      var at = start
      while at <= end {
        if base[at] == first && octets[at..<at + wanted.count].elementsEqual(wanted) { return at }
        at += 1
      }
      return nil
    }
  }

  private func contains(_ wanted: [UInt8], in range: Range<Int>) -> Bool {
    find(wanted, from: range.lowerBound).map { $0 + wanted.count <= range.upperBound } ?? false
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    let part = text.octets[range]
    guard let first = part.firstIndex(where: { !Self.isSpace($0) }),
      let last = part.lastIndex(where: { !Self.isSpace($0) })
    else { return range.lowerBound..<range.lowerBound }
    return first..<last + 1
  }

  static func isSpace(_ octet: UInt8) -> Bool { octet == 0x20 || (0x09...0x0D).contains(octet) }
}
