import Bytes

extension ByteSink {
  /// Appends a UUID of version 8 (RFC 9562 section 5.8) from the first 16 bytes of a hash. Version and variant replace
  /// their bits; the other 122 bits are kept. Lower case, `xxxxxxxx-xxxx-8xxx-yxxx-xxxxxxxxxxxx`.
  public mutating func append(uuidVersion8 hash: (UInt64, UInt64)) {
    withUnsafeBytes(of: hash) { octets in
      for index in 0..<16 {
        var octet = octets[index]
        if index == 6 { octet = octet & 0x0F | 0x80 }
        if index == 8 { octet = octet & 0x3F | 0x80 }
        if index == 4 || index == 6 || index == 8 || index == 10 { append(byte: 0x2D) }
        append(byte: digit(octet >> 4))
        append(byte: digit(octet & 15))
      }
    }
  }
}

private func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
