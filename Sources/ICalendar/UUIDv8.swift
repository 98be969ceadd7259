/// The UUID of version 8 (RFC 9562 section 5.8) made of 16 octets of a hash: the version and variant bits are set,
/// the other 122 stay. Lower case, `xxxxxxxx-xxxx-8xxx-yxxx-xxxxxxxxxxxx`.
///
/// - Returns: nil unless `hash` has at least 16 octets; further octets are not used.
package func uuidVersion8(hash: [UInt8]) -> String? {
  guard hash.count >= 16 else { return nil }
  return String(unsafeUninitializedCapacity: 36) { text in
    func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
    var at = 0
    for index in 0..<16 {
      var octet = hash[index]
      if index == 6 { octet = octet & 0x0F | 0x80 }
      if index == 8 { octet = octet & 0x3F | 0x80 }
      if index == 4 || index == 6 || index == 8 || index == 10 {
        text[at] = 0x2D
        at += 1
      }
      text[at] = digit(octet >> 4)
      text[at + 1] = digit(octet & 15)
      at += 2
    }
    return at
  }
}
