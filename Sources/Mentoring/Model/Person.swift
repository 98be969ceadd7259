import CivilTime

/// The record's integer name of a person; a mentor's is the same number.
public struct PersonID: Hashable, Comparable, Sendable {
  public let number: Int
  public init(_ number: Int) { self.number = number }
  public static func < (left: PersonID, right: PersonID) -> Bool { left.number < right.number }
}

/// A member of the programme. Private: everything here but a mentor's own published facts belongs to that person's
/// pages only.
public struct Person: Sendable {
  public var id: PersonID
  public var name: String
  public var email: String
  /// IANA name.
  public var zone: String
  public var isMentor: Bool
  public var isStudent: Bool
  public var isOrganiser: Bool
  /// Unguessable names of the person's folder and feed: 32 characters of base32.
  public var homeToken: String
  public var feedToken: String
  /// Nil = the programme's setting.
  public var feedAlarm: Bool?
  /// Nil = the programme's setting.
  public var feedMode: FeedMode?
  /// When the row last changed.
  public var changed: Instant
  public var uuid: String
  /// BCP 47.
  public var language: String
  /// Whether the people of an accepted connection may see the e-mail address.
  public var sharesEmail: Bool
  /// Goes with every request from the person's pages; stands in no address.
  public var actionSecret: String
  /// The record's revision at the last change that touches the person.
  public var revision: Int
  /// Nil when there is no mentor's row.
  public var mentorSlug: String?
  public var approval: Approval?

  public init(
    id: PersonID, name: String, email: String, zone: String, isMentor: Bool, isStudent: Bool, isOrganiser: Bool,
    homeToken: String, feedToken: String, feedAlarm: Bool?, changed: Instant, uuid: String = "",
    language: String = "en", sharesEmail: Bool = false, actionSecret: String = "", revision: Int = 0,
    mentorSlug: String? = nil, approval: Approval? = nil, feedMode: FeedMode? = nil
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
    self.feedMode = feedMode
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
