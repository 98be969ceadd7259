import CSodium

/// What an output's octets hash to: Poly1305 under a key that is no secret, 16 octets.
///
/// Only change is asked of it, and of that a universal hash is sure: two versions of a page have the same with a chance
/// below 2^-80. It takes a third of the time of BLAKE2b, which was a tenth of a build. Whoever made two texts on purpose
/// that hash the same would but keep an own page from being renewed. If another function takes its place, the
/// manifest's version rises.
struct ContentHash: Hashable, Sendable {
  var high: UInt64
  var low: UInt64

  /// As long as Poly1305 wants it, and without the bits that it clears.
  private static let key: [UInt8] = Array("almanac: what an output hashes to".utf8.prefix(32))

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  init(of bytes: UnsafeRawBufferPointer) {
    var result: (UInt64, UInt64) = (0, 0)
    withUnsafeMutableBytes(of: &result) { out in
      guard let start = out.baseAddress else { return }
      _ = crypto_onetimeauth(
        start.assumingMemoryBound(to: UInt8.self), bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
        UInt64(bytes.count), ContentHash.key)
    }
    self.init(high: result.0, low: result.1)
  }
}

/// SHA-256 of a public output, for `build-manifest.json`: 32 octets appended to `digests`.
func appendSha256(of bytes: UnsafeRawBufferPointer, to digests: inout [UInt8]) {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { out in
    guard let start = out.baseAddress else { return }
    _ = crypto_hash_sha256(start, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count))
    digests.append(contentsOf: out)
  }
}
