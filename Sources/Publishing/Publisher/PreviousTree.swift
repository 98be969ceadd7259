import Bytes
import Diagnostics
import Glibc

/// Cleans up the previous tree after a secret address was revoked or a person erased: everything that was published is
/// deleted. Files that somebody else put into it stay, closed to others.
extension Publisher {
  /// Deletes everything that was published from a tree beside the output, then the tree itself if nothing is left.
  func purge(_ name: String, _ plan: PublicationPlan) throws {
    let parent = folder.parent.number
    let number = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if number < 0 {
      if errno == ENOENT { return }
      throw diskFailure("open", name)
    }
    let tree = Descriptor(number)
    var names: [ArraySlice<UInt8>] = []
    if let manifest = try Ledger(folder).load(root: identity(number).inode, adopt: false) {
      for index in 0..<manifest.count { names.append(Array(manifest.name(index).bytes)[...]) }
    } else {
      var found: [String] = []
      try filesBelow(number, into: &found)
      names = plan.secret(among: found).map { Array($0.utf8)[...] }
    }
    try FileSwitch.remove(names, from: tree, folder)
    if unlinkat(parent, name, AT_REMOVEDIR) != 0, ![ENOTEMPTY, EEXIST, ENOENT].contains(errno) {
      throw diskFailure("remove", name)
    }
  }

  /// Does the same for the previous tree that is kept, or for the generation that the kept link points to.
  func purgePrevious(_ plan: PublicationPlan) throws {
    let parent = folder.parent.number
    var status = stat()
    if fstatat(parent, folder.previousName, &status, AT_SYMLINK_NOFOLLOW) != 0 {
      if errno == ENOENT { return }
      throw diskFailure("look at", folder.previousName)
    }
    guard status.st_mode & S_IFMT == S_IFLNK else { return try purge(folder.previousName, plan) }
    let target = try folder.linkTarget(folder.previousName)
    guard target.utf8.starts(with: (folder.generationsName + "/").utf8) else { return }
    try purge(target, plan)
    if try !folder.has(target), unlinkat(parent, folder.previousName, 0) != 0 && errno != ENOENT {
      throw diskFailure("remove", folder.previousName)
    }
  }
}
