import CivilTime

/// Statistics of a programme for its organisers: counts without personal texts.
public struct ProgrammeReport: Sendable {
  /// The sessions of one mentor in the reporting period.
  public struct MentorLoad: Sendable {
    public var mentor: PersonID
    public var completed = 0
    public var cancelled = 0
    public var noShow = 0
    /// Past sessions without a recorded outcome.
    public var unclosed = 0
    /// Scheduled sessions in the future.
    public var upcoming = 0
    /// Requests and connections that wait for the mentor.
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

  /// The reporting period for loads, in days.
  public static let days = 90

  /// The number of sessions held, by the quarter of an hour in which they began. The page decides where its weeks
  /// begin.
  public struct SessionCount: Sendable {
    public var start: Instant
    public var count: Int

    public init(start: Instant, count: Int) {
      self.start = start
      self.count = count
    }
  }

  /// Sessions held in the reporting period, by time.
  public var held: [SessionCount] = []
  /// The number of ratings with one star, two … five, over all time.
  public var stars = [0, 0, 0, 0, 0]
  /// By mentor.
  public var loads: [MentorLoad] = []
  /// The longest wait first.
  public var waiting: [Waiting] = []
  /// Declined connections, latest first; an organiser may reopen them.
  public var declined: [Waiting] = []
  public var connectionsAccepted = 0
  /// Seconds from an accepted connection to its first held session, for connections of the last 180 days.
  public var timesToFirstSession: [Int] = []
  /// The latest change of the counted sessions, requests, connections and reviews.
  public var changed = Instant(seconds: 0)

  public init() {}

  /// The median time to a first session; nil for fewer than five values, which would reveal individuals.
  public var medianTimeToFirstSession: Int? {
    guard timesToFirstSession.count >= 5 else { return nil }
    return timesToFirstSession.sorted()[timesToFirstSession.count / 2]
  }

  /// The percentage of all held sessions that the busiest tenth of `mentors` mentors held; nil for fewer than ten
  /// sessions.
  public func shareOfBusiestTenth(among mentors: Int) -> Int? {
    let held = loads.map(\.completed).sorted(by: >)
    let all = held.reduce(0, +)
    guard all >= 10, mentors > 0 else { return nil }
    return held.prefix((mentors + 9) / 10).reduce(0, +) * 100 / all
  }
}

/// The seconds that a mentor offers between two instants, and how many of them are taken.
///
/// - Returns: `taken` counts sessions and held requests within the hours; time outside the hours does not count.
public func offeredTime(_ schedule: MentorSchedule, in range: Range<Instant>) -> (offered: Int, taken: Int) {
  let window = IntervalSet([Interval(start: range.lowerBound, end: range.upperBound)])
  let open = OpenHours(of: schedule, in: range).open.intersection(window)
  let taken = open.intersection(IntervalSet(schedule.sessions + schedule.held))
  func length(_ set: IntervalSet) -> Int { set.intervals.reduce(0) { $0 + $1.end.since($1.start) } }
  return (length(open), length(taken))
}
