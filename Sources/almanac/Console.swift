import Bytes
import Glibc
import Synchronization

/// Standard output and standard error, as a command sees them.
struct Console: Sendable {
  /// What the system said when standard output could not be written; nil while all went well.
  var failure: Int32? { fault.code }
  private let fault = Fault()

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
      if count <= 0 {
        if descriptor == 1 && count < 0 && errno != EPIPE { fault.note(errno) }
        return
      }
      rest = rest.dropFirst(count)
    }
  }
}

extension Surroundings {
  /// Prints what a command has done, unless --quiet asks for errors and answers alone.
  func confirm(_ text: String, _ invocation: Invocation) {
    if !invocation.has("quiet") { console.print(text) }
  }
}

/// The first failure of an output, shared by the copies of a console.
private final class Fault: Sendable {
  private let first = Mutex<Int32?>(nil)

  var code: Int32? { first.withLock { $0 } }

  func note(_ code: Int32) { first.withLock { $0 = $0 ?? code } }
}
