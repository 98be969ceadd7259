/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers from the same seed on every machine. Not for secrets.
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// An independent stream of the same programme, so that a longer list of one kind does not change the others.
  init(seed: UInt64, stream: UInt64, index: Int = 0) {
    var mix = SplitMix64(seed: seed ^ (stream &* 0xD6E8_FEB8_6659_FD93))
    state = mix.next() ^ (UInt64(truncatingIfNeeded: index) &* 0xA076_1D64_78BD_642F)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number from 0 to below `bound`; 0 for a bound below 1. The bias of the high product is below 2⁻³² here.
  mutating func below(_ bound: Int) -> Int {
    guard bound > 0 else { return 0 }
    return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A random element; nil only for an empty list.
  mutating func pick<T>(_ list: [T]) -> T? { list.isEmpty ? nil : list[below(list.count)] }

  /// `count` different elements in a random order; fewer when the list is shorter.
  mutating func sample<T>(_ count: Int, of list: [T]) -> [T] {
    var rest = list
    var taken: [T] = []
    while taken.count < count, !rest.isEmpty {
      let index = below(rest.count)
      taken.append(rest[index])
      rest.swapAt(index, rest.count - 1)
      rest.removeLast()
    }
    return taken
  }

  mutating func chance(oneIn count: Int) -> Bool { below(count) == 0 }
}

/// The seed of an identifier; its texts are generated on demand, so that 200,000 sessions stay small.
public struct DemoKey: Hashable, Sendable {
  let value: UInt64

  /// 36 characters in the form of a version 4 UUID (RFC 9562).
  public var uuid: String {
    var random = SplitMix64(seed: value)
    let high = (random.next() & 0xFFFF_FFFF_FFFF_0FFF) | 0x4000
    let low = (random.next() & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for (index, word) in [high, low].enumerated() {
      for nibble in 0..<16 {
        let place = index * 16 + nibble
        if place == 8 || place == 12 || place == 16 || place == 20 { text.append(UInt8(ascii: "-")) }
        text.append(DemoKey.hex[Int((word >> UInt64(60 - nibble * 4)) & 15)])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// 32 characters of RFC 4648 base32 in lower case: 160 bits. `use` distinguishes the tokens of a person.
  public func token(_ use: TokenUse) -> String { word(32, from: DemoKey.base32, stream: use.rawValue) }

  /// `room-` and eight of [a-z0-9]. If the name is taken, the next `attempt` gives another.
  public func room(attempt: Int = 0) -> String {
    "room-" + word(8, from: DemoKey.alphanumeric, stream: 9 &+ UInt64(truncatingIfNeeded: attempt))
  }

  public enum TokenUse: UInt64, Sendable, CaseIterable {
    case home = 1
    case feed, action, meeting
  }

  private func word(_ count: Int, from letters: [UInt8], stream: UInt64) -> String {
    var random = SplitMix64(seed: value, stream: stream)
    var text: [UInt8] = []
    text.reserveCapacity(count)
    for _ in 0..<count { text.append(letters[random.below(letters.count)]) }
    return String(decoding: text, as: UTF8.self)
  }

  private static let hex = Array("0123456789abcdef".utf8)
  private static let base32 = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
  private static let alphanumeric = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
}
