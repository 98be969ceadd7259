import CivilTime

/// The rules of the programme; those that concern slots may have a value of the mentor's own in the record. Minutes
/// where nothing else is said.
public struct ProgrammePolicy: Hashable, Sendable {
  public var connectionRequired = true
  /// Every request waits for the mentor; otherwise it is booked at once.
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
  /// Times outside the hours may be asked for.
  public var proposesOutsideHours = false
  /// Hours of every weekday of mentors who have set none; nil = such mentors are closed.
  public var defaultHours: HoursWindow?
  /// Hours until a request expires.
  public var expireAfter = 72
  /// Reviews before stars are shown.
  public var reviewsMin = 3
  /// A member whose role is not told is a student.
  public var defaultRoleIsStudent = true
  public var mentorsNeedApproval = true
  /// Completed sessions before a mentor is listed and strangers may ask for her; 0 = no such rule.
  public var minSessionsTaught = 0
  public var lateOverride = LateOverride.mentor
  /// How long before its start a session can be joined and opened; reminders come then.
  public var joinMinutes = 15
  /// What events in calendars are worded with.
  public var events = EventSettings()

  /// The defaults of site.yaml.
  public init() {}
}

/// Who may cancel or move a session after the notice has passed, with a reason.
public enum LateOverride: String, Sendable, CaseIterable { case organiser, mentor, none }

/// The settings that the record's own triggers obey: the record keeps a copy of them, for programs that write to it without
/// reading `site.yaml`. Nothing else may take its rules from that copy.
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

  /// What `site.yaml` says.
  public init(_ policy: ProgrammePolicy) {
    self.init(
      connectionRequired: policy.connectionRequired, pendingHolds: policy.pendingHolds,
      bookingsPerHour: policy.bookingsPerHour, cancelNotice: policy.cancelNotice)
  }

  /// The columns of `meta`, which are the keys of `policy` too, with their values.
  public var columns: [(name: String, value: Int)] {
    [
      ("connection_required", connectionRequired ? 1 : 0), ("pending_holds", pendingHolds ? 1 : 0),
      ("bookings_per_hour", bookingsPerHour), ("cancel_notice", cancelNotice),
    ]
  }
}
