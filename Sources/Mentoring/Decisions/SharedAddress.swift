/// Whether a person can see another person's e-mail address. The owner must share it, and the two people must have an
/// accepted connection or, in programmes that require none, a session with each other.
///
/// - Parameter hasSession: whether the two people have a session that was not cancelled.
public func isAddressShown(
  of owner: Person, connection: ConnectionStatus?, hasSession: Bool, policy: ProgrammePolicy
) -> Bool {
  guard owner.sharesEmail else { return false }
  return connection == .accepted || !policy.connectionRequired && hasSession
}
