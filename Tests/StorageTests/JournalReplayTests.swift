import Bytes
import CivilTime
import Diagnostics
import Foundation
import Mentoring
import Storage
import Testing

/// Random commands by anybody: whatever is accepted keeps the promises of the record, and the journal is all of it.
///
/// `ALMANAC_SEQUENCES` says how many sequences, `ALMANAC_SEED` with which the first begins; each is named in what fails.
@Suite struct JournalReplayTests {
  private static let length = 60

  /// The rules that keep two commands apart are the decisions' own; the record's triggers stand behind them and are never
  /// what answers, but for requests that hold no time.
  private static let wordsOfTriggers = [
    "the mentor or the student has another session at that time", "another request holds that time",
    "that time is booked, or another request holds it", "too many requests of this student", "must be the one read",
    "a connection does not go from", "the request is answered already", "too near its start", "a cancelled session",
  ]

  @Test func whateverIsAcceptedKeepsThePromisesAndTheJournalIsAllOfIt() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["ALMANAC_SEQUENCES"].flatMap { Int($0) } ?? 150
    let first = environment["ALMANAC_SEED"].flatMap { UInt64($0) } ?? 1
    let siteSources = try SequenceFixture()
    defer { siteSources.remove() }
    var accepted: [String: Int] = [:]
    var refused: [Rule: Int] = [:]
    for seed in first..<first + UInt64(count) {
      var policy = ProgrammePolicy()
      policy.pendingHolds = seed % 4 != 0
      policy.proposesOutsideHours = seed % 3 == 0
      policy.bookingsPerHour = [0, 1, 2, 3, 3][Int(seed % 5)]
      let record = try siteSources.copy(of: siteSources.peopled, "sequence.db")
      var promises = try Promises(of: record)
      var commands = RandomCommands(record: record, policy: policy, dice: Dice(state: seed &* 0x2545_F491_4F6C_DD1D))
      for step in 0..<Self.length {
        let outcome: RandomCommands.Outcome
        do { outcome = try commands.next() } catch {
          Issue.record("seed \(seed), step \(step): \(error)")
          break
        }
        switch outcome.result {
        case .success(let result):
          accepted[outcome.verb, default: 0] += result.changed.isEmpty ? 0 : 1
          let broken = try promises.broken(by: result, at: commands.now)
          #expect(broken == [], "seed \(seed), step \(step): \(outcome.verb)")
        case .failure(let refusal):
          refused[refusal.rule, default: 0] += 1
          #expect(try promises.isUntouched(), "seed \(seed), step \(step): \(outcome.verb) was refused and wrote")
          if policy.pendingHolds {
            #expect(
              !Self.wordsOfTriggers.contains { refusal.message.contains($0) },
              "seed \(seed), step \(step): \(outcome.verb): \(refusal.message)")
          }
        }
      }
      let copy = try siteSources.copy(of: siteSources.empty, "replay.db")
      var replay = JournalReplay(into: copy)
      do { try replay.write(journalOf: record) } catch { Issue.record("seed \(seed): the replay: \(error)") }
      #expect(try Self.lines(of: record) == Self.lines(of: copy), "seed \(seed)")
      if seed % 25 == 0 { #expect(try verifyRecord(record).all.map(\.message) == [], "seed \(seed)") }
    }
    guard count >= 100 else { return }
    #expect(RandomCommands.everyVerb.subtracting(accepted.keys) == [], "every verb was accepted some time")
    for rule in [
      Rule.actor, .state, .version, .connection, .capacity, .sessionsAhead, .goals, .reason, .duration, .stars,
      .rateLimit, .cancelNotice, .notStarted, .past, .notice, .closedDate, .booked, .held, .studentBusy,
    ] {
      #expect(refused[rule, default: 0] > 0, "\(rule.rawValue) was never refused")
    }
  }

  /// The record's rows without tokens and without what builds count by: revisions, and the settings of the last verb.
  private static func lines(of record: Database) throws -> [String] {
    var sink = ByteSink()
    try dumpRecord(record, secrets: false, into: &sink)
    return sink.string().split(separator: "\n").map { line in
      line.split(separator: " ", omittingEmptySubsequences: false)
        .filter { word in !["rev=", "programme_rev=", "event_settings"].contains { word.hasPrefix($0) } }
        .joined(separator: " ")
    }
  }
}

/// What has to hold after every command.
struct Promises {
  private let record: Database
  private var versions: [String: Int] = [:]
  /// What calendars know of a session, and its SEQUENCE.
  private var calendars: [Int: (facts: String, sequence: Int)] = [:]
  private var stamp = ""

  init(of record: Database) throws {
    self.record = record
    versions = try readVersions()
    stamp = try readStamp()
  }

  private func readStamp() throws -> String {
    try record.texts("SELECT rev || ' ' || (SELECT count(*) FROM journal) FROM meta").first ?? ""
  }

  func isUntouched() throws -> Bool { try readStamp() == stamp }

  private func readVersions() throws -> [String: Int] {
    var all: [String: Int] = [:]
    for (table, key) in [
      ("person", "id"), ("mentor", "person_id"), ("connection", "id"), ("request", "id"), ("session", "id"),
      ("review", "id"), ("availability", "id"),
    ] {
      let rows = try Statement("SELECT \(key), version FROM \(table)", on: record)
      while try rows.step() { all["\(table) \(rows.integer(0))"] = rows.integer(1) }
    }
    return all
  }

  /// Names of the promises that a command broke.
  mutating func broken(by result: VerbResult, at now: Instant) throws -> [String] {
    var broken: [String] = []
    for (promise, sql) in facts(at: now) where try record.integer(sql) != nil { broken.append(promise) }
    let after = try readVersions()
    let told = Set(result.changed.map { "\($0.kind) \($0.id)" })
    for (row, version) in after {
      let before = versions[row] ?? 0
      if told.contains(row) ? version <= before : version != before { broken.append("the version of \(row)") }
    }
    for row in result.changed where row.version != after["\(row.kind) \(row.id)"] { broken.append("\(row) as told") }
    versions = after
    try checkSequences(&broken)
    stamp = try readStamp()
    return broken
  }

  private mutating func checkSequences(_ broken: inout [String]) throws {
    let rows = try Statement(
      """
      SELECT id, start_at || ' ' || end_at || ' ' || (status = 'cancelled') || ' ' || coalesce(room, link, address, ''),
        sequence FROM session
      """, on: record)
    while try rows.step() {
      let (id, facts, sequence) = (rows.integer(0), rows.text(1).string, rows.integer(2))
      if let old = calendars[id] {
        if sequence != old.sequence + (facts == old.facts ? 0 : 1) { broken.append("the SEQUENCE of S-\(id)") }
      } else if sequence != 0 {
        broken.append("the first SEQUENCE of S-\(id)")
      }
      calendars[id] = (facts, sequence)
    }
  }

  /// Each query has a row where its promise is broken.
  private func facts(at now: Instant) -> [(String, String)] {
    let busy = """
      (SELECT id, mentor_id AS person, start_at, end_at FROM session WHERE status <> 'cancelled'
       UNION ALL SELECT id, student_id, start_at, end_at FROM session WHERE status <> 'cancelled')
      """
    return [
      (
        "nobody is in two sessions at once",
        """
        SELECT 1 FROM \(busy) a JOIN \(busy) b ON a.person = b.person AND a.id < b.id AND a.start_at < b.end_at
          AND b.start_at < a.end_at
        """
      ),
      (
        "a pending request holds its time",
        """
        SELECT 1 FROM request r JOIN session s ON s.start_at < r.end_at AND r.start_at < s.end_at AND s.status = 'scheduled'
          AND s.id IS NOT r.moves_session_id AND (r.mentor_id IN (s.mentor_id, s.student_id)
          OR r.student_id IN (s.mentor_id, s.student_id))
        WHERE r.status = 'pending' AND r.expires_at > \(now.seconds) AND (SELECT pending_holds FROM meta) = 1
        """
      ),
      (
        "whoever has a session ahead is connected",
        """
        SELECT 1 FROM session s JOIN connection c ON c.mentor_id = s.mentor_id AND c.student_id = s.student_id
        WHERE s.status = 'scheduled' AND s.end_at > \(now.seconds) AND c.status <> 'ACCEPTED'
        """
      ),
      (
        "the totals are the counts",
        """
        SELECT 1 FROM mentor_totals t WHERE sessions_booked <> (SELECT count(*) FROM session
            WHERE mentor_id = t.mentor_id AND status IN ('scheduled', 'completed', 'no_show'))
          OR sessions_completed <> (SELECT count(*) FROM session WHERE mentor_id = t.mentor_id AND status = 'completed')
        UNION ALL SELECT 1 FROM (SELECT sum(sessions_completed) AS n FROM mentor_student) WHERE coalesce(n, 0) <>
          (SELECT count(*) FROM session WHERE status = 'completed')
        UNION ALL SELECT 1 FROM mentor_rating g WHERE rating_count <> (SELECT count(*) FROM review
          WHERE mentor_id = g.mentor_id AND direction = 'student_to_mentor' AND stars NOT NULL)
        """
      ),
      (
        "an approved request has its session, and no other has one",
        """
        SELECT 1 FROM request r LEFT JOIN session s ON s.id = r.id
        WHERE (r.status = 'approved' AND r.moves_session_id IS NULL) <> (s.id IS NOT NULL)
        """
      ),
      (
        "only a scheduled session has a move that waits",
        """
        SELECT 1 FROM request r JOIN session s ON s.id = r.moves_session_id
        WHERE r.status = 'pending' AND s.status <> 'scheduled'
        """
      ),
      (
        "capacity holds",
        "SELECT 1 FROM connection WHERE mentor_id = 1 AND status = 'ACCEPTED' GROUP BY mentor_id HAVING count(*) > 2"
      ),
      (
        "video and voice have one place, and only sessions in person an address",
        """
        SELECT 1 FROM session WHERE (kind IN ('VIDEO', 'VOICE') AND (room IS NULL) = (link IS NULL))
          OR (kind = 'IN_PERSON') <> (address IS NOT NULL) OR (kind = 'CHAT' AND room IS NOT NULL)
        """
      ),
      (
        "nothing has an outcome before its start",
        "SELECT 1 FROM session WHERE status IN ('completed', 'no_show') AND start_at > \(now.seconds)"
      ),
      (
        "the journal does not run backwards",
        "SELECT 1 FROM journal a JOIN journal b ON b.seq = a.seq + 1 WHERE b.at < a.at"
      ),
      (
        "every entry goes on from the one before",
        """
        SELECT 1 FROM journal j WHERE j.before <> coalesce((SELECT after FROM journal b WHERE b.kind = j.kind
          AND b.object_id = j.object_id AND b.seq < j.seq ORDER BY b.seq DESC LIMIT 1),
          -- The settings' row is there before any journal.
          CASE j.kind WHEN 'meta' THEN j.before ELSE '' END)
        """
      ),
    ]
  }
}
