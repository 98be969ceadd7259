import CivilTime

/// The rules of the programme; those that concern slots may have a value of the mentor's own in the record. Minutes
/// where nothing else is said.
package struct ProgrammePolicy: Hashable, Sendable {
  package var connectionRequired = true
  /// Every request waits for the mentor; otherwise it is booked at once.
  package var confirmsEach = false
  package var durations = [30, 60, 90, 120]
  package var step = 30
  package var bufferBefore = 0
  package var bufferAfter = 0
  package var notice = 120
  package var horizonDays = 28
  /// Sessions; 0 = no limit.
  package var maxPerDay = 0
  package var maxPerWeek = 0
  /// Accepted connections; 0 = no limit.
  package var capacity = 0
  package var cancelNotice = 120
  /// A student's requests within 60 minutes; 0 = no limit.
  package var bookingsPerHour = 3
  package var pendingHolds = true
  /// Times outside the hours may be asked for.
  package var proposesOutsideHours = false
  /// Hours of every weekday of mentors who have set none; nil = such mentors are closed.
  package var defaultHours: HoursWindow?
  /// Hours until a request expires.
  package var expireAfter = 72
  /// Reviews before stars are shown.
  package var reviewsMin = 3
  /// A member whose role is not told is a student.
  package var defaultRoleIsStudent = true
  package var mentorsNeedApproval = true
  package var lateOverride = LateOverride.mentor

  /// The defaults of site.yaml.
  package init() {}
}

/// Who may cancel or move a session after the notice has passed, with a reason.
package enum LateOverride: String, Sendable, CaseIterable { case organiser, mentor, none }
