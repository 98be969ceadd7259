/// Points and badges of a student, by rules that stand on a page of the site: nothing is given by hand, nothing is stored.
public struct StudentBadges: Hashable, Sendable {
  public enum Badge: String, Sendable, CaseIterable {
    case firstSession = "first_session"
    case regular
    case explorer
    case reliable
    case generous
  }

  /// 10 for a session that took place, 5 for a review that was written, 10 less for one that was missed; never below 0.
  public var points: Int
  public var sessions: Int
  /// In the order of ``Badge``.
  public var badges: [Badge]

  /// - Parameters:
  ///   - completed: sessions that took place.
  ///   - mentors: different mentors of these.
  ///   - missed: sessions that the student did not come to.
  ///   - reviews: reviews that the student wrote.
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
