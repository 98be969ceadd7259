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
  /// Nil = the programme's setting.
  package var feedAlarm: Bool?
  /// When the row last changed.
  package var changed: Instant
  package var uuid: String
  /// BCP 47.
  package var language: String
  /// Whether the people of an accepted connection may see the e-mail address.
  package var sharesEmail: Bool
  /// Goes with every request from the person's pages; stands in no address.
  package var actionSecret: String
  /// The record's revision at the last change that touches the person.
  package var revision: Int
  /// Nil when there is no mentor's row.
  package var mentorSlug: String?
  package var approval: Approval?

  package init(
    id: PersonID, name: String, email: String, zone: String, isMentor: Bool, isStudent: Bool, isOrganiser: Bool,
    homeToken: String, feedToken: String, feedAlarm: Bool?, changed: Instant, uuid: String = "",
    language: String = "en", sharesEmail: Bool = false, actionSecret: String = "", revision: Int = 0,
    mentorSlug: String? = nil, approval: Approval? = nil
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
    self.uuid = uuid
    self.language = language
    self.sharesEmail = sharesEmail
    self.actionSecret = actionSecret
    self.revision = revision
    self.mentorSlug = mentorSlug
    self.approval = approval
  }
}
