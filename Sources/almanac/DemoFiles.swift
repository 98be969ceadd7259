import Diagnostics
import Glibc
import Publishing

/// Writes the files of a demo, and deletes unchanged files of the previous demo.
///
/// `.almanac/demo-files` lists them with a hash and a path per line. A file that is not listed, or whose bytes have
/// changed, belongs to the user and stays.
func replaceDemoFiles(with files: [(path: String, text: String)], in folder: ProgrammeFolder) throws {
  let list = folder.file(".almanac/demo-files")
  let new = Set(files.map(\.path))
  if try fileExists(list) {
    let bytes = try readInput(list, limit: 16 << 20, mayWait: false)
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      guard parts.count == 2, !new.contains(parts[1]), isDemoFile(parts[1]), isOwn(parts[1], parts[0], folder) else {
        continue
      }
      unlink(folder.file(parts[1]))
    }
  }
  try makeFolder(folder.file("content/mentors"))
  if mkdir(folder.file(".almanac"), 0o700) != 0, errno != EEXIST { throw unwritable(folder.file(".almanac"), errno) }
  try writeFile(list, files.map { "\(hash(Array($0.text.utf8))) \($0.path)\n" }.joined())
  for (path, text) in files { try writeFile(folder.file(path), text) }
}

/// Whether the path has the form `content/mentors/<slug>.md`. The list is an ordinary file, so nothing else in it is
/// ever deleted.
private func isDemoFile(_ path: String) -> Bool {
  let parts = path.split(separator: "/", omittingEmptySubsequences: false)
  guard parts.count == 3, parts[0] == "content", parts[1] == "mentors", parts[2].hasSuffix(".md") else { return false }
  return Route.isValid(component: String(parts[2].dropLast(3)))
}

/// Whether a file still has the bytes that the demo wrote.
private func isOwn(_ path: String, _ expected: String, _ folder: ProgrammeFolder) -> Bool {
  var status = stat()
  guard lstat(folder.file(path), &status) == 0, status.st_mode & S_IFMT == S_IFREG,
    let bytes = try? readInput(folder.file(path), limit: 1 << 20, mayWait: false)
  else { return false }
  return hash(bytes) == expected
}

private func hash(_ bytes: [UInt8]) -> String {
  var hash = InputHash()
  hash.add(bytes)
  return hash.finish()
}
