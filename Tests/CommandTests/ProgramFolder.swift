import Foundation
import Glibc
import Storage
import Testing

/// A programme's folder of its own for one test, and the program as users run it: a process.
final class ProgramFolder: @unchecked Sendable {
  let path: String

  /// What a run of the program left.
  struct Run {
    var code: Int32
    var out: String
    var err: String
  }

  /// The demo's clock in these tests.
  static let now = "2026-11-21T08:00:00Z"

  init() throws {
    var template = Array((NSTemporaryDirectory() + "/programme.XXXXXX").utf8CString)
    path = try #require(mkdtemp(&template).map { String(cString: $0) })
  }

  deinit {
    chmod(path, 0o755)
    try? FileManager.default.removeItem(atPath: path)
  }

  /// A small demo programme with a base_url.
  static func demo() throws -> ProgramFolder {
    try MadeFolders.shared.copy(of: "demo") {
      let folder = try ProgramFolder()
      try folder.write("title: Demo\nbase_url: https://demo.example.org\n", to: "site.yaml")
      let made = try folder.run("demo", "--mentors", "8", "--students", "12", "--sessions", "60")
      try #require(made.code == 0, "\(made.err)")
      return folder
    }
  }

  /// The same with its site in `public/`: a copy, of which a build compares every file before it trusts it.
  static func builtDemo() throws -> ProgramFolder {
    try MadeFolders.shared.copy(of: "built demo") {
      let folder = try demo()
      let built = try folder.run("build")
      try #require(built.code == 0, "\(built.err)")
      return folder
    }
  }

  /// `ALMANAC_PROGRAM`, else the program that was built with the tests and stands beside them.
  static func program() throws -> URL {
    if let path = ProcessInfo.processInfo.environment["ALMANAC_PROGRAM"] { return URL(fileURLWithPath: path) }
    let tests = URL(fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    return tests.deletingLastPathComponent().appendingPathComponent("almanac")
  }

  /// Runs the program in this folder with a fixed clock, its standard output into the file `output` where that is named.
  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Run {
    try run(arguments, environment: environment)
  }

  func run(
    _ arguments: [String], environment: [String: String] = [:], output: String? = nil
  ) throws -> Run {
    let process = Process()
    process.executableURL = try Self.program()
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ["SOURCE_DATE_EPOCH": "1795248000"].merging(environment) { $1 }
    let (out, err) = (path + ".out", path + ".err")
    _ = FileManager.default.createFile(atPath: out, contents: nil)
    _ = FileManager.default.createFile(atPath: err, contents: nil)
    defer {
      unlink(out)
      unlink(err)
    }
    process.standardOutput = FileHandle(forWritingAtPath: output ?? out)
    process.standardError = FileHandle(forWritingAtPath: err)
    try process.run()
    process.waitUntilExit()
    return Run(
      code: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      out: String(decoding: FileManager.default.contents(atPath: out) ?? Data(), as: UTF8.self),
      err: String(decoding: FileManager.default.contents(atPath: err) ?? Data(), as: UTF8.self))
  }

  func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

  func write(_ data: Data, to name: String) throws {
    let full = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (full as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try data.write(to: URL(fileURLWithPath: full))
  }

  func read(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }

  func sql(_ statements: String) throws {
    try Database(path: path + "/almanac.db", purpose: .existing).execute(statements)
  }

  /// Rows of one column.
  func texts(_ sql: String) throws -> [String] {
    try Database(path: path + "/almanac.db", purpose: .existing).texts(sql)
  }

  /// Every file below a folder with its octets and its mtime in seconds.
  func tree(_ folder: String = "public") throws -> [String: TreeFile] {
    let base = URL(fileURLWithPath: path + "/" + folder).resolvingSymlinksInPath().path
    var files: [String: TreeFile] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: base) {
      var status = stat()
      guard lstat(base + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      files[name] = TreeFile(
        bytes: FileManager.default.contents(atPath: base + "/" + name) ?? Data(), mtime: status.st_mtim.tv_sec,
        inode: UInt64(status.st_ino))
    }
    return files
  }

  struct TreeFile: Equatable {
    var bytes: Data
    var mtime: Int
    var inode: UInt64
  }
}

/// Names of files that are in one tree only or differ in octets.
func differences(_ left: [String: ProgramFolder.TreeFile], _ right: [String: ProgramFolder.TreeFile]) -> [String] {
  Set(left.keys).union(right.keys).filter { left[$0]?.bytes != right[$0]?.bytes }.sorted()
}
