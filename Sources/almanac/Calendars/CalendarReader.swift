import BusyCalendars
import CLinux
import Diagnostics
import Glibc

/// The program `almanac-reader`, which reads external calendars with few rights and within its own limits.
struct CalendarReader: Sendable {
  static let name = "almanac-reader"
  let path: String

  /// Finds the reader beside this program, otherwise on PATH.
  init(_ process: ProcessEnvironment) throws(Diagnostic) {
    let program = process.programPath
    var folders: [String] = []
    if let slash = program.utf8.lastIndex(of: UInt8(ascii: "/")) { folders.append(String(program[..<slash])) }
    folders += (process.environment["PATH"] ?? "").utf8.split(separator: UInt8(ascii: ":")).map {
      String(decoding: $0, as: UTF8.self)
    }
    let candidates = folders.map { $0 + "/" + Self.name }
    guard let found = candidates.first(where: { access($0, X_OK) == 0 }) else {
      throw Diagnostic(
        "\(Self.name) is not beside almanac, and calendars cannot be read without it",
        remedy: "install both programs into one folder, as make install does", exitCode: .failed)
    }
    path = found
  }

  /// The result of reading a file.
  struct Outcome {
    var answer: ReaderAnswer
    /// The result depends on the file only; a machine with more time or memory would give the same.
    var isFinal = true
    /// The machine was too slow; another run may succeed.
    var isTransient = false
  }

  /// Reads one file. Whatever the file contains, the reader answers within its own limits of time, memory and size.
  ///
  /// - Throws: a `Diagnostic` when the reader cannot be started, or belongs to another version of almanac.
  func read(_ file: [UInt8], _ request: ReaderRequest) throws(Diagnostic) -> Outcome {
    let input = almanac_memory_file("calendar")
    guard input >= 0 else { throw failure("memory for a calendar", errno) }
    defer { close(input) }
    var done = 0
    while done < file.count {
      let count = file.withUnsafeBytes { write(input, $0.baseAddress.map { $0 + done }, $0.count - done) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw failure("memory for a calendar", errno) }
      done += count
    }
    guard lseek(input, 0, SEEK_SET) == 0 else { throw failure("a calendar in memory", errno) }
    let (process, output) = try start(request.arguments, input: input)
    let octets = collect(output)
    close(output)
    if octets == nil { kill(process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return try outcome(octets, status)
  }

  /// - Parameter octets: nil if the output exceeded the size limit of an answer.
  private func outcome(_ octets: [UInt8]?, _ status: Int32) throws(Diagnostic) -> Outcome {
    func failed(_ words: String, isTransient: Bool = false) -> Outcome {
      Outcome(answer: ReaderAnswer(failure: words), isFinal: false, isTransient: isTransient)
    }
    let (signal, code) = (status & 0x7F, (status >> 8) & 0xFF)
    if signal == SIGALRM { return failed("reading it took too long", isTransient: true) }
    guard let octets else { return Outcome(answer: ReaderAnswer(failure: "it has too many busy times")) }
    if signal == SIGXCPU || signal == SIGKILL { return failed("reading it takes too much time") }
    if signal != 0 { return failed("reading it takes too much memory, or broke the reader (signal \(signal))") }
    if let answer = ReaderAnswer(octets) { return Outcome(answer: answer) }
    if code == 2 {
      throw Diagnostic(
        at: Place(file: path), "is not this almanac's reader", remedy: "install both programs anew", exitCode: .failed)
    }
    return failed("the reader gave no answer (code \(code))")
  }

  /// Starts the reader with only the file and a pipe: no environment variables, and all other descriptors close at
  /// exec.
  private func start(_ arguments: [String], input: Int32) throws(Diagnostic) -> (pid_t, output: Int32) {
    var ends: [Int32] = [-1, -1]
    guard almanac_pipe(&ends) == 0 else { throw failure("a pipe", errno) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // This program ignores SIGPIPE, and child processes inherit ignored signals.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var environment: [UnsafeMutablePointer<CChar>?] = [nil]
    var process: pid_t = 0
    let code = posix_spawn(&process, path, &actions, &attributes, &words, &environment)
    close(ends[1])
    guard code == 0 else {
      close(ends[0])
      throw failure(Self.name, code)
    }
    return (process, ends[0])
  }

  /// Collects the whole output; nil if it exceeds the size limit of an answer.
  private func collect(_ output: Int32) -> [UInt8]? {
    var octets: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(output, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return octets }
      guard octets.count + count <= ReaderRequest.mostAnswerOctets else { return nil }
      octets.append(contentsOf: chunk[..<count])
    }
  }

  private func failure(_ what: String, _ code: Int32) -> Diagnostic {
    Diagnostic(
      "\(what) cannot be had: \(String(cString: strerror(code)))", remedy: "see whether the machine is out of memory",
      exitCode: .failed)
  }
}
