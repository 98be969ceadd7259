import CivilTime

/// The integer id of a person; a mentor has the id of their person.
public struct PersonID: Hashable, Comparable, Sendable {
  public let number: Int
  public init(_ number: Int) { self.number = number }
  public static func < (left: PersonID, right: PersonID) -> Bool { left.number < right.number }
}

/// A member of the programme. Private: except for a mentor's published data, everything here belongs on that person's
/// own pages only. It is a class because thousands of pages share the same people.
public final class Person: Sendable {
  public let id: PersonID
  public let name: String
  public let email: String
  /// An IANA time zone name.
  public let zone: String
  public let isMentor: Bool
  public let isStudent: Bool
  public let isOrganiser: Bool
  /// Unguessable names of the person's folder and feed: 32 characters of base32.
  public let homeToken: String
  public let feedToken: String
  /// Nil = the programme's setting.
  public let feedAlarm: Bool?
  /// When the row last changed.
  public let changed: Instant
  public let uuid: String
  /// BCP 47.
  public let language: String
  /// Whether the people of an accepted connection may see the e-mail address.
  public let sharesEmail: Bool
  /// The secret sent with every request from the person's pages; it is never part of a URL.
  public let actionSecret: String
  /// The database revision of the last change that concerns the person.
  public let revision: Int
  /// Nil if the person has no mentor row.
  public let mentorSlug: String?
  /// When the name or the zone last changed.
  public let cardChanged: Instant
  public let approval: Approval?

  public init(
    id: PersonID, name: String, email: String, zone: String, isMentor: Bool, isStudent: Bool, isOrganiser: Bool,
    homeToken: String, feedToken: String, feedAlarm: Bool?, changed: Instant, uuid: String = "",
    language: String = "en", sharesEmail: Bool = false, actionSecret: String = "", revision: Int = 0,
    mentorSlug: String? = nil, approval: Approval? = nil, cardChanged: Instant = Instant(seconds: 0)
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
    self.cardChanged = cardChanged
  }
}
