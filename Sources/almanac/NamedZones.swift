import CivilTime
import Diagnostics

/// Every zone used by a person; an unknown zone is an error that names the rows.
///
/// - Parameter people: by id.
func namedZones(
  of people: some Sequence<(zone: String, id: Int)>, in zones: ZoneDirectory, record: String,
  into diagnostics: inout Diagnostics
) -> [String: Zone] {
  var named: [String: Zone] = [:]
  var unknown: [String: [Int]] = [:]
  var damaged: Set<String> = []
  for person in people where named[person.zone] == nil && !damaged.contains(person.zone) {
    if unknown[person.zone] != nil {
      unknown[person.zone, default: []].append(person.id)
      continue
    }
    do throws(Diagnostic) { named[person.zone] = try zones.zone(named: person.zone) } catch {
      if error.place == nil {
        unknown[person.zone] = [person.id]
      } else {
        damaged.insert(person.zone)
        diagnostics.add(error)
      }
    }
  }
  if !unknown.isEmpty, zones.names.isEmpty {
    diagnostics.add(
      Diagnostic(
        at: Place(file: zones.path), "the folder has no list of time zones, and not \(unknown.keys.sorted()[0])",
        remedy: "install the system's tzdata package, or choose another folder with --tzdir"))
    return named
  }
  for (name, people) in unknown.sorted(by: { $0.key < $1.key }) {
    let some = people.prefix(5).map { "\($0)" }.joined(separator: ", ")
    diagnostics.add(
      Diagnostic(
        at: Place(file: record),
        "unknown time zone \"\(name)\" (person \(some)\(people.count > 5 ? " …" : ""))",
        remedy: zones.remedy(forUnknownZone: name)))
  }
  return named
}
