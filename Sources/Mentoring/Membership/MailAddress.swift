/// The reason why a text is not an e-mail address.
public struct AddressFault: Error, Hashable, Sendable {
  /// The end of a message that begins with the address, such as `has no @`.
  public var message: String
  public var remedy: String

  public init(message: String, remedy: String) {
    self.message = message
    self.remedy = remedy
  }
}

/// Normalizes an e-mail address from people or spreadsheets for storage. Accepts `ada@example.org`, also with spaces
/// around it, `mailto:ada@example.org` and `Ada Byron <ada@example.org>`. A host with non-ASCII letters is converted to
/// ASCII (`müller.example` → `xn--mller-kva.example`). Capitals in the local part remain; addresses are compared
/// case-insensitively.
public func mailAddress(_ text: String) throws(AddressFault) -> String {
  var address = trimmedText(text)
  if address.utf8.last == UInt8(ascii: ">"), let open = address.utf8.lastIndex(of: UInt8(ascii: "<")) {
    address = trimmedText(
      String(address[address.utf8.index(after: open)..<address.utf8.index(before: address.endIndex)]))
  }
  if address.lowercased().hasPrefix("mailto:") {
    address = String(address.dropFirst(7).prefix { $0 != "?" })
  }
  let example = "write it as ada@example.org"
  func fault(_ message: String, _ remedy: String) -> AddressFault { AddressFault(message: message, remedy: remedy) }
  if address.isEmpty { throw fault("is empty", example) }
  let parts = address.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
  guard parts.count > 1 else { throw fault("has no @", example) }
  if address.utf8.contains(where: { ",;".utf8.contains($0) }) {
    throw fault("holds more than one address", "keep one of them")
  }
  guard parts.count == 2 else { throw fault("has more than one @", example) }
  let local = parts[0]
  if let wrong = local.unicodeScalars.first(where: { !(0x21...0x7E).contains($0.value) }) {
    throw wrong.properties.isAlphabetic || isMark(wrong)
      ? fault("has letters before the @ that mail programs cannot be relied on to deliver", "ask for an address in a-z")
      : fault("holds \(characterName(wrong)) before the @", "remove it: \(example)")
  }
  guard !local.isEmpty, local.utf8.count <= 64, !local.utf8.contains(where: { "()<>[]:\\\"".utf8.contains($0) }),
    local.utf8.first != UInt8(ascii: "."), local.utf8.last != UInt8(ascii: "."), !local.contains("..")
  else { throw fault("has no valid part before the @", example) }
  if let wrong = parts[1].unicodeScalars.first(where: { isInvisible($0) && !isJoiner($0) }) {
    throw fault("holds \(characterName(wrong)) behind the @", "remove it: \(example)")
  }
  guard let host = asciiHost(parts[1]) else { throw fault("has no valid host behind the @", example) }
  guard local.utf8.count + 1 + host.utf8.count <= 254 else { throw fault("is too long", "use a shorter one") }
  return local + "@" + host
}

/// Whether an address is a placeholder for an erased person's address, such as `erased-12@erased.invalid`.
public func isErasedAddress(_ address: String) -> Bool { address.lowercased().hasSuffix("@erased.invalid") }
