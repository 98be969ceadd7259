/// The position of an error: a file as the user named it, and line and column counted from 1.
public struct Place: Hashable, Sendable {
  public var file: String
  public var line: Int?
  /// The column in bytes of UTF-8, from 1, as compilers count.
  public var column: Int?
  /// The text of the line, shown as an excerpt under the message.
  public var excerpt: String?
  /// The number of bytes to underline from `column`; at least 1 is underlined.
  public var length: Int

  public init(file: String, line: Int? = nil, column: Int? = nil, excerpt: String? = nil, length: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
    self.excerpt = excerpt
    self.length = length
  }
}

/// The severity. An error ends the command without output; a warning is printed and counted.
public enum Severity: String, Sendable, Comparable {
  case warning, error

  public static func < (left: Severity, right: Severity) -> Bool { left == .warning && right == .error }
}

/// The exit codes of the command line.
public enum ExitCode: Int32, Sendable {
  case done = 0
  /// Findings of check, verify or --strict, or an internal error.
  case failed = 1
  case usage = 2
  /// Refused: the slot is taken, the version is outdated, or the state has changed.
  case conflict = 3
  /// Refused by a rule of the programme.
  case refused = 4
  /// An invalid argument value, setting, content, template, external file or external folder.
  case invalidInput = 5
  /// The database is missing, not from almanac, newer or corrupt, or the disk failed.
  case databaseOrDisk = 6
  case publishedWithOmissions = 8
  /// Another process holds the lock; try again.
  case locked = 75

  /// The exit code for several errors: the first that occurs of 6, 75, 5, 4, 3, 2, 8, 1.
  public static func mostImportant(_ codes: some Sequence<ExitCode>) -> ExitCode {
    let order: [ExitCode] = [
      .databaseOrDisk, .locked, .invalidInput, .refused, .conflict, .usage, .publishedWithOmissions, .failed,
    ]
    let present = Set(codes)
    return order.first(where: present.contains) ?? .done
  }
}

/// An error or warning: place, cause and remedy. It never contains personal data.
public struct Diagnostic: Error, Hashable, Sendable {
  public var severity: Severity
  public var place: Place?
  /// The cause, in lower case without a full stop: `unknown key "topix"`.
  public var message: String
  /// The remedy: `did you mean "topics"?`.
  public var remedy: String?
  public var exitCode: ExitCode

  public init(
    _ severity: Severity, at place: Place? = nil, _ message: String, remedy: String? = nil,
    exitCode: ExitCode = .invalidInput
  ) {
    self.severity = severity
    self.place = place
    self.message = message
    self.remedy = remedy
    self.exitCode = exitCode
  }

  /// Creates an error.
  public init(
    at place: Place? = nil, _ message: String, remedy: String? = nil, exitCode: ExitCode = .invalidInput
  ) {
    self.init(.error, at: place, message, remedy: remedy, exitCode: exitCode)
  }
}

/// Several diagnostics, collected instead of stopping at the first error.
public struct Diagnostics: Error, Sendable {
  public private(set) var all: [Diagnostic] = []

  public init(_ all: [Diagnostic] = []) { self.all = all }

  public mutating func add(_ diagnostic: Diagnostic) { all.append(diagnostic) }
  public mutating func add(contentsOf more: Diagnostics) { all.append(contentsOf: more.all) }

  public var errors: [Diagnostic] { all.filter { $0.severity == .error } }
  public var hasErrors: Bool { all.contains { $0.severity == .error } }

  /// The diagnostics by file, line and column; those at the same place are in the order in which they were found.
  public var sorted: [Diagnostic] {
    all.enumerated().sorted { left, right in
      let a = left.element.place
      let b = right.element.place
      let keyA = (a?.file ?? "", a?.line ?? 0, a?.column ?? 0, left.offset)
      let keyB = (b?.file ?? "", b?.line ?? 0, b?.column ?? 0, right.offset)
      return keyA < keyB
    }.map(\.element)
  }

  /// Throws itself if it contains an error.
  public func throwIfErrors() throws(Diagnostics) { if hasErrors { throw self } }

  /// The exit code for the collected errors.
  public var exitCode: ExitCode { ExitCode.mostImportant(errors.map(\.exitCode)) }

  /// Runs `body`. Collects a thrown `Diagnostic` or `Diagnostics` and returns nil; rethrows any other error.
  public mutating func collect<Value>(_ body: () throws -> Value) throws -> Value? {
    do { return try body() } catch let one as Diagnostic { add(one) } catch let many as Diagnostics {
      add(contentsOf: many)
    }
    return nil
  }
}
