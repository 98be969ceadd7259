import Bytes

extension ByteSink {
  /// Appends a JSON string (RFC 8259 section 7) that is also safe inside an HTML script element and as JavaScript: `<`
  /// is written as `\u003c`, U+2028 and U+2029 (line terminators in JavaScript before ES2019) as `\u2028` and `\u2029`.
  public mutating func append(json text: Utf8) {
    append(byte: UInt8(ascii: "\""))
    var run = 0
    for index in 0..<text.count {
      let octet = text[index]
      guard octet < 0x20 || octet == 0x22 || octet == 0x5C || octet == 0x3C || octet == 0xE2 else { continue }
      if octet == 0xE2 {
        guard index + 2 < text.count, text[index + 1] == 0x80, text[index + 2] | 1 == 0xA9 else { continue }
        append(Utf8(start: text.start + run, count: index - run))
        append(text[index + 2] == 0xA8 ? "\\u2028" : "\\u2029")
        run = index + 3
        continue
      }
      append(Utf8(start: text.start + run, count: index - run))
      run = index + 1
      let digits = StaticString("0123456789abcdef")
      switch octet {
      case 0x22: append("\\\"")
      case 0x5C: append("\\\\")
      case 0x0A: append("\\n")
      default:
        append("\\u00")
        append(byte: digits.utf8Start[Int(octet >> 4)])
        append(byte: digits.utf8Start[Int(octet & 15)])
      }
    }
    append(Utf8(start: text.start + run, count: text.count - run))
    append(byte: UInt8(ascii: "\""))
  }

  public mutating func append(json text: String) {
    var text = text
    text.withUTF8 { octets in
      if let base = octets.baseAddress {
        append(json: Utf8(start: base, count: octets.count))
      } else {
        append("\"\"")
      }
    }
  }

  /// Appends a JSON array of strings.
  public mutating func append(json texts: [String]) {
    append("[")
    for (index, text) in texts.enumerated() {
      if index > 0 { append(",") }
      append(json: text)
    }
    append("]")
  }
}
