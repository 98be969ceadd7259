/// The maximum length of a slug, in bytes.
public let longestSlug = 64

/// Whether a text is a valid mentor slug: 1 to 64 of `a-z 0-9 -`, not starting with a hyphen, and not a name reserved
/// for list pages or erased people.
public func isMentorSlug(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  guard (1...longestSlug).contains(bytes.count), bytes[0] != UInt8(ascii: "-") else { return false }
  guard bytes.allSatisfy(isSlugByte) else { return false }
  return text != "page" && text != "index" && !isErasedSlug(text)
}

/// Whether a text is a slug such as `erased-12`, which ``Storage`` gives to an erased person.
private func isErasedSlug(_ text: String) -> Bool {
  let mark = "erased-"
  return text.hasPrefix(mark) && text.utf8.dropFirst(mark.utf8.count).allSatisfy { (0x30...0x39).contains($0) }
}

private func isSlugByte(_ byte: UInt8) -> Bool {
  (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
}

/// The ASCII letters and digits of a text with hyphens between words; empty if there are none.
///
/// Apostrophes inside a word are removed: `O'Neil` becomes `oneil`.
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

/// The slug for a new mentor. It is derived from the name, else from the e-mail's local part if the name has no Latin
/// letters, else it is `mentor`. A suffix `-2`, `-3` … makes it unique.
///
/// - Parameter isTaken: whether a mentor has or had the slug.
public func mentorSlug(
  name: String, email: String, umlauts: Umlauts, isTaken: (String) throws -> Bool
) rethrows -> String {
  var numbers: [String: Int] = [:]
  return try mentorSlug(name: name, email: email, umlauts: umlauts, after: &numbers, isTaken: isTaken)
}

/// The slug for a new mentor, for batches of many.
///
/// - Parameter numbers: the last suffix number used for each slug; lower numbers are not checked again.
public func mentorSlug(
  name: String, email: String, umlauts: Umlauts, after numbers: inout [String: Int],
  isTaken: (String) throws -> Bool
) rethrows -> String {
  let isLatin: (String) -> Bool = { $0.utf8.contains { (0x61...0x7A).contains($0) } }
  let ofName = slug(of: name, umlauts: umlauts)
  let ofEmail = slug(of: String(email.prefix { $0 != "@" && $0 != "+" }))
  let base = isLatin(ofName) ? ofName : ofEmail.isEmpty ? "mentor" : ofEmail
  return try freeSlug(base, after: &numbers[base, default: 0], isTaken: isTaken)
}

/// The slug of a topic or subject. Like ``slug(of:umlauts:)``, but it includes the symbols after a letter that
/// distinguish `C` from `C++` (`cplusplus`) and `C#` (`csharp`).
public func termSlug(of name: String) -> String {
  var words = String.UnicodeScalarView()
  var isBehindWord = false
  for scalar in name.unicodeScalars {
    switch scalar {
    case "+" where isBehindWord: words.append(contentsOf: "plus".unicodeScalars)
    case "#" where isBehindWord: words.append(contentsOf: "sharp".unicodeScalars)
    default:
      words.append(scalar)
      isBehindWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
  }
  return slug(of: String(words))
}

/// The slug for a new topic; a suffix `-2`, `-3` … makes it unique.
public func newTermSlug(of name: String, isTaken: (String) -> Bool) -> String {
  let base = termSlug(of: name)
  var number = 0
  return freeSlug(base.isEmpty ? "topic" : base, after: &number, isTaken: isTaken)
}

/// The key by which topics are compared: names with the same key are the same topic. Like ``searchKey(_:)``, but
/// separators within a name become a hyphen. `Node.js`, `Node JS` and `node-js` are one topic; `C`, `C++` and `C#` are
/// three.
public func termKey(_ name: String) -> String {
  var key = String.UnicodeScalarView()
  var joints = String.UnicodeScalarView()
  let isWord: (Unicode.Scalar) -> Bool = { $0.properties.isAlphabetic || $0.properties.numericType != nil }
  for scalar in searchKey(name).unicodeScalars {
    if " -_./".unicodeScalars.contains(scalar) {
      joints.append(scalar)
      continue
    }
    if let last = key.last, !joints.isEmpty, isWord(last), isWord(scalar) {
      key.append("-")
    } else {
      key.append(contentsOf: joints)
    }
    joints = String.UnicodeScalarView()
    key.append(scalar)
  }
  return String(key)
}

private func freeSlug(
  _ base: String, after number: inout Int, isTaken: (String) throws -> Bool
) rethrows -> String {
  while true {
    number += 1
    let ending = number == 1 ? "" : "-\(number)"
    let candidate = shortened(base, to: longestSlug - ending.utf8.count) + ending
    if isMentorSlug(candidate), try !isTaken(candidate) { return candidate }
  }
}

/// The text shortened to at most `count` bytes, without a trailing hyphen. It is cut between words if most of it
/// remains.
private func shortened(_ text: String, to count: Int) -> String {
  guard text.utf8.count > count else { return text }
  var bytes = Array(text.utf8.prefix(count))
  let isWordEnd = Array(text.utf8)[count] == UInt8(ascii: "-")
  if !isWordEnd, let cut = bytes.lastIndex(of: UInt8(ascii: "-")), cut * 2 > count { bytes = Array(bytes[..<cut]) }
  while bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
  return String(decoding: bytes, as: UTF8.self)
}
