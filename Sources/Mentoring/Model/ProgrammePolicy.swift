import CivilTime

/// The rules of the programme. A mentor can have their own values for those that concern slots. The unit is minutes
/// unless stated otherwise.
public struct ProgrammePolicy: Hashable, Sendable {
  public var connectionRequired = true
  /// Whether every request waits for the mentor; otherwise it is booked at once.
  public var confirmsEach = false
  public var durations = [30, 60, 90, 120]
  public var step = 30
  public var bufferBefore = 0
  public var bufferAfter = 0
  public var notice = 120
  public var horizonDays = 28
  /// Sessions; 0 = no limit.
  public var maxPerDay = 0
  public var maxPerWeek = 0
  /// Accepted connections; 0 = no limit.
  public var capacity = 0
  public var cancelNotice = 120
  /// A student's requests within 60 minutes; 0 = no limit.
  public var bookingsPerHour = 3
  public var pendingHolds = true
  /// Whether students may ask for times outside the hours.
  public var proposesOutsideHours = false
  /// The hours on every weekday for mentors who have set none; nil = such mentors are closed.
  public var defaultHours: HoursWindow?
  /// Hours until a request expires.
  public var expireAfter = 72
  /// The number of reviews required before stars are shown.
  public var reviewsMin = 3
  /// Whether a member without a stated role is a student.
  public var defaultRoleIsStudent = true
  public var mentorsNeedApproval = true
  /// Completed sessions required before a mentor is listed and students without a connection may ask them; 0 = none.
  public var minSessionsTaught = 0
  public var lateOverride = LateOverride.mentor
  /// How long before its start a session can be joined; reminders use the same time.
  public var joinMinutes = 15
  /// The settings that determine the text of calendar events.
  public var events = EventSettings()

  /// The defaults of site.yaml.
  public init() {}
}

/// The actors who may cancel or move a session after the deadline, giving a reason.
public enum LateOverride: String, Sendable, CaseIterable { case organiser, mentor, none }

/// The settings that the database triggers enforce. The database keeps a copy for programs that write to it without
/// reading `site.yaml`. Nothing else may read its rules from that copy.
public struct TriggerPolicy: Hashable, Sendable {
  public var connectionRequired: Bool
  public var pendingHolds: Bool
  public var bookingsPerHour: Int
  /// Minutes.
  public var cancelNotice: Int

  public init(connectionRequired: Bool, pendingHolds: Bool, bookingsPerHour: Int, cancelNotice: Int) {
    self.connectionRequired = connectionRequired
    self.pendingHolds = pendingHolds
    self.bookingsPerHour = bookingsPerHour
    self.cancelNotice = cancelNotice
  }

  /// The values from `site.yaml`.
  public init(_ policy: ProgrammePolicy) {
    self.init(
      connectionRequired: policy.connectionRequired, pendingHolds: policy.pendingHolds,
      bookingsPerHour: policy.bookingsPerHour, cancelNotice: policy.cancelNotice)
  }

  /// The columns of `meta` with their values. The names are also keys of `policy`.
  public var columns: [(name: String, value: Int)] {
    [
      ("connection_required", connectionRequired ? 1 : 0), ("pending_holds", pendingHolds ? 1 : 0),
      ("bookings_per_hour", bookingsPerHour), ("cancel_notice", cancelNotice),
    ]
  }
}
