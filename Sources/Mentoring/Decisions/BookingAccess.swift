/// Whether a student may book a mentor at all, whatever the time. The decision on a booking and the pages that offer one ask
/// the same function.
public enum BookingAccess: Hashable, Sendable {
  case allowed
  /// The mentor waits for approval or is suspended.
  case unapproved
  /// The programme wants an accepted connection first.
  case needsConnection
  /// The mentor has held fewer sessions than the programme asks for.
  case ineligible

  /// - Parameters:
  ///   - connection: the state of the two; nil = they have none.
  ///   - actor: who books; only students are held to eligibility.
  public init(
    approval: Approval, isEligible: Bool, connection: ConnectionStatus?, by actor: Actor, _ policy: ProgrammePolicy
  ) {
    if approval != .approved {
      self = .unapproved
    } else if policy.connectionRequired, connection != .accepted {
      self = .needsConnection
    } else if actor == .student, !isEligible, connection != .accepted {
      // Mentors know the students whom they have accepted; others come once the mentor has held enough sessions.
      self = .ineligible
    } else {
      self = .allowed
    }
  }
}
