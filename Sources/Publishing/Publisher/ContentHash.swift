import CSodium
import CXxhash

/// What an output's octets hash to: XXH3, 128 bits.
///
/// Only change is asked of it: two versions of a page have the same with a chance of 2^-128. Memory is read at its own speed;
/// Poly1305, which stood here, took a fourteenth of a build, and BLAKE2b a tenth. Whoever made two texts on purpose that
/// hash the same would but keep an own page from being renewed. If another function takes its place, the manifest's
/// version rises.
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

/// SHA-256 of a public output, for `build-manifest.json`: 32 octets appended to `digests`.
func appendSha256(of bytes: UnsafeRawBufferPointer, to digests: inout [UInt8]) {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { out in
    guard let start = out.baseAddress else { return }
    _ = crypto_hash_sha256(start, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count))
    digests.append(contentsOf: out)
  }
}
