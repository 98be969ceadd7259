import Bytes
import CivilTime

/// Members and elements, in the order of the calls; the comma before one follows from the octet that stands there.
extension ByteSink {
  /// Begins a member of the object in hand; its value comes next.
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

  /// RFC 3339 in UTC.
  mutating func member(_ name: StaticString, _ instant: Instant) {
    member(name)
    append("\"")
    append(rfc3339: instant)
    append("\"")
  }

  /// The value that `body` writes, `null` where there is nothing to write.
  mutating func member<Value>(_ name: StaticString, orNull value: Value?, _ body: (Value, inout ByteSink) -> Void) {
    member(name)
    if let value { body(value, &self) } else { append("null") }
  }

  mutating func member(_ name: StaticString, orNull text: String?) {
    member(name, orNull: text) { $1.append(json: $0) }
  }

  /// An array with an element for each value.
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
