import CSodium

/// A source of randomness for unguessable names.
public protocol RandomSource {
  /// Returns fresh random bytes.
  mutating func octets(_ count: Int) -> [UInt8]
}

/// libsodium's generator, seeded by the system.
public struct SystemRandom: RandomSource {
  public init() { _ = sodium_init() }

  public mutating func octets(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: max(count, 0)) { buffer, initialized in
      if let base = buffer.baseAddress { randombytes_buf(base, buffer.count) }
      initialized = buffer.count
    }
  }
}

/// A generator with the same bytes for the same seed, for demo programmes and tests; never for real people.
public struct SeededRandom: RandomSource {
  private var seed: [UInt8]
  private var counter: UInt64 = 0

  public init(seed: UInt64) {
    self.seed = (0..<8).map { UInt8(truncatingIfNeeded: seed >> ($0 * 8)) } + [UInt8](repeating: 0, count: 24)
  }

  /// Creates a generator whose bytes depend on both the seed and the name.
  public init(seed: UInt64, name: String) {
    self.init(seed: seed)
    var hash = [UInt8](repeating: 0, count: 16)
    let octets = Array(name.utf8)
    crypto_generichash(&hash, hash.count, octets, UInt64(octets.count), nil, 0)
    self.seed.replaceSubrange(8..<16, with: hash[..<8])
  }

  public mutating func octets(_ count: Int) -> [UInt8] {
    for index in 0..<8 { seed[16 + index] = UInt8(truncatingIfNeeded: counter >> (index * 8)) }
    counter += 1
    return [UInt8](unsafeUninitializedCapacity: max(count, 0)) { buffer, initialized in
      if let base = buffer.baseAddress { randombytes_buf_deterministic(base, buffer.count, seed) }
      initialized = buffer.count
    }
  }
}

extension RandomSource {
  /// 160 random bits as 32 characters of lower-case base32 (RFC 4648 section 6).
  public mutating func token() -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    var text: [UInt8] = []
    var bits = 0
    var held = 0
    for byte in octets(20) {
      bits = (bits << 8 | Int(byte)) & 0xFFFF
      held += 8
      while held >= 5 {
        held -= 5
        text.append(alphabet[bits >> held & 31])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A random UUID (RFC 9562 section 5.4).
  public mutating func uuid() -> String {
    var bytes = octets(16)
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
      text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// `count` characters of a–z and 0–9, each equally likely: bytes above 251 are discarded.
  public mutating func roomCharacters(_ count: Int) -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
    var text: [UInt8] = []
    while text.count < count {
      for byte in octets(count) where byte < 252 && text.count < count { text.append(alphabet[Int(byte) % 36]) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
