import Bytes
import CSQLite
import Diagnostics
import Glibc

/// A connection to a record. Not shared between threads; each worker opens its own.
///
/// Foreign keys, recursive triggers and defensive mode are on. The journal is a rollback journal with
/// `synchronous=EXTRA`, since SQLite 3.40's WAL can lose a checkpoint.
public final class Database {
  let handle: OpaquePointer
  public let path: String
  /// The state of the record when ``openRecord(at:)`` opened it; nil for a record that is being created or replaced as
  /// a whole.
  var opened: OpenedRecord?
  /// Whether a transaction of this connection has been committed.
  private var hasCommitted = false
  private let purpose: Purpose

  public enum Purpose: Sendable {
    /// The file must exist. It is opened for writing too: after a crash a reader must roll the journal back.
    case existing
    /// The file must not exist; it is created with mode 0600.
    case create
    /// A database of another program, opened read-only.
    case readOnly
    /// A file that no other program knows yet, or whose lock is held by other means. It must exist.
    case aside
    /// An in-memory record that lives as long as the connection, for comparing schemas.
    case memory
  }

  /// Turns memory statistics off: workers read in parallel and must not wait for each other's allocations.
  private static let configured: Void = { _ = almanac_sqlite3_no_memory_status() }()

  /// How long a writer waits for another, in milliseconds.
  static let busyTimeout: Int32 = 30_000

  /// - Throws: a `Diagnostic` with exit code 6 for a file that is missing, unreadable or not a database; 75 when
  ///   locked.
  public init(path: String, purpose: Purpose) throws(Diagnostic) {
    guard !path.utf8.contains(0) else {
      throw Diagnostic("the record's name holds a NUL", remedy: "name a file", exitCode: .databaseOrDisk)
    }
    _ = Database.configured
    self.path = path
    self.purpose = purpose
    let exists = purpose != .memory && access(path, F_OK) == 0
    if purpose == .existing || purpose == .readOnly {
      guard try isRecordThere(path) else {
        throw Diagnostic(
          at: Place(file: path), "no such record", remedy: "make one with almanac init, or name another with --db",
          exitCode: .databaseOrDisk)
      }
    }
    if purpose == .create {
      let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else {
        throw Diagnostic(
          at: Place(file: path), "the record cannot be made: \(String(cString: strerror(errno)))",
          remedy: exists ? "choose another name" : "check the folder", exitCode: .databaseOrDisk)
      }
      close(descriptor)
    }
    var opened: OpaquePointer?
    let access = purpose == .readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE
    let code = sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard code == SQLITE_OK, let opened else {
      if let opened { sqlite3_close_v2(opened) }
      throw Database.diagnostic(code, path: path)
    }
    handle = opened
    sqlite3_busy_timeout(handle, Database.busyTimeout)
    _ = almanac_sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
    if purpose == .readOnly { return }
    try execute(
      """
      PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA synchronous = EXTRA; PRAGMA temp_store = MEMORY;
      PRAGMA cell_size_check = ON; PRAGMA journal_mode = DELETE;
      """)
    guard try integer("PRAGMA foreign_keys") == 1 else {
      throw Diagnostic(
        at: Place(file: path), "this SQLite has no foreign keys", remedy: "use Debian's libsqlite3",
        exitCode: .databaseOrDisk)
    }
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs statements that return nothing.
  public func execute(_ sql: String) throws(Diagnostic) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  /// The first column of the first row as a number; nil when there is no row.
  public func integer(_ sql: String) throws(Diagnostic) -> Int? {
    let statement = try Statement(sql, on: self)
    return try statement.step() ? statement.integer(0) : nil
  }

  /// The first column of every row.
  public func texts(_ sql: String) throws(Diagnostic) -> [String] {
    let statement = try Statement(sql, on: self)
    var all: [String] = []
    while try statement.step() { all.append(statement.text(0).string) }
    return all
  }

  /// Runs `body` between BEGIN IMMEDIATE and COMMIT; any error rolls back.
  ///
  /// - Throws: ``RecordReplaced`` when the record is no longer the one that was opened: another file took its place,
  ///   or a restore replaced its content. Data read before the transaction then belongs to the former record.
  public func transaction<Value>(_ body: () throws -> Value) throws -> Value {
    let fence = purpose == .existing ? try RecordFence(of: path, alone: false) : nil
    defer { withExtendedLifetime(fence) {} }
    do { try execute("BEGIN IMMEDIATE") } catch {
      // SQLite refuses to begin when the file was moved away.
      if isMoved { throw RecordReplaced(path: path, isAfterCommit: hasCommitted) }
      throw error
    }
    do {
      guard try !isMoved && isAsOpened() else { throw RecordReplaced(path: path, isAfterCommit: hasCommitted) }
      let value = try body()
      try execute("COMMIT")
      hasCommitted = true
      return value
    } catch {
      // On a full disk SQLite has already rolled back; a second ROLLBACK changes nothing.
      sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
      throw error
    }
  }

  /// Whether the file at `path` is missing or is not the open one.
  public var isMoved: Bool {
    var answer: Int32 = 0
    guard purpose == .existing else { return false }
    return sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &answer) == SQLITE_OK && answer != 0
  }

  private func isAsOpened() throws(Diagnostic) -> Bool {
    guard let opened else { return true }
    return try OpenedRecord(self) == opened
  }

  /// The diagnostic for the last call's failure. A trigger's code (`E_OVERLAP: …`) is kept as the message.
  func failure(_ code: Int32) -> Diagnostic {
    if code & 0xFF == SQLITE_CONSTRAINT {
      let message = String(cString: sqlite3_errmsg(handle))
      // SQLITE_CONSTRAINT_DATATYPE: a sum past 9223372036854775807 in an integer column.
      if code == SQLITE_CONSTRAINT | 12 << 8 {
        return Diagnostic(
          at: Place(file: path), "a number of the record cannot rise any more (\(message)); nothing was changed",
          remedy: "almanac db verify names it; restore a backup from before with almanac db restore",
          exitCode: .databaseOrDisk)
      }
      // SQLITE_CONSTRAINT_CHECK: an invalid new value. The other constraints conflict with rows that already exist.
      let isValue = code == SQLITE_CONSTRAINT | 1 << 8
      return Diagnostic(
        at: Place(file: path), message, remedy: "nothing was changed", exitCode: isValue ? .invalidInput : .conflict)
    }
    return Database.diagnostic(code, path: path, detail: String(cString: sqlite3_errmsg(handle)))
  }

  private static let noDatabase = "is no SQLite database"
  private static let damaged = "the record is damaged"

  /// Whether an error is caused by the file's content.
  static func isDamage(_ error: Diagnostic) -> Bool { error.message == noDatabase || error.message == damaged }

  private static func diagnostic(_ code: Int32, path: String, detail: String? = nil) -> Diagnostic {
    let place = Place(file: path)
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED:
      return Diagnostic(at: place, "another program is writing the record", remedy: "try again", exitCode: .locked)
    case SQLITE_NOTADB:
      return Diagnostic(at: place, noDatabase, remedy: "name another with --db", exitCode: .databaseOrDisk)
    case SQLITE_CORRUPT:
      return Diagnostic(
        at: place, damaged, remedy: "restore a backup; sqlite3's .recover may save what is left",
        exitCode: .databaseOrDisk)
    case SQLITE_FULL:
      return Diagnostic(
        at: place, "the disk is full", remedy: "make room; nothing was changed", exitCode: .databaseOrDisk)
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH:
      return Diagnostic(
        at: place, "the record cannot be opened for writing",
        remedy: "check the permissions of the file and its folder",
        exitCode: .databaseOrDisk)
    default:
      let words = detail ?? String(cString: sqlite3_errstr(code))
      return Diagnostic(at: place, "the record cannot be read: \(words)", exitCode: .databaseOrDisk)
    }
  }
}

/// Whether a file exists at a record's path.
///
/// - Throws: a `Diagnostic` of exit code 6 for anything but a file, and when the system reports an error: an
///   inaccessible file must not count as absent.
func isRecordThere(_ path: String) throws(Diagnostic) -> Bool {
  func refused(_ cause: String, _ remedy: String) -> Diagnostic {
    Diagnostic(at: Place(file: path), cause, remedy: remedy, exitCode: .databaseOrDisk)
  }
  let another = "name almanac's record with --db"
  var status = stat()
  if stat(path, &status) == 0 {
    switch status.st_mode & S_IFMT {
    case S_IFREG: return true
    case S_IFDIR: throw refused("is a folder, not a record", another)
    default: throw refused("is not a regular file", another)
    }
  }
  let code = errno
  if lstat(path, &status) == 0, code == ENOENT || code == ELOOP {
    throw refused("is a link to something that does not exist", "put back what it leads to, or \(another)")
  }
  if code == ENOENT || code == ENOTDIR { return false }
  throw refused("cannot be looked at: \(String(cString: strerror(code)))", "check the permissions of its folder")
}
