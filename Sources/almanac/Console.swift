import Bytes
import Glibc

/// Standard output and standard error, as a command sees them.
struct Console: Sendable {
  /// Writes to standard output; a reader that has gone away (EPIPE) is no fault of ours and ends the writing.
  func print(_ text: String) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0), to: 1) }
  }

  func print(_ bytes: UnsafeRawBufferPointer) { write(bytes, to: 1) }

  /// Writes a message to standard error.
  func report(_ text: String) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0), to: 2) }
  }

  private func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }
}
