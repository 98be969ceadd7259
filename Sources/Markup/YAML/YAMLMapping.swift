import Diagnostics

/// Decodes a mapping by a schema: every requested key is known, and any other is an error.
///
/// ```swift
/// var keys = YAMLMapping(node, into: &diagnostics)
/// let title = keys.text("title")
/// let notice = keys.integer("notice", in: 0...525_600)
/// diagnostics.add(contentsOf: keys.finish())
/// ```
/// A value of the wrong kind is an error at its place, and nil is returned, so that one pass reports all errors.
public struct YAMLMapping {
  public let place: Place?
  public private(set) var diagnostics = Diagnostics()
  /// Whether texts may contain characters that change the writing direction of the text that follows. Interface texts
  /// may need them; in titles and names they would affect the surrounding text.
  public var allowsTurns = false
  private var values: [String: YAMLEntry] = [:]
  private var order: [String] = []
  private var known: Set<String> = []

  /// An empty mapping for a missing one; `place` is where it would be.
  public init(at place: Place? = nil) { self.place = place }

  public init(_ node: YAMLNode) {
    place = node.place
    switch node {
    case .mapping(let entries, _):
      for entry in entries {
        values[entry.key] = entry
        order.append(entry.key)
      }
    case .scalar(let scalar) where scalar.isNull: break
    default: diagnostics.add(Diagnostic(at: node.place, "\(node.word) stands where keys and values belong"))
    }
  }

  /// The keys in the order of the file.
  public var keys: [String] { order }

  public func has(_ key: String) -> Bool { values[key] != nil }

  /// Whether a key exists without a value: `accent:`, `accent: ~`, or a value that a `#` has made a comment.
  public func isNothing(_ key: String) -> Bool {
    if case .scalar(let scalar)? = values[key]?.value { scalar.isNull } else { false }
  }

  /// The place of a key's value, for errors that the caller finds.
  public func place(of key: String) -> Place? { values[key]?.value.place ?? place }

  public mutating func fail(_ key: String, _ message: String, remedy: String? = nil) {
    diagnostics.add(Diagnostic(at: place(of: key), message, remedy: remedy))
  }

  public mutating func warn(_ key: String, _ message: String, remedy: String? = nil) {
    diagnostics.add(Diagnostic(.warning, at: place(of: key), message, remedy: remedy))
  }

  // MARK: Values

  public mutating func node(_ key: String) -> YAMLNode? {
    known.insert(key)
    guard let value = values[key]?.value else { return nil }
    if case .scalar(let scalar) = value, scalar.isNull { return nil }
    return value
  }

  public mutating func text(_ key: String) -> String? {
    guard let node = node(key) else { return nil }
    guard case .scalar(let scalar) = node else {
      fail(key, "\"\(key)\" is \(node.word), not text")
      return nil
    }
    return isSound(scalar, key) ? scalar.text : nil
  }

  /// Reports an error for a text with characters that change the direction of the surrounding text, or that end a line
  /// without a line feed.
  private mutating func isSound(_ scalar: YAMLScalar, _ key: String) -> Bool {
    guard !allowsTurns, let wrong = scalar.text.unicodeScalars.first(where: turns) else { return true }
    diagnostics.add(
      Diagnostic(
        at: scalar.place, "\"\(key)\" holds \(codePoint(wrong))", remedy: "write it without signs that cannot be seen"))
    return false
  }

  public mutating func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
    guard let text = text(key) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      fail(
        key, "\"\(key)\" is \"\(text)\"", remedy: "write a whole number from \(range.lowerBound) to \(range.upperBound)"
      )
      return nil
    }
    return number
  }

  /// A flag: `yes`, `no`, `true`, `false`, `on` or `off`.
  public mutating func flag(_ key: String) -> Bool? {
    guard let text = text(key) else { return nil }
    switch text.lowercased() {
    case "yes", "true", "on": return true
    case "no", "false", "off": return false
    default:
      fail(key, "\"\(key)\" is \"\(text)\"", remedy: "write yes or no")
      return nil
    }
  }

  /// One of a fixed set of words.
  public mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Choice.Type = Choice.self
  ) -> Choice? where Choice.RawValue == String {
    guard let text = text(key) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      let all = Choice.allCases.map(\.rawValue)
      let near = nearestName(to: text, among: all).map { "did you mean \"\($0)\"? " } ?? ""
      fail(key, "\"\(key)\" is \"\(text)\"", remedy: near + "it is one of: " + all.joined(separator: ", "))
      return nil
    }
    return choice
  }

  /// A list of texts; a single text is a list of one.
  public mutating func texts(_ key: String) -> [String]? {
    guard let node = node(key) else { return nil }
    switch node {
    case .scalar(let scalar): return isSound(scalar, key) ? [scalar.text] : nil
    case .sequence(let items, _):
      var texts: [String] = []
      for item in items {
        guard case .scalar(let scalar) = item else {
          diagnostics.add(Diagnostic(at: item.place, "\(item.word) stands in \"\(key)\", not text"))
          continue
        }
        if isSound(scalar, key) { texts.append(scalar.text) }
      }
      return texts
    case .mapping:
      fail(key, "\"\(key)\" is a mapping, not a list")
      return nil
    }
  }

  public mutating func list(_ key: String) -> [YAMLNode]? {
    guard let node = node(key) else { return nil }
    guard case .sequence(let items, _) = node else {
      fail(key, "\"\(key)\" is \(node.word), not a list")
      return nil
    }
    return items
  }

  /// A mapping below this one; empty when it does not exist. Return it with ``close(_:)``.
  public mutating func mapping(_ key: String) -> YAMLMapping {
    var inner = node(key).map { YAMLMapping($0) } ?? YAMLMapping()
    inner.allowsTurns = allowsTurns
    return inner
  }

  // MARK: The end

  /// Adds the diagnostics of an inner mapping, including its unknown keys.
  public mutating func close(_ inner: YAMLMapping) { diagnostics.add(contentsOf: inner.finish()) }

  /// All diagnostics, and an error for each key that was not requested.
  public func finish() -> Diagnostics {
    var all = diagnostics
    for key in order where !known.contains(key) {
      let near = nearestName(to: key, among: known.sorted()).map { "did you mean \"\($0)\"?" }
      let remedy = near ?? (known.isEmpty ? nil : "known here: " + known.sorted().joined(separator: ", "))
      var place = values[key]?.keyPlace
      place?.length = key.utf8.count
      all.add(Diagnostic(at: place, "unknown key \"\(key)\"", remedy: remedy))
    }
    return all
  }
}

/// Whether a character is a line or paragraph separator, or changes the writing direction (UAX #9).
private func turns(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x2028...0x202E, 0x2066...0x2069: true
  default: false
  }
}

/// `U+202E`.
func codePoint(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
}
