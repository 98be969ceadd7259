/// The UIDs of a file, numbered by hash. With a hundred thousand events, the chance that two hashes collide is 1 in
/// 10^9. Only UIDs that may be almanac's own (UUIDs in lower case) are stored as names; the reader of the answer knows
/// which are.
public struct SeriesNames: Sendable {
  private var numbers: [UInt64: Int32] = [:]
  private var own: [Int32: String] = [:]
  private var count: Int32 = 0

  public init() {}

  /// - Parameter uid: nil or empty for an event without one, which is a series of its own.
  public mutating func number(of uid: String?) -> Int32 {
    guard let uid, !uid.isEmpty else {
      count += 1
      return count - 1
    }
    // FNV-1a.
    let hash = uid.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    if let known = numbers[hash] { return known }
    numbers[hash] = count
    if SeriesNames.mayBeOwn(uid) { own[count] = uid }
    count += 1
    return count - 1
  }

  /// The UID of a series that may be almanac's own.
  public func name(of series: Int32) -> String? { own[series] }

  /// Whether the UID has the form `xxxxxxxx-xxxx-Vxxx-xxxx-xxxxxxxxxxxx` in lower-case hexadecimal digits.
  private static func mayBeOwn(_ uid: String) -> Bool {
    guard uid.utf8.count == 36 else { return false }
    return uid.utf8.enumerated().allSatisfy { place, octet in
      if [8, 13, 18, 23].contains(place) { return octet == UInt8(ascii: "-") }
      return (0x30...0x39).contains(octet) || (0x61...0x66).contains(octet)
    }
  }
}
