import Diagnostics
import Foundation
import Glibc
import Testing

@testable import Publishing

/// A folder of its own for one test, gone with it.
final class Site: @unchecked Sendable {
  let root: String
  var output: String { root + "/public" }

  init() throws {
    var template = Array((NSTemporaryDirectory() + "/press.XXXXXX").utf8CString)
    root = try #require(mkdtemp(&template).map { String(cString: $0) })
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  /// Publishes `files` (path to text), all of owner 1 and time 1000 unless told otherwise.
  @discardableResult
  func publish(
    _ files: [String: String], _ mode: PublishMode = .exchange, mtime: Int = 1000, stamp: String = "s",
    change: (inout PublisherOptions) -> Void = { _ in }
  ) throws -> PublishingSummary {
    var options = PublisherOptions()
    options.mode = mode
    options.durable = false
    change(&options)
    let publisher = try Publisher.open(output: output, options: options)
    let writer = publisher.writer()
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
      try writer.put(
        path, Array(text.utf8), mtime: mtime, audience: path.hasPrefix("u/") ? .restricted : .everyone, owner: 1)
    }
    return try publisher.publish(stamp: stamp)
  }

  /// All files of the published tree and their texts.
  func tree() throws -> [String: String] {
    var result: [String: String] = [:]
    let base = URL(fileURLWithPath: output).resolvingSymlinksInPath()
    for path in try FileManager.default.subpathsOfDirectory(atPath: base.path) {
      let full = base.path + "/" + path
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: full, isDirectory: &isFolder), isFolder.boolValue { continue }
      result[path] = try String(contentsOfFile: full, encoding: .utf8)
    }
    return result
  }

  func status(_ path: String) throws -> stat {
    var status = stat()
    try #require(lstat(output + "/" + path, &status) == 0)
    return status
  }

  func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: root).sorted() }

  func write(_ text: String, to path: String) throws {
    let full = root + "/" + path
    try FileManager.default.createDirectory(
      atPath: (full as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: full))
  }
}

/// The diagnostic that `body` throws.
func refusal(_ body: () throws -> Void) throws -> Diagnostic {
  do { try body() } catch let diagnostic as Diagnostic { return diagnostic }
  Issue.record("nothing was refused")
  return Diagnostic(.error, "")
}

let smallSite = ["index.html": "home", "a/b/one.html": "one", "a/two.html": "two", "u/x/index.html": "private"]
