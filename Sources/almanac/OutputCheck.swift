import Diagnostics
import Glibc
import Publishing

/// Refuses an output folder that contains the site's sources or is inside published output: the build would write into
/// its own sources, or the next build would delete the output.
///
/// - Parameter output: the path as the user wrote it; it need not exist.
func checkOutput(_ output: String, of folder: ProgrammeFolder) throws(Diagnostic) {
  guard let place = outputPlace(output), let home = realPath(folder.path) else { return }
  for name in ["content", "Templates", "busy", "inbox", "outbox", ".almanac"] {
    let source = ProgrammeFolder.join(home, name)
    // A link among the sources leads to files that are read.
    for source in [source, realPath(source) ?? source] where place == source || isBelow(place, source) {
      throw Diagnostic(
        at: Place(file: output), "the site cannot go into \(name)/, which it is made of",
        remedy: "choose a folder of its own with -o, such as public")
    }
  }
  if place == home || isBelow(home, place) {
    throw Diagnostic(
      at: Place(file: output), "the site cannot go into the programme's own folder or one above it",
      remedy: "choose a folder of its own with -o, such as public")
  }
  var above = parts(of: place).dropLast()
  while let name = above.last {
    let parent = "/" + above.dropLast().joined(separator: "/")
    if let site = try publishedSite(name, in: parent) {
      throw Diagnostic(
        at: Place(file: output), "stands in \(ProgrammeFolder.join(parent, site)), where a site is published",
        remedy: "choose a folder beside it; the next build there would take this one away")
    }
    above = above.dropLast()
  }
}

/// The name of the site whose tree a folder is, according to the manifest beside it: `public`, or `public.gen` with its
/// generations.
private func publishedSite(_ name: String, in parent: String) throws(Diagnostic) -> String? {
  let names = [name] + (name.hasSuffix(".gen") ? [String(name.dropLast(4))] : [])
  for site in names {
    let manifest = site == "public" ? "manifest" : "\(site).manifest"
    // A folder that cannot be accessed contains nothing of ours.
    if access(ProgrammeFolder.join(ProgrammeFolder.join(parent, ".almanac"), manifest), F_OK) == 0 { return site }
    if ![ENOENT, ENOTDIR, EACCES].contains(errno) { throw unreadable(parent, errno) }
  }
  return nil
}

private func parts(of path: String) -> [String] { path.split(separator: "/").map(String.init) }

private func isBelow(_ path: String, _ folder: String) -> Bool {
  let (long, short) = (parts(of: path), parts(of: folder))
  return long.count > short.count && long.starts(with: short)
}

/// The location of the output's tree. A link to one of its own generations (`public` to `public.gen/7`) is not
/// followed.
private func outputPlace(_ output: String) -> String? {
  guard let place = wholePath(output) else { return nil }
  var names = parts(of: output)
  guard let name = names.popLast() else { return place }
  let above = (output.hasPrefix("/") ? "/" : "") + names.joined(separator: "/")
  guard let parent = wholePath(above.isEmpty ? "." : above) else { return place }
  return isBelow(place, ProgrammeFolder.join(parent, name + ".gen")) ? ProgrammeFolder.join(parent, name) : place
}

/// The absolute path without links; trailing components that do not exist yet stay as written.
private func wholePath(_ path: String) -> String? {
  var names = parts(of: path)
  var absent: [String] = []
  while true {
    let above = (path.hasPrefix("/") ? "/" : "") + names.joined(separator: "/")
    if let real = realPath(above.isEmpty ? "." : above) {
      // Missing components will be created as folders, never as links, so `..` leads back to the parent.
      return absent.reversed().reduce(real) { place, name in
        if name == "." { return place }
        return name == ".."
          ? "/" + parts(of: place).dropLast().joined(separator: "/") : ProgrammeFolder.join(place, name)
      }
    }
    guard let last = names.popLast() else { return nil }
    absent.append(last)
  }
}

private func realPath(_ path: String) -> String? {
  guard let pointer = realpath(path, nil) else { return nil }
  defer { free(pointer) }
  return String(cString: pointer)
}
