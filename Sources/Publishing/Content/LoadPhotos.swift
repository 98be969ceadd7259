import Diagnostics

extension Content {
  /// A picture of a mentor, `content/mentors/<slug>/<name>`, ready to be published.
  public struct Photo: Sendable {
    public var source: String
    public var name: String
    public var route: Route
    public var picture: Picture
  }

  /// The picture named in a mentor's row or file; without a name, one called `photo.jpg` or similar.
  func photo(of mentor: String, named name: String) -> Photo? {
    photos[mentor]?.first { name.isEmpty ? $0.name.hasPrefix("photo.") : $0.name == name }
  }
}

/// Loads a file below `content/mentors/` that is not Markdown. Only pictures are published, each in its mentor's folder
/// and without metadata; anything else is left out with a warning.
func loadPhoto(_ file: SiteFile, into content: inout Content, _ diagnostics: inout Diagnostics) {
  func leaveOut(_ cause: String, _ remedy: String?) {
    content.refusedPhotos.insert(file.path)
    diagnostics.add(
      Diagnostic(.warning, at: Place(file: file.path), "\(cause), so it is left out", remedy: remedy))
  }
  let parts = file.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst(2).map(String.init)
  guard parts.count == 2, let slug = parts.first, let name = parts.last, Route.isValid(component: slug) else {
    let name = parts.last ?? ""
    let stem = String(name.prefix { $0 != "." })
    return leaveOut(
      "the file is not in the folder of a mentor",
      "move it to content/mentors/\(Route.isValid(component: stem) ? stem : "<slug>")/\(name)")
  }
  let isPlain = name.utf8.allSatisfy {
    (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || "._-".utf8.contains($0)
  }
  guard isPlain else {
    return leaveOut(
      "the file's name cannot be part of an address", "name it with letters a-z, digits, dots and hyphens")
  }
  do throws(PictureFault) {
    let picture = try readPicture(file.bytes)
    let ending = name.split(separator: ".").last?.lowercased() ?? ""
    guard name.contains("."), picture.format.endings.contains(ending) else {
      return leaveOut(
        "the file is a \(picture.format.rawValue) and is not named as one",
        "name it \(String(name.prefix { $0 != "." })).\(picture.format.endings[0])")
    }
    content.photos[slug, default: []].append(
      Content.Photo(
        source: file.path, name: name, route: Route.mentor(slug).appending(name), picture: picture))
  } catch {
    leaveOut(error.cause, error.remedy)
  }
}
