import Bytes
import CivilTime
import Diagnostics

/// Decodes typed values from JSON nodes and collects errors, each with its JSON path and position.
///
/// Readers return nil after recording an error. The caller continues, so that one run reports all errors.
struct JSONDecoding {
  let bytes: UnsafeRawBufferPointer
  let file: String
  var faults = Diagnostics()
  private static let faultLimit = 200

  init(bytes: UnsafeRawBufferPointer, file: String) {
    self.bytes = bytes
    self.file = file
  }

  mutating func refuse(_ path: String, at offset: Int, _ message: String, remedy: String? = nil) {
    // Each error counts lines from the start of the file. The limit prevents quadratic time for a malicious file.
    guard faults.all.count < JSONDecoding.faultLimit else { return }
    faults.add(
      Diagnostic(.error, at: place(offset), path.isEmpty ? message : "\(path): \(message)", remedy: remedy))
  }

  /// The line and column of a byte, and the excerpt of the line.
  private func place(_ offset: Int) -> Place {
    let offset = min(offset, bytes.count)
    var line = 1
    var lineStart = 0
    for index in 0..<offset where bytes[index] == 10 {
      line += 1
      lineStart = index + 1
    }
    // Programs write the whole description in one line. Then there is no excerpt; the path gives the position.
    let text = bytes[lineStart...].prefix(200).prefix { $0 != 10 && $0 != 13 }
    let isShort = text.count < 200 && offset - lineStart < 200
    return Place(
      file: file, line: line, column: offset - lineStart + 1,
      excerpt: isShort ? String(decoding: text, as: UTF8.self) : nil)
  }

  /// The members of an object by key; unknown keys are reported.
  mutating func object(_ node: JSONNode, _ path: String, keys: [String]) -> [String: JSONNode]? {
    guard case .object(let members) = node.value else {
      refuse(path, at: node.offset, "expected an object, found \(node.kind)")
      return nil
    }
    var found: [String: JSONNode] = [:]
    for member in members {
      guard keys.contains(where: { $0.utf8.elementsEqual(member.key.utf8) }) else {
        refuse(
          path.isEmpty ? member.key : "\(path).\(member.key)", at: member.keyOffset, "unknown key \"\(member.key)\"",
          remedy: nearestName(to: String(member.key.prefix(64)), among: keys).map { "did you mean \"\($0)\"?" })
        continue
      }
      found[member.key] = member.value
    }
    return found
  }

  mutating func require(_ object: [String: JSONNode], _ key: String, _ path: String, at offset: Int) -> JSONNode? {
    if let node = present(object, key) { return node }
    refuse(path.isEmpty ? key : "\(path).\(key)", at: offset, "the key \"\(key)\" is missing")
    return nil
  }

  /// A member that exists and is not null. Null is treated like a missing member.
  func present(_ object: [String: JSONNode], _ key: String) -> JSONNode? {
    guard let node = object[key] else { return nil }
    if case .null = node.value { return nil }
    return node
  }

  mutating func list(_ node: JSONNode, _ path: String) -> [JSONNode]? {
    guard case .array(let items) = node.value else {
      refuse(path, at: node.offset, "expected a list, found \(node.kind)")
      return nil
    }
    return items
  }

  /// The items of an optional list, each read by `read` with its own path.
  mutating func items<Item>(
    _ object: [String: JSONNode], _ key: String, _ path: String,
    _ read: (inout JSONDecoding, JSONNode, String) -> Item?
  ) -> [Item] {
    let path = path.isEmpty ? key : "\(path).\(key)"
    guard let node = present(object, key), let items = list(node, path) else { return [] }
    var result: [Item] = []
    result.reserveCapacity(items.count)
    for (index, item) in items.enumerated() {
      if let value = read(&self, item, "\(path)[\(index)]") { result.append(value) }
    }
    return result
  }

  mutating func string(_ node: JSONNode, _ path: String) -> String? {
    guard case .string(let text) = node.value else {
      refuse(path, at: node.offset, "expected a string, found \(node.kind)")
      return nil
    }
    return text
  }

  mutating func wholeNumber(_ node: JSONNode, _ path: String, in range: ClosedRange<Int>, unit: String) -> Int? {
    guard case .number(let text) = node.value else {
      refuse(path, at: node.offset, "expected a whole number, found \(node.kind)")
      return nil
    }
    let isWhole = !text.utf8.contains { $0 == UInt8(ascii: ".") || $0 | 32 == UInt8(ascii: "e") }
    guard isWhole else {
      refuse(path, at: node.offset, "expected a whole number without point or exponent, found \(text.prefix(40))")
      return nil
    }
    guard let value = Int(text), range.contains(value) else {
      refuse(
        path, at: node.offset, "\(text.prefix(40)) is out of range",
        remedy: "write a number of \(unit) from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return value
  }

  /// An optional number.
  mutating func wholeNumber(
    _ object: [String: JSONNode], _ key: String, _ path: String, in range: ClosedRange<Int>, unit: String
  ) -> Int? {
    guard let node = present(object, key) else { return nil }
    return wholeNumber(node, "\(path).\(key)", in: range, unit: unit)
  }

  mutating func instant(_ node: JSONNode, _ path: String) -> Instant? {
    guard let text = string(node, path) else { return nil }
    if let instant = Instant(rfc3339: text) { return instant }
    refuse(path, at: node.offset, "\"\(text)\" is not a time", remedy: "write it as 2026-03-29T01:00:00Z")
    return nil
  }

  mutating func date(_ node: JSONNode, _ path: String) -> CivilDate? {
    guard let text = string(node, path) else { return nil }
    if let date = CivilDate(iso: text) { return date }
    refuse(path, at: node.offset, "\"\(text)\" is not a date", remedy: "write it as 2026-03-29")
    return nil
  }

  mutating func wallTime(_ node: JSONNode, _ path: String) -> WallTime? {
    guard let text = string(node, path) else { return nil }
    if let time = WallTime(text) { return time }
    refuse(path, at: node.offset, "\"\(text)\" is not a time of day", remedy: "write it as 09:30, up to 24:00")
    return nil
  }

  /// A list of exactly two values.
  mutating func pair<Value>(
    _ node: JSONNode, _ path: String, _ read: (inout JSONDecoding, JSONNode, String) -> Value?
  ) -> (Value, Value)? {
    guard let items = list(node, path) else { return nil }
    guard items.count == 2 else {
      refuse(path, at: node.offset, "expected a list of two, found \(items.count)")
      return nil
    }
    let first = read(&self, items[0], "\(path)[0]")
    let second = read(&self, items[1], "\(path)[1]")
    guard let first, let second else { return nil }
    return (first, second)
  }

  /// An optional list of `[start, end]` pairs.
  mutating func intervals(_ object: [String: JSONNode], _ key: String, _ path: String) -> [Interval] {
    let path = path.isEmpty ? key : "\(path).\(key)"
    guard let node = present(object, key), let items = list(node, path) else { return [] }
    var result: [Interval] = []
    result.reserveCapacity(items.count)
    for (index, item) in items.enumerated() {
      // Descriptions consist mostly of these, so the path is only built for an invalid one.
      if let interval = JSONDecoding.interval(item) ?? interval(item, "\(path)[\(index)]") { result.append(interval) }
    }
    return result
  }

  private static func interval(_ node: JSONNode) -> Interval? {
    guard case .array(let items) = node.value, items.count == 2, case .string(let first) = items[0].value,
      case .string(let second) = items[1].value, let start = Instant(rfc3339: first),
      let end = Instant(rfc3339: second), start < end
    else { return nil }
    return Interval(start: start, end: end)
  }

  private mutating func interval(_ node: JSONNode, _ path: String) -> Interval? {
    guard let (start, end) = pair(node, path, { $0.instant($1, $2) }) else { return nil }
    guard start < end else {
      refuse(path, at: node.offset, "the end is not after the start")
      return nil
    }
    return Interval(start: start, end: end)
  }
}
