/// Where something is wrong: a file as the user named it, and line and column counted from 1.
public struct Place: Hashable, Sendable {
  public var file: String
  public var line: Int?
  /// In octets of UTF-8, from 1, as compilers count.
  public var column: Int?
  /// The line's text, for the excerpt under the message.
  public var excerpt: String?
  /// Octets to underline from `column`; at least 1 is drawn.
  public var length: Int

  public init(file: String, line: Int? = nil, column: Int? = nil, excerpt: String? = nil, length: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
    self.excerpt = excerpt
    self.length = length
  }
}

/// How bad it is. An error ends the command without output; a warning is printed and counted.
public enum Severity: String, Sendable, Comparable {
  case warning, error

  public static func < (left: Severity, right: Severity) -> Bool { left == .warning && right == .error }
}

/// The exit codes of the command line.
public enum ExitCode: Int32, Sendable {
  case done = 0
  /// Findings of check, verify or --strict, or an internal fault.
  case failed = 1
  case usage = 2
  /// Refused: the slot is taken, the version is stale, the state has moved on.
  case conflict = 3
  /// Refused by a rule of the programme.
  case refused = 4
  /// An argument's value, a setting, content, a template, a foreign file or a foreign folder.
  case invalidInput = 5
  /// The database is missing, foreign, newer or corrupt, or the disk failed.
  case databaseOrDisk = 6
  case publishedWithOmissions = 8
  /// Somebody else holds the lock; try again.
  case locked = 75

  /// If several apply, the first of 6, 75, 5, 4, 3, 2, 8, 1 is the command's.
  public static func mostImportant(_ codes: some Sequence<ExitCode>) -> ExitCode {
    let order: [ExitCode] = [
      .databaseOrDisk, .locked, .invalidInput, .refused, .conflict, .usage, .publishedWithOmissions, .failed,
    ]
    let present = Set(codes)
    return order.first(where: present.contains) ?? .done
  }
}

/// One thing that is wrong: place, cause and remedy. Never holds a person's data.
public struct Diagnostic: Error, Hashable, Sendable {
  public var severity: Severity
  public var place: Place?
  /// The cause, in lower case without a full stop: `unknown key "topix"`.
  public var message: String
  /// What to do about it: `did you mean "topics"?`.
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

  /// An error.
  public init(
    at place: Place? = nil, _ message: String, remedy: String? = nil, exitCode: ExitCode = .invalidInput
  ) {
    self.init(.error, at: place, message, remedy: remedy, exitCode: exitCode)
  }
}

/// Several errors, collected instead of stopping at the first.
public struct Diagnostics: Error, Sendable {
  public private(set) var all: [Diagnostic] = []

  public init(_ all: [Diagnostic] = []) { self.all = all }

  public mutating func add(_ diagnostic: Diagnostic) { all.append(diagnostic) }
  public mutating func add(contentsOf more: Diagnostics) { all.append(contentsOf: more.all) }

  public var errors: [Diagnostic] { all.filter { $0.severity == .error } }
  public var hasErrors: Bool { all.contains { $0.severity == .error } }

  /// By file, line and column; those of one place in the order in which they were found.
  public var sorted: [Diagnostic] {
    all.enumerated().sorted { left, right in
      let a = left.element.place
      let b = right.element.place
      let keyA = (a?.file ?? "", a?.line ?? 0, a?.column ?? 0, left.offset)
      let keyB = (b?.file ?? "", b?.line ?? 0, b?.column ?? 0, right.offset)
      return keyA < keyB
    }.map(\.element)
  }

  /// Throws itself when it holds an error.
  public func throwIfErrors() throws(Diagnostics) { if hasErrors { throw self } }

  /// The exit code for the errors collected.
  public var exitCode: ExitCode { ExitCode.mostImportant(errors.map(\.exitCode)) }

  /// Runs `body`; a thrown `Diagnostic` or `Diagnostics` is collected and nil returned, any other error goes on.
  public mutating func collect<Value>(_ body: () throws -> Value) throws -> Value? {
    do { return try body() } catch let one as Diagnostic { add(one) } catch let many as Diagnostics {
      add(contentsOf: many)
    }
    return nil
  }
}
