/// The longest slug, in bytes.
public let longestSlug = 64

/// What an address of a mentor may be: 1 to 64 of `a-z 0-9 -`, the first no hyphen, and no name that pages of lists or
/// erased people have.
public func isMentorSlug(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  guard (1...longestSlug).contains(bytes.count), bytes[0] != UInt8(ascii: "-") else { return false }
  guard bytes.allSatisfy(isSlugByte) else { return false }
  return text != "page" && text != "index" && !isErasedSlug(text)
}

/// `erased-12`: what ``Storage`` gives to a person who is erased.
private func isErasedSlug(_ text: String) -> Bool {
  let mark = "erased-"
  return text.hasPrefix(mark) && text.utf8.dropFirst(mark.utf8.count).allSatisfy { (0x30...0x39).contains($0) }
}

private func isSlugByte(_ byte: UInt8) -> Bool {
  (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
}

/// The ASCII letters and digits of a text with hyphens between its words; empty if there are none.
///
/// Apostrophes inside a word are dropped: `O'Neil` is `oneil`.
public func slug(of text: String, umlauts: Umlauts = .plain) -> String {
  var slug: [UInt8] = []
  for byte in foldedLatin(text, umlauts).utf8 {
    if isSlugByte(byte), byte != UInt8(ascii: "-") {
      slug.append(byte)
    } else if byte < 0x80, let last = slug.last, last != UInt8(ascii: "-") {
      slug.append(UInt8(ascii: "-"))
    }
  }
  while slug.last == UInt8(ascii: "-") { slug.removeLast() }
  return String(decoding: slug, as: UTF8.self)
}

/// The slug of a new mentor: of the name; of the e-mail's local part where the name has no Latin letter; at last `mentor`.
/// With `-2`, `-3` … behind it until it is free.
///
/// - Parameter isTaken: whether somebody has it, or had it.
public func mentorSlug(
  name: String, email: String, umlauts: Umlauts, isTaken: (String) throws -> Bool
) rethrows -> String {
  let isLatin: (String) -> Bool = { $0.utf8.contains { (0x61...0x7A).contains($0) } }
  let ofName = slug(of: name, umlauts: umlauts)
  let ofEmail = slug(of: String(email.prefix { $0 != "@" && $0 != "+" }))
  let base = isLatin(ofName) ? ofName : ofEmail.isEmpty ? "mentor" : ofEmail
  var number = 1
  while true {
    let ending = number == 1 ? "" : "-\(number)"
    let candidate = shortened(base, to: longestSlug - ending.utf8.count) + ending
    if isMentorSlug(candidate), try !isTaken(candidate) { return candidate }
    number += 1
  }
}

/// At most so many bytes, without a hyphen at the end; between two words where that leaves most of it.
private func shortened(_ text: String, to count: Int) -> String {
  guard text.utf8.count > count else { return text }
  var bytes = Array(text.utf8.prefix(count))
  let isWordEnd = Array(text.utf8)[count] == UInt8(ascii: "-")
  if !isWordEnd, let cut = bytes.lastIndex(of: UInt8(ascii: "-")), cut * 2 > count { bytes = Array(bytes[..<cut]) }
  while bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
  return String(decoding: bytes, as: UTF8.self)
}
