import CSodium

/// What an output's octets hash to: BLAKE2b with 16 octets of result. Only change is asked of it, so another
/// function may take its place if the manifest's version is raised.
struct ContentHash: Hashable, Sendable {
  var high: UInt64
  var low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  init(of bytes: UnsafeRawBufferPointer) {
    var result: (UInt64, UInt64) = (0, 0)
    withUnsafeMutableBytes(of: &result) { out in
      guard let start = out.baseAddress else { return }
      _ = crypto_generichash(
        start.assumingMemoryBound(to: UInt8.self), 16, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
        UInt64(bytes.count), nil, 0)
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
