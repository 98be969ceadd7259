/// The known name that a mistyped name probably means; nil if none is similar enough.
///
/// The distance is the Levenshtein distance on bytes, with a transposition counted once. A name is similar if it
/// differs by at most a third of its length (at least one change is allowed). Of equally similar names, the first in
/// sort order is returned. A name of more than 200 bytes matches nothing, because the comparison takes time
/// proportional to the product of both lengths.
///
/// The typed name itself is never returned: if it is known, the error has another cause.
///
/// - Parameter atMost: a lower maximum number of differences, for names whose letters carry little meaning.
public func nearestName(to typed: String, among known: some Sequence<String>, atMost: Int = .max) -> String? {
  let wanted = Array(typed.lowercased().utf8)
  guard wanted.count <= 200 else { return nil }
  var best: (distance: Int, name: String)?
  for name in known where name != typed {
    let candidate = Array(name.lowercased().utf8)
    let limit = min(atMost, max(1, max(wanted.count, candidate.count) / 3))
    guard abs(wanted.count - candidate.count) <= limit else { continue }
    let distance = editDistance(wanted, candidate)
    guard distance <= limit else { continue }
    if let found = best, (found.distance, found.name) <= (distance, name) { continue }
    best = (distance, name)
  }
  return best?.name
}

private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for i in 0..<left.count {
    var row = [i + 1]
    for j in 0..<right.count {
      let cost = left[i] == right[j] ? 0 : 1
      var value = min(row[j] + 1, last[j + 1] + 1, last[j] + cost)
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { value = min(value, beforeLast[j - 1] + 1) }
      row.append(value)
    }
    beforeLast = last
    last = row
  }
  return last[right.count]
}
