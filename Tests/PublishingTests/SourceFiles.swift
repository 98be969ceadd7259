import CivilTime
import Diagnostics
import Foundation
import Publishing

/// The repository, found from this file.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

func sourceFile(_ path: String) -> URL { repository.appendingPathComponent("Sources/" + path) }

/// The texts of all files below a folder of the repository whose names end so, by path.
func texts(below folder: String, endingIn ending: String) throws -> [String: String] {
  let root = repository.appendingPathComponent(folder)
  var texts: [String: String] = [:]
  for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) where path.hasSuffix(ending) {
    // A picture has no text.
    if path.hasSuffix(".png") { continue }
    let file = root.appendingPathComponent(path)
    if try file.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true { continue }
    texts[path] = try String(contentsOf: file, encoding: .utf8)
  }
  return texts
}

/// The programme's zone in tests of content: UTC.
func testZone(_ name: String?) throws(Diagnostic) -> Zone {
  try ZoneDirectory(path: "/usr/share/zoneinfo").zone(named: name ?? "UTC")
}
