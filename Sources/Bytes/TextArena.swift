import Glibc

/// The owner of the text of one unit of work (a person's agenda, a page): bump allocation in chunks that never move.
///
/// Returned text remains valid until ``removeAll()``, which keeps the memory for the next unit.
public final class TextArena {
  private var chunks: [UnsafeMutableRawBufferPointer] = []
  private var current = 0
  private var used = 0
  private let chunkSize: Int

  public init(chunkSize: Int = 64 * 1024) { self.chunkSize = chunkSize }

  deinit { for chunk in chunks { chunk.deallocate() } }

  public func removeAll() {
    current = 0
    used = 0
  }

  /// Copies the bytes into the arena and returns them as text.
  public func copy(_ bytes: UnsafeRawBufferPointer) -> Utf8 {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return .empty }
    let target = room(for: bytes.count)
    memcpy(target, source, bytes.count)
    return Utf8(start: target, count: bytes.count)
  }

  public func copy(_ text: Utf8) -> Utf8 { copy(text.bytes) }

  public func copy(_ string: String) -> Utf8 {
    var string = string
    return string.withUTF8 { copy(UnsafeRawBufferPointer($0)) }
  }

  private func room(for count: Int) -> UnsafeMutableRawPointer {
    while current < chunks.count {
      let chunk = chunks[current]
      if used + count <= chunk.count, let base = chunk.baseAddress {
        defer { used += count }
        return base + used
      }
      current += 1
      used = 0
    }
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: max(chunkSize, count), alignment: 16)
    chunks.append(chunk)
    current = chunks.count - 1
    used = count
    // A chunk is never empty, so it has an address.
    return chunk.baseAddress.unsafelyUnwrapped
  }
}
