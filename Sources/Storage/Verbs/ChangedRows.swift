/// The rows that a verb has changed, each once, in the order of their first change. Rolled-back changes are removed
/// again.
///
/// An import of a member list changes a hundred thousand rows, so no operation here scans all of them.
struct ChangedRows {
  private struct Key: Hashable {
    var kind: String
    var id: Int
  }

  /// A state to roll back to.
  struct Mark: Equatable {
    fileprivate var rows: Int
    fileprivate var versions: Int
  }

  private(set) var all: [ChangedRow] = []
  private var places: [Key: Int] = [:]
  /// Versions that were replaced, the latest last.
  private var formerVersions: [(place: Int, version: Int?)] = []

  var mark: Mark { Mark(rows: all.count, versions: formerVersions.count) }

  func contains(_ row: ChangedRow) -> Bool { places[Key(kind: row.kind, id: row.id)] != nil }

  mutating func add(_ row: ChangedRow) {
    let key = Key(kind: row.kind, id: row.id)
    if let place = places[key] {
      formerVersions.append((place, all[place].version))
      all[place].version = row.version
    } else {
      places[key] = all.count
      all.append(row)
    }
  }

  mutating func goBack(to mark: Mark) {
    while formerVersions.count > mark.versions {
      let former = formerVersions.removeLast()
      all[former.place].version = former.version
    }
    while all.count > mark.rows {
      let row = all.removeLast()
      places[Key(kind: row.kind, id: row.id)] = nil
    }
  }
}
