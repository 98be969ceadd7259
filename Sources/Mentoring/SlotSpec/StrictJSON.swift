import Diagnostics

/// A JSON value (RFC 8259) with its position, so that an error can refer to it.
struct JSONNode {
  enum Value {
    case null
    case bool(Bool)
    /// As written; callers that need a whole number check the range.
    case number(String)
    case string(String)
    case array([JSONNode])
    /// In the order of the file; keys are unique.
    case object([Member])
  }

  struct Member {
    var key: String
    /// Bytes from the start of the file.
    var keyOffset: Int
    var value: JSONNode
  }

  var value: Value
  /// Bytes from the start of the file.
  var offset: Int

  /// The name of the type for messages, such as "a number".
  var kind: String {
    switch value {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

/// Parses one JSON text. Stops at the first error, because the rest cannot be trusted.
///
/// Stricter than RFC 8259 where it leaves a choice: duplicate keys, deep nesting and a byte order mark are refused.
struct StrictJSONReader {
  /// The maximum depth. It exceeds that of any description and prevents a stack overflow.
  static let depthLimit = 32

  struct Fault: Error {
    var offset: Int
    var path: String
    var message: String
  }

  private let bytes: UnsafeRawBufferPointer
  private var at = 0
  /// The current path; converted to text only for an error.
  private var steps: [Step] = []

  private enum Step {
    case key(String)
    case index(Int)
  }

  private init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  static func read(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> JSONNode {
    var reader = StrictJSONReader(bytes: bytes)
    let node = try reader.value(depth: 0)
    reader.skipSpace()
    if reader.at < bytes.count { throw reader.fault("expected the end of the file after the JSON value") }
    return node
  }

  private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

  private func fault(_ message: String) -> Fault {
    var path = ""
    for step in steps {
      switch step {
      case .key(let key): path += path.isEmpty ? key : "." + key
      case .index(let index): path += "[\(index)]"
      }
    }
    return Fault(offset: at, path: path, message: message)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    at += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 32 || byte == 10 || byte == 13 || byte == 9 { at += 1 }
  }

  private mutating func value(depth: Int) throws(Fault) -> JSONNode {
    skipSpace()
    guard depth < StrictJSONReader.depthLimit else { throw fault("nested too deeply") }
    let start = at
    switch peek {
    case UInt8(ascii: "{"): return JSONNode(value: .object(try object(depth: depth)), offset: start)
    case UInt8(ascii: "["): return JSONNode(value: .array(try array(depth: depth)), offset: start)
    case UInt8(ascii: "\""): return JSONNode(value: .string(try string()), offset: start)
    case let byte? where byte == UInt8(ascii: "-") || (byte >= 48 && byte <= 57):
      return JSONNode(value: .number(try number()), offset: start)
    case nil: throw fault("the file ends where a JSON value should stand")
    default:
      if literal("true") { return JSONNode(value: .bool(true), offset: start) }
      if literal("false") { return JSONNode(value: .bool(false), offset: start) }
      if literal("null") { return JSONNode(value: .null, offset: start) }
      throw fault("this is not a JSON value")
    }
  }

  private mutating func literal(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard bytes.count - at >= count else { return false }
    for index in 0..<count where bytes[at + index] != word.utf8Start[index] { return false }
    at += count
    return true
  }

  private mutating func object(depth: Int) throws(Fault) -> [JSONNode.Member] {
    at += 1
    var members: [JSONNode.Member] = []
    var seen: Set<[UInt8]> = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return members }
    while true {
      skipSpace()
      let keyOffset = at
      guard peek == UInt8(ascii: "\"") else { throw fault("expected a key in double quotes") }
      let key = try string()
      // Keys are compared by bytes: two keys that only look alike are different.
      guard seen.insert(Array(key.utf8)).inserted else {
        at = keyOffset
        throw fault("the key \"\(key)\" stands twice")
      }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw fault("expected a colon after the key \"\(key)\"") }
      steps.append(.key(key))
      members.append(JSONNode.Member(key: key, keyOffset: keyOffset, value: try value(depth: depth + 1)))
      steps.removeLast()
      skipSpace()
      if take(UInt8(ascii: "}")) { return members }
      guard take(UInt8(ascii: ",")) else { throw fault("expected a comma or the end of the object") }
    }
  }

  private mutating func array(depth: Int) throws(Fault) -> [JSONNode] {
    at += 1
    var items: [JSONNode] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return items }
    while true {
      steps.append(.index(items.count))
      items.append(try value(depth: depth + 1))
      steps.removeLast()
      skipSpace()
      if take(UInt8(ascii: "]")) { return items }
      guard take(UInt8(ascii: ",")) else { throw fault("expected a comma or the end of the list") }
    }
  }

  /// A number (RFC 8259 section 6), kept as written.
  private mutating func number() throws(Fault) -> String {
    let start = at
    _ = take(UInt8(ascii: "-"))
    let first = peek
    guard digits() > 0 else { throw fault("this is not a JSON number") }
    if first == UInt8(ascii: "0"), at - start > (bytes[start] == UInt8(ascii: "-") ? 2 : 1) {
      throw fault("a JSON number has no leading zeros")
    }
    if take(UInt8(ascii: ".")) { guard digits() > 0 else { throw fault("this is not a JSON number") } }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard digits() > 0 else { throw fault("this is not a JSON number") }
    }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private mutating func digits() -> Int {
    let start = at
    while let byte = peek, byte >= 48, byte <= 57 { at += 1 }
    return at - start
  }

  private mutating func string() throws(Fault) -> String {
    let start = at
    at += 1
    var octets: [UInt8] = []
    while let byte = peek {
      at += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: octets, as: UTF8.self) else {
          at = start
          throw fault("the string is not well-formed UTF-8")
        }
        return text
      case UInt8(ascii: "\\"): octets.append(contentsOf: String(try escape()).utf8)
      case 0..<32:
        at -= 1
        throw fault("a control character must be escaped in a JSON string")
      default: octets.append(byte)
      }
    }
    at = start
    throw fault("the string has no end")
  }

  private mutating func escape() throws(Fault) -> Unicode.Scalar {
    let byte = peek
    at += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      var code = try fourHexDigits()
      // A surrogate pair is one scalar beyond U+FFFF; a single surrogate is invalid.
      if (0xD800...0xDBFF).contains(code), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
        let low = try fourHexDigits()
        code = (0xDC00...0xDFFF).contains(low) ? 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00) : 0xD800
      }
      guard let scalar = Unicode.Scalar(code) else { throw fault("half a surrogate pair in a JSON string") }
      return scalar
    default:
      at = min(at - 1, bytes.count)
      throw fault("unknown escape in a JSON string")
    }
  }

  private mutating func fourHexDigits() throws(Fault) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 128 else {
        throw fault("expected four hexadecimal digits")
      }
      value = value << 4 | UInt32(truncatingIfNeeded: digit)
      at += 1
    }
    return value
  }
}
