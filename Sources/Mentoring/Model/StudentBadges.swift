/// The points and badges of a student. The site publishes the rules; nothing is awarded manually and nothing is stored.
public struct StudentBadges: Hashable, Sendable {
  public enum Badge: String, Sendable, CaseIterable {
    case firstSession = "first_session"
    case regular
    case explorer
    case reliable
    case generous
  }

  /// 10 for each completed session, 5 for each written review, minus 10 for each missed session; never below 0.
  public var points: Int
  public var sessions: Int
  /// In the order of ``Badge``.
  public var badges: [Badge]

  /// - Parameters:
  ///   - completed: the number of completed sessions.
  ///   - mentors: the number of different mentors in these sessions.
  ///   - missed: the number of sessions that the student missed.
  ///   - reviews: the number of reviews that the student wrote.
  public init(completed: Int, mentors: Int, missed: Int, reviews: Int) {
    points = max(0, 10 * completed + 5 * reviews - 10 * missed)
    sessions = completed
    var badges: [Badge] = []
    if completed >= 1 { badges.append(.firstSession) }
    if completed >= 10 { badges.append(.regular) }
    if mentors >= 3 { badges.append(.explorer) }
    if completed >= 5 && missed == 0 { badges.append(.reliable) }
    if reviews >= 5 { badges.append(.generous) }
    self.badges = badges
  }
}
