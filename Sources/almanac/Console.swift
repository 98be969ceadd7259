import Bytes
import Glibc
import Synchronization

/// Standard output and standard error of a command.
struct Console: Sendable {
  /// The system's error code if standard output could not be written; nil otherwise.
  var failure: Int32? { fault.code }
  /// Whether the command has made its change: a failure to print after that is not a failure of the command.
  var isDone: Bool { fault.isDone }
  private let fault = Fault()

  /// Notes that the change is made, whatever happens to its report.
  func noteDone() { fault.noteDone() }

  /// Writes to standard output. If the reader has closed the pipe (EPIPE), writing stops without an error.
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

extension ProcessEnvironment {
  /// Prints the result of a command, unless --quiet limits the output to errors and answers.
  func confirm(_ text: String, _ invocation: Invocation) {
    console.noteDone()
    if !invocation.has("quiet") { console.print(text) }
  }
}

/// The state of a command's output, shared by the copies of a console.
private final class Fault: Sendable {
  private let state = Mutex<(code: Int32?, isDone: Bool)>((nil, false))

  var code: Int32? { state.withLock { $0.code } }
  var isDone: Bool { state.withLock { $0.isDone } }

  func note(_ code: Int32) { state.withLock { $0.code = $0.code ?? code } }
  func noteDone() { state.withLock { $0.isDone = true } }
}
