/// Whether a person sees the e-mail address of another: its owner shares it, and the two have an accepted connection or, in
/// programmes that need none, a session with each other.
///
/// - Parameter hasSession: whether they have one that was not cancelled.
public func isAddressShown(
  of owner: Person, connection: ConnectionStatus?, hasSession: Bool, policy: ProgrammePolicy
) -> Bool {
  guard owner.sharesEmail else { return false }
  return connection == .accepted || !policy.connectionRequired && hasSession
}
