import Bytes
import CivilTime

/// Writes members and elements in the order of the calls. Whether a comma is needed follows from the preceding byte.
extension ByteSink {
  /// Begins a member of the current object; its value must be written next.
  mutating func member(_ name: StaticString) {
    if bytes.last != UInt8(ascii: "{") { append(",") }
    append("\"")
    append(name)
    append("\":")
  }

  mutating func member(_ name: StaticString, _ text: String) {
    member(name)
    append(json: text)
  }

  mutating func member(_ name: StaticString, _ texts: [String]) {
    member(name)
    append(json: texts)
  }

  mutating func member(_ name: StaticString, _ number: Int) {
    member(name)
    appendDecimal(number)
  }

  mutating func member(_ name: StaticString, _ flag: Bool) {
    member(name)
    append(flag ? "true" : "false")
  }

  /// Writes a member with an RFC 3339 time in UTC.
  mutating func member(_ name: StaticString, _ instant: Instant) {
    member(name)
    append("\"")
    append(rfc3339: instant)
    append("\"")
  }

  /// Writes a member with the value that `body` writes, or `null` if there is no value.
  mutating func member<Value>(_ name: StaticString, orNull value: Value?, _ body: (Value, inout ByteSink) -> Void) {
    member(name)
    if let value { body(value, &self) } else { append("null") }
  }

  mutating func member(_ name: StaticString, orNull text: String?) {
    member(name, orNull: text) { $1.append(json: $0) }
  }

  /// Writes a member with an array that has an element for each value.
  mutating func member<Values: Sequence>(
    _ name: StaticString, each values: Values, _ body: (Values.Element, inout ByteSink) -> Void
  ) {
    member(name)
    append("[")
    for value in values {
      if bytes.last != UInt8(ascii: "[") { append(",") }
      body(value, &self)
    }
    append("]")
  }
}
