/// The name of a holiday, and when it was written.
public struct EventLabel: Hashable, Sendable {
  /// May be empty.
  public var name: String
  /// LAST-MODIFIED, otherwise DTSTAMP: seconds since 1970-01-01T00:00Z; nil if the file has neither.
  public var changed: Int?

  public init(name: String = "", changed: Int? = nil) {
    self.name = name
    self.changed = changed
  }
}

/// The labels of a file, numbered. They are read from calendars of holidays only: no text of a mentor's own calendar is
/// stored.
public struct EventLabels: Sendable {
  public private(set) var all = [EventLabel()]
  private var numbers = [EventLabel(): 0 as UInt16]

  public init() {}

  /// - Returns: 0 for none, and beyond the limit of labels per file.
  public mutating func number(of label: EventLabel) -> UInt16 {
    if let known = numbers[label] { return known }
    guard all.count < 20_000 else { return 0 }
    let number = UInt16(all.count)
    all.append(label)
    numbers[label] = number
    return number
  }
}

/// A TEXT value (RFC 5545 3.3.11) as one line of at most 200 characters; characters that are not text become spaces.
func labelText(_ value: ArraySlice<UInt8>) -> String {
  var octets: [UInt8] = []
  var isEscaped = false
  var value = value
  if value.count > 4096 {
    // Do not cut within a character.
    value = value.prefix(4096)
    while let last = value.last, last >= 0x80 { value.removeLast() }
  }
  for octet in value {
    if isEscaped {
      isEscaped = false
      octets.append(octet | 32 == UInt8(ascii: "n") ? 32 : octet)
    } else if octet == UInt8(ascii: "\\") {
      isEscaped = true
    } else {
      octets.append(octet < 32 || octet == 127 ? 32 : octet)
    }
  }
  // Text that is not UTF-8 is most likely Latin-1, where every byte has a character.
  let whole =
    String(validating: octets, as: UTF8.self) ?? String(String.UnicodeScalarView(octets.map { Unicode.Scalar($0) }))
  var text = String.UnicodeScalarView()
  var count = 0
  for scalar in whole.unicodeScalars where count < 200 {
    // C1 controls, and characters that reverse the direction of text.
    let isHidden =
      (0x80..<0xA0).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
      || (0x2066...0x2069).contains(scalar.value) || (0x2028...0x2029).contains(scalar.value)
    let isBlank = isHidden || scalar == " "
    if isBlank, text.last == " " || text.isEmpty { continue }
    text.append(isBlank ? " " : scalar)
    count += 1
  }
  if text.last == " " { text.removeLast() }
  return String(text)
}
