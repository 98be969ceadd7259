import CSodium
import CXxhash

/// The hash of an output's bytes: XXH3, 128 bits.
///
/// It only has to detect changes: two versions of a page have the same hash with a probability of 2^-128. It runs at
/// memory speed; the earlier Poly1305 took a fourteenth of a build, and BLAKE2b a tenth. Texts constructed to collide
/// would only keep the author's own page from being updated. If another function replaces it, the manifest's version
/// must be increased.
struct ContentHash: Hashable, Sendable {
  var high: UInt64
  var low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  init(of bytes: UnsafeRawBufferPointer) {
    let hash = XXH3_128bits(bytes.baseAddress, bytes.count)
    self.init(high: hash.high64, low: hash.low64)
  }
}

/// Appends the SHA-256 of a public output, 32 bytes, to `digests`, for `build-manifest.json`.
func appendSha256(of bytes: UnsafeRawBufferPointer, to digests: inout [UInt8]) {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { out in
    guard let start = out.baseAddress else { return }
    _ = crypto_hash_sha256(start, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count))
    digests.append(contentsOf: out)
  }
}
