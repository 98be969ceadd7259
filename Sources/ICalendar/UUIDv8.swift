/// The UUID of version 8 (RFC 9562 section 5.8) made of 16 octets of a hash: the version and variant bits are set,
/// the other 122 stay. Lower case, `xxxxxxxx-xxxx-8xxx-yxxx-xxxxxxxxxxxx`.
///
/// - Returns: nil unless `hash` has at least 16 octets; further octets are not used.
package func uuidVersion8(hash: some Sequence<UInt8>) -> String? {
  var octets = Array(hash.prefix(16))
  guard octets.count == 16 else { return nil }
  octets[6] = octets[6] & 0x0F | 0x80
  octets[8] = octets[8] & 0x3F | 0x80
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  text.reserveCapacity(36)
  for (index, octet) in octets.enumerated() {
    if [4, 6, 8, 10].contains(index) { text.append(0x2D) }
    text.append(digits[Int(octet >> 4)])
    text.append(digits[Int(octet & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
