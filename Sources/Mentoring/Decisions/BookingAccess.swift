/// Whether a student may book a mentor at all, independent of the time. Used by the booking decision and by the pages
/// that offer bookings.
public enum BookingAccess: Hashable, Sendable {
  case allowed
  /// The mentor is waiting for approval or is suspended.
  case unapproved
  /// The programme requires an accepted connection first.
  case needsConnection
  /// The mentor has held fewer sessions than the programme requires.
  case ineligible

  /// - Parameters:
  ///   - connection: the status of the connection; nil if there is none.
  ///   - actor: who books; eligibility applies only to students.
  public init(
    approval: Approval, isEligible: Bool, connection: ConnectionStatus?, by actor: Actor, _ policy: ProgrammePolicy
  ) {
    if approval != .approved {
      self = .unapproved
    } else if policy.connectionRequired, connection != .accepted {
      self = .needsConnection
    } else if actor == .student, !isEligible, connection != .accepted {
      // Mentors know the students they have accepted. Other students must wait until the mentor has held enough
      // sessions.
      self = .ineligible
    } else {
      self = .allowed
    }
  }
}
