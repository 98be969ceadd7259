import CivilTime

/// How a programme goes, for its organisers: counts, no personal words.
public struct ProgrammeReport: Sendable {
  /// What one mentor held in the days that the report looks back on.
  public struct MentorLoad: Sendable {
    public var mentor: PersonID
    public var completed = 0
    public var cancelled = 0
    public var noShow = 0
    /// Past, and nobody said how it went.
    public var unclosed = 0
    /// Scheduled from now on.
    public var upcoming = 0
    /// Requests and connections that wait for her.
    public var waiting = 0

    public init(mentor: PersonID) { self.mentor = mentor }
  }

  /// A request for a session or a connection that waits for a mentor.
  public struct Waiting: Sendable {
    public var mentor: PersonID
    public var student: PersonID
    public var since: Instant
    /// Nil for a connection.
    public var session: Int?
    /// Nil for a session.
    public var connection: Int?

    public init(mentor: PersonID, student: PersonID, since: Instant, session: Int?, connection: Int? = nil) {
      self.connection = connection
      self.mentor = mentor
      self.student = student
      self.since = since
      self.session = session
    }
  }

  /// The days that loads look back on.
  public static let days = 90

  /// Sessions that were held, counted by the quarter of an hour in which they began: the page knows where its weeks begin.
  public struct SessionCount: Sendable {
    public var start: Instant
    public var count: Int

    public init(start: Instant, count: Int) {
      self.start = start
      self.count = count
    }
  }

  /// Of the days that the report looks back on, by time.
  public var held: [SessionCount] = []
  /// How many students gave one star, two … five, ever.
  public var stars = [0, 0, 0, 0, 0]
  /// By mentor.
  public var loads: [MentorLoad] = []
  /// Longest first.
  public var waiting: [Waiting] = []
  /// Connections that were declined, the latest first: an organiser may let them be answered anew.
  public var declined: [Waiting] = []
  public var connectionsAccepted = 0
  /// Seconds from an accepted connection to its first session that was held, for connections of the last 180 days.
  public var timesToFirstSession: [Int] = []
  /// The latest change of the sessions, requests, connections and reviews that are counted.
  public var changed = Instant(seconds: 0)

  public init() {}

  /// The middle of the times to a first session; nil for fewer than five, which would tell of single people.
  public var medianTimeToFirstSession: Int? {
    guard timesToFirstSession.count >= 5 else { return nil }
    return timesToFirstSession.sorted()[timesToFirstSession.count / 2]
  }

  /// Hundredths of all sessions held that the busiest tenth of `mentors` mentors held; nil before ten were held.
  public func shareOfBusiestTenth(among mentors: Int) -> Int? {
    let held = loads.map(\.completed).sorted(by: >)
    let all = held.reduce(0, +)
    guard all >= 10, mentors > 0 else { return nil }
    return held.prefix((mentors + 9) / 10).reduce(0, +) * 100 / all
  }
}

/// Seconds that a mentor offers and seconds of them that are taken, between two instants.
///
/// - Returns: `taken` is what sessions and held requests take of the hours; what lies outside them does not count.
public func offeredTime(_ schedule: MentorSchedule, in range: Range<Instant>) -> (offered: Int, taken: Int) {
  let window = IntervalSet([Interval(start: range.lowerBound, end: range.upperBound)])
  let open = OpenHours(of: schedule, in: range).open.intersection(window)
  let taken = open.intersection(IntervalSet(schedule.sessions + schedule.held))
  func length(_ set: IntervalSet) -> Int { set.intervals.reduce(0) { $0 + $1.end.since($1.start) } }
  return (length(open), length(taken))
}
