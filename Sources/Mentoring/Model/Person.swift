import CivilTime

/// The record's integer name of a person; a mentor's is the same number.
package struct PersonID: Hashable, Comparable, Sendable {
  package let number: Int
  package init(_ number: Int) { self.number = number }
  package static func < (left: PersonID, right: PersonID) -> Bool { left.number < right.number }
}

/// A member of the programme. Private: everything here but a mentor's own published facts belongs to that person's
/// pages only.
package struct Person: Sendable {
  package var id: PersonID
  package var name: String
  package var email: String
  /// IANA name.
  package var zone: String
  package var isMentor: Bool
  package var isStudent: Bool
  package var isOrganiser: Bool
  /// Unguessable names of the person's folder and feed: 32 characters of base32.
  package var homeToken: String
  package var feedToken: String
  package var feedAlarm: Bool
  /// When the row last changed.
  package var changed: Instant

  package init(
    id: PersonID, name: String, email: String, zone: String, isMentor: Bool, isStudent: Bool, isOrganiser: Bool,
    homeToken: String, feedToken: String, feedAlarm: Bool, changed: Instant
  ) {
    self.id = id
    self.name = name
    self.email = email
    self.zone = zone
    self.isMentor = isMentor
    self.isStudent = isStudent
    self.isOrganiser = isOrganiser
    self.homeToken = homeToken
    self.feedToken = feedToken
    self.feedAlarm = feedAlarm
    self.changed = changed
  }
}
