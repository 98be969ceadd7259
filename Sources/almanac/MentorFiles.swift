import Diagnostics
import Glibc
import Mentoring
import Publishing

/// The files of a programme that belong to a mentor by name: the text, translations and pictures of a slug in
/// `content/mentors/`, and its calendars in `busy/`.
///
/// The record does not know these files. A mentor who gets a slug also gets its files, so commands that assign, change
/// or free a slug check here.
final class MentorFiles {
  /// A renamed file or folder.
  private struct Move {
    var from: String
    var to: String
  }

  private static let parents = ["busy", "content/mentors"]

  private let folder: ProgrammeFolder
  private var slugsInUse: Set<String>?
  /// Slugs that were not given to a new mentor because files exist for them.
  private var passedOver: [String] = []
  private var chosen: [(slug: String, path: String)] = []
  private var moves: [Move] = []

  init(_ folder: ProgrammeFolder) { self.folder = folder }

  /// The entries of a slug as paths relative to the programme's folder: `busy/ada.ics`, `content/mentors/ada`.
  ///
  /// - Throws: a `Diagnostic` if a folder cannot be read or a name cannot be written.
  func entries(of slug: String) throws(Diagnostic) -> [String] {
    var paths: [String] = []
    for parent in Self.parents {
      for entry in try folderEntries(at: folder.file(parent)) where entry.stem == slug {
        guard let name = entry.name else {
          throw Diagnostic(
            at: Place(file: parent), "a file that begins with \"\(slug).\" has a name that is not UTF-8",
            remedy: "rename it")
        }
        paths.append("\(parent)/\(name)")
      }
    }
    return paths
  }

  /// The same entries, but with each folder replaced by its files. A folder that is empty or unreadable is listed with
  /// a trailing slash.
  func files(of slug: String) throws(Diagnostic) -> [String] {
    var paths: [String] = []
    for path in try entries(of: slug) {
      var status = stat()
      guard lstat(folder.file(path), &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
        paths.append(path)
        continue
      }
      let names = ((try? folderEntries(at: folder.file(path))) ?? []).compactMap(\.name)
      paths += names.isEmpty ? ["\(path)/"] : names.map { "\(path)/\($0)" }
    }
    return paths
  }

  // MARK: New slugs

  /// Whether files exist for a slug. A new mentor whose slug is derived from their name then gets another one, since
  /// the files may belong to a person who was erased.
  func isInUse(_ slug: String) throws(Diagnostic) -> Bool {
    if slugsInUse == nil {
      var all: Set<String> = []
      for parent in Self.parents { all.formUnion(try folderEntries(at: folder.file(parent)).map(\.stem)) }
      slugsInUse = all
    }
    guard slugsInUse?.contains(slug) == true else { return false }
    if !passedOver.contains(slug) { passedOver.append(slug) }
    return true
  }

  /// Notes the files that a mentor gets with a manually chosen slug; files that the mentor already had are not
  /// reported.
  func noteFiles(under slug: String) {
    let known = Set(moves.map(\.to))
    chosen += ((try? entries(of: slug)) ?? []).filter { !known.contains($0) }.map { (slug: slug, path: $0) }
  }

  /// The notes about files for the organiser, one per line.
  var notes: [String] {
    let moved = moves.map {
      "moved \($0.from) to \($0.to)" + ($0.from.hasPrefix("busy/") ? "; change whatever writes calendars there" : "")
    }
    let taken = chosen.map { "\($0.path) was there before, and is used for \($0.slug) from now on" }
    let refused = passedOver.map { slug in
      let paths = ((try? entries(of: slug)) ?? []).joined(separator: ", ")
      return "no new mentor got the short name \(slug), since it has files (\(paths)); "
        + "remove them, or give the name to their owner with almanac mentor rename"
    }
    return moved + taken + refused
  }

  // MARK: Moving

  /// Renames all files of one slug to another, or none. Call it inside the transaction that changes the slug, so that
  /// nobody reads the calendars in between.
  ///
  /// - Throws: a `Refusal` if a file of the new name exists, a `Diagnostic` if the system reports an error.
  func move(from old: String, to new: String) throws {
    let wanted = try entries(of: old).map { path in
      let parent = path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex)
      return Move(from: path, to: "\(parent)\(new)\(path.dropFirst(parent.count + old.count))")
    }
    var status = stat()
    for move in wanted where lstat(folder.file(move.to), &status) == 0 {
      throw Refusal(
        .state, "\(move.from) would become \(move.to), which exists; remove or rename one of them, then try again")
    }
    for move in wanted {
      guard rename(folder.file(move.from), folder.file(move.to)) == 0 else {
        throw Diagnostic(
          at: Place(file: move.from), "cannot be renamed to \(move.to): \(String(cString: strerror(errno)))",
          remedy: "give the account that runs almanac the right to write in its folder; the mentor keeps the old name")
      }
      moves.append(move)
    }
  }

  /// Undoes the renames if the record did not accept the new name.
  func undoMoves() {
    for move in moves.reversed() { _ = rename(folder.file(move.to), folder.file(move.from)) }
    moves = []
  }
}

extension FolderEntry {
  /// The name up to its first dot; slugs contain none. Bytes that are not UTF-8 are replaced.
  fileprivate var stem: String {
    String(
      decoding: bytes.lazy.map { UInt8(bitPattern: $0) }.prefix { $0 != 0 && $0 != UInt8(ascii: ".") }, as: UTF8.self)
  }
}
