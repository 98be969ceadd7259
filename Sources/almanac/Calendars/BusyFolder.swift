import Diagnostics
import Glibc
import Publishing
import Synchronization

/// The folder `busy/` of a programme: finds each mentor's calendars and the entries that nothing would read.
///
/// A mentor's calendars are the files of `busy/<slug>/` and a file `busy/<slug>.ics`. Any other entry there may have
/// been meant as a calendar too, so each entry that cannot be one is reported as a fault of its mentor's calendars:
/// somebody put it there to be busy.
final class BusyFolder: Sendable {
  /// A file with a mentor's busy times, or whatever is in its place.
  struct Entry: Hashable, Sendable {
    /// Relative to the programme's folder.
    var path: String
    /// The name of its cache entry: `ada/private.ics`.
    var key: String
    /// Why it cannot be read, and what to do; nil for a regular file.
    var fault: FileFault?
    /// The entry is a copy or a note that no program reads: it does not count as busy, but is reported.
    var isPassedOver = false

    /// Why the entry is skipped, and what to do.
    var whyPassedOver: FileFault {
      BusyFolder.isHidden(path.split(separator: "/").last.map(String.init) ?? "")
        ? FileFault("a name that begins with a dot is not read", "rename it without the dot, or remove it")
        : FileFault("a note, a copy or half a download is not read", "take it away")
    }
  }

  private let folder: ProgrammeFolder
  private let top = Mutex<Listing?>(nil)

  init(_ folder: ProgrammeFolder) { self.folder = folder }

  /// Why `busy/` itself cannot be read; nil if it can be read or does not exist.
  var fault: FileFault? { listing.fault }

  /// All entries of a mentor's busy times, ordered by the bytes of their names. Empty if there is no folder.
  func entries(of slug: String) -> [Entry] {
    let top = listing
    if let fault = top.fault { return [Entry(path: "busy", key: "\(slug)/", fault: fault)] }
    var entries: [Entry] = []
    for item in top.items where owner(of: item) == slug {
      let path = "busy/\(item.name)"
      switch item.kind {
      case .folder: entries += self.entries(in: path, of: slug)
      case .file: entries.append(entry(item, path, key: "\(slug)/,\(item.name)"))
      case .link where item.name == slug:
        let fault = FileFault("the folder is a link, and links are not followed", "put a folder of that name there")
        entries.append(Entry(path: path, key: "\(slug)/", fault: fault))
      case .link, .other, .unknown: entries.append(entry(item, path, key: "\(slug)/,\(item.name)"))
      }
    }
    return entries
  }

  /// Names that entries are filed under: those of folders and of single files.
  var owners: [String] {
    Set(listing.items.map(owner(of:)).filter { !$0.isEmpty }).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Reports entries of `busy/` that belong to no mentor.
  func findings(slugs: Set<String>) -> [Diagnostic] {
    if let fault = listing.fault {
      return [
        Diagnostic(
          .warning, at: Place(file: "busy"), fault.message,
          remedy: [fault.remedy, "until then all mentors are busy"].compactMap { $0 }.joined(separator: "; "))
      ]
    }
    return listing.items.compactMap { item in
      let owner = owner(of: item)
      if slugs.contains(owner) { return nil }
      let place = Place(file: "busy/\(item.name)")
      if Self.isHidden(item.name) {
        let fault = Entry(path: place.file, key: "", isPassedOver: true).whyPassedOver
        return Diagnostic(.warning, at: place, fault.message, remedy: fault.remedy)
      }
      let near = nearestName(to: owner, among: slugs.sorted())
      if item.kind == .folder || item.kind == .link && owner == item.name {
        return Diagnostic(
          .warning, at: place, "there is no mentor \"\(owner)\"",
          remedy: near.map { "did you mean \"\($0)\"?" } ?? "see almanac mentor list")
      }
      return Diagnostic(
        .warning, at: place, "the file belongs to no mentor, and is not read",
        remedy: near.map { "did you mean busy/\($0)/?" } ?? "put it into busy/<mentor>/, under the mentor's short name")
    }
  }

  // MARK: Listing

  enum Kind { case folder, file, link, other, unknown }

  struct Item {
    var name: String
    var kind: Kind
    var fault: FileFault?
  }

  struct Listing: Sendable {
    var items: [Item] = []
    var fault: FileFault?
  }

  private var listing: Listing {
    top.withLock { known in
      if let known { return known }
      let read = list(folder.file("busy"))
      known = read
      return read
    }
  }

  private func entries(in path: String, of slug: String) -> [Entry] {
    let listing = list(folder.file(path))
    var entries = listing.items.map { entry($0, "\(path)/\($0.name)", key: "\(slug)/\($0.name)") }
    if let fault = listing.fault { entries.append(Entry(path: path, key: "\(slug)/", fault: fault)) }
    return entries
  }

  private func entry(_ item: Item, _ path: String, key: String) -> Entry {
    var entry = Entry(path: path, key: key, fault: item.fault)
    switch item.kind {
    case .folder:
      entry.fault = FileFault("a folder in a mentor's folder is not read", "put its calendars beside it")
    case .link:
      entry.fault = FileFault("the file is a link, and links are not followed", "put a copy of the file there")
    case .other: entry.fault = FileFault("is no regular file", "put a file there")
    case .file: entry.isPassedOver = Self.isHidden(item.name) || isLeftover(item.name)
    case .unknown: break
    }
    return entry
  }

  /// Entries of a folder, ordered by the bytes of their names. Skips names that begin with a dot, unless the rest of
  /// the name is that of a calendar, and Windows' own files. A missing folder has no entries.
  private func list(_ path: String) -> Listing {
    guard let stream = opendir(path) else {
      let code = errno
      if code == ENOENT, danglingLink(in: path) != nil {
        return Listing(
          fault: FileFault(
            "the folder is a link to something that does not exist", "put back what it leads to, or remove the link"))
      }
      if code == ENOENT { return Listing() }
      return Listing(fault: FileFault("the folder", cannotBeRead: code))
    }
    defer { closedir(stream) }
    var listing = Listing()
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { listing.fault = FileFault("the folder", cannotBeRead: errno) }
        break
      }
      let (name, isText) = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          (String(cString: $0), String(validatingCString: $0) != nil)
        }
      }
      let isHidden = Self.isHidden(name)
      if isHidden, !CalendarContent.isNamedCalendar(nameWithoutCopyMarks(name)) { continue }
      guard isText else {
        listing.items.append(
          Item(name: name, kind: .unknown, fault: FileFault("the file's name is not UTF-8", "rename it")))
        continue
      }
      if ["thumbs.db", "desktop.ini"].contains(name.lowercased()) { continue }
      var status = stat()
      guard fstatat(dirfd(stream), name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
        // Deleted between two calls: somebody is replacing the file.
        if errno != ENOENT {
          listing.items.append(Item(name: name, kind: .unknown, fault: FileFault(nil, cannotBeRead: errno)))
        }
        continue
      }
      let kind: Kind =
        switch status.st_mode & S_IFMT {
        case S_IFDIR: .folder
        case S_IFREG: .file
        case S_IFLNK: .link
        default: .other
        }
      // An editor's lock file is a link.
      if isHidden, kind != .file { continue }
      listing.items.append(Item(name: name, kind: kind))
    }
    listing.items.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    return listing
  }

  /// `ada` for a folder `ada`, and for the files `ada`, `ada.ics` and `ada.ics.txt`: slugs have no dots.
  private func owner(of item: Item) -> String {
    if item.kind == .folder { return item.name }
    return String(decoding: item.name.utf8.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self)
  }

  private static func isHidden(_ name: String) -> Bool { name.utf8.first == UInt8(ascii: ".") }

  /// Whether the name is that of a note for people, or of a file that editors and downloads leave behind.
  private func isLeftover(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasPrefix("readme")
      || ["~", ".part", ".partial", ".crdownload", ".tmp", ".swp", ".bak", ".orig", ".old"].contains {
        name.hasSuffix($0)
      }
  }
}
