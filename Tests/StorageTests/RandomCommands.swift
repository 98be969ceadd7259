import CivilTime
import Diagnostics
import Foundation
import Mentoring
import Storage
import Testing

/// SplitMix64: the same numbers for the same seed.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }

  mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }
}

/// Records to start from: `empty` with the programme's terms alone, `peopled` with everybody, made by verbs.
///
/// Ada (1) books at once and takes two students; Grace (2) confirms each, lives in another zone, and is Ada's student
/// herself; 3, 4 and 5 are students.
struct SequenceFixture {
  let folder: URL
  let empty: URL
  let peopled: URL
  static let begin = Instant(seconds: 1_795_248_000)
  static let zones = ZoneDirectory(path: ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo")

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("almanac-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    empty = folder.appendingPathComponent("empty.db")
    peopled = folder.appendingPathComponent("peopled.db")
    var random = SeededRandom(seed: 1)
    do {
      let record = try createRecord(at: empty.path, random: random)
      try record.execute(
        """
        DELETE FROM goal; INSERT INTO goal (id, slug, name) VALUES (1, 'one', 'One'), (2, 'two', 'Two'), (3, 'three', 'Three');
        INSERT INTO topic (id, slug, name) VALUES (1, 'compilers', 'Compilers'), (2, 'career', 'Career');
        """)
    }
    try FileManager.default.copyItem(at: empty, to: peopled)
    let record = try Database(path: peopled.path, purpose: .existing)
    _ = try perform(
      "person add", by: Principal(.organiser), on: record, policy: ProgrammePolicy(), now: Self.begin, random: random
    ) { writer in
      for id in 1...5 {
        try writer.insert(
          "person",
          [
            ("uuid", .text(random.uuid())), ("email", .text("p\(id)@example.org")), ("name", .text("Person \(id)")),
            ("zone", .text(id == 2 ? "Europe/Berlin" : "UTC")), ("is_mentor", RowValue(id < 3)),
            ("is_student", RowValue(id > 1)), ("home_token", .text(random.token())),
            ("feed_token", .text(random.token())), ("action_secret", .text(random.token())),
            ("created_at", .integer(Self.begin.seconds)),
          ])
      }
      for id in 1...2 {
        try writer.insert(
          "mentor",
          [
            ("slug", .text("mentor-\(id)")), ("free_busy_uid", .text(random.uuid())), ("approval", .text("approved")),
            ("confirm", .text(id == 1 ? "instant" : "each")), ("capacity", id == 1 ? .integer(2) : .null),
          ], key: id)
        try writer.update("mentor", id, []) {
          try writer.setList(
            "mentor_topic", owner: "mentor_id", id, column: "topic_id", [.integer(1), .integer(2)])
        }
        for day in 0...6 {
          try writer.insert(
            "availability",
            [
              ("mentor_id", .integer(id)), ("is_recurring", .integer(1)), ("weekday", .integer(day)),
              ("start_time", .text("09:00")), ("end_time", .text("17:00")),
            ])
        }
      }
      return []
    }
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// A copy to write into; it need not survive a crash.
  func copy(of file: URL, _ name: String) throws -> Database {
    let path = folder.appendingPathComponent(name)
    try? FileManager.default.removeItem(at: path)
    try FileManager.default.copyItem(at: file, to: path)
    let record = try Database(path: path.path, purpose: .existing)
    try record.execute("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")
    return record
  }
}

/// Commands drawn by chance, spoken by anybody, on one record.
struct RandomCommands {
  let record: Database
  let policy: ProgrammePolicy
  var dice: Dice
  var now = SequenceFixture.begin

  /// What one command came to.
  struct Outcome {
    var verb: String
    var result: Result<VerbResult, Refusal>
  }

  private static let pairs = [(1, 2), (1, 3), (1, 4), (1, 5), (2, 3), (2, 4), (2, 5)].map {
    (PersonID($0), PersonID($1))
  }
  private static let verbs: [String] = [
    (12, ["session book"]), (4, ["session reschedule", "session approve"]),
    (2, ["session cancel", "tick", "connection reopen", "review reply"]), (4, ["session complete", "review add"]),
    (
      1,
      [
        "connection request", "connection accept", "connection decline", "connection withdraw", "connection end",
        "session decline", "session withdraw", "session start", "session no-show", "session link", "session note",
        "mentor set", "availability add", "availability remove", "availability close",
      ]
    ),
  ].flatMap { weight, verbs in verbs.flatMap { [String](repeating: $0, count: weight) } }

  /// Commands that come first, so that there are connections to book with.
  private var prelude: [(verb: String, actor: Actor, pair: (PersonID, PersonID))] = []

  init(record: Database, policy: ProgrammePolicy, dice: Dice) {
    self.record = record
    self.policy = policy
    self.dice = dice
    for (index, pair) in Self.pairs.shuffled(using: &self.dice).prefix(5).enumerated() {
      let answer = index == 0 ? "connection decline" : "connection accept"
      prelude += [(answer, .mentor, pair), ("connection request", .student, pair)]
    }
  }

  static var everyVerb: Set<String> { Set(verbs) }

  mutating func next() throws -> Outcome {
    let first = prelude.popLast()
    if first == nil { now = now.adding(minutes: dice.pick([0, 0, 0, 0, 1, 5, 30, 60, 300, 540])) }
    let verb = first?.verb ?? dice.pick(Self.verbs)
    let actor = first?.actor ?? dice.pick([Actor.mentor, .mentor, .student, .student, .organiser])
    let body = try command(verb, actor, first?.pair)
    do {
      let result = try perform(
        verb, by: Principal(actor, actor == .organiser ? nil : PersonID(1)), on: record, policy: policy, now: now,
        random: SeededRandom(seed: dice.next())
      ) { writer in
        try body(try SituationReader(record, zones: SequenceFixture.zones, policy: policy), writer)
      }
      return Outcome(verb: verb, result: .success(result))
    } catch let refusal as Refusal {
      return Outcome(verb: verb, result: .failure(refusal))
    }
  }

  private typealias Body = (SituationReader, RecordWriter) throws -> [Notice]

  private mutating func command(_ verb: String, _ actor: Actor, _ pair: (PersonID, PersonID)?) throws -> Body {
    let words = verb.split(separator: " ")
    switch words.first {
    case "connection": return try connectionCommand(String(words.last ?? ""), actor, pair)
    case "review": return try reviewCommand(verb, actor)
    case "session": return try sessionCommand(String(words.last ?? ""), actor)
    case "tick": return tick()
    default: return try mentorCommand(verb)
    }
  }

  /// Writes what a decision says.
  private func deciding(_ decide: @escaping (SituationReader) throws -> Decision) -> Body {
    return { reader, writer in
      let decision = try decide(reader)
      try writer.write(decision, rooms: RoomNames(), zoneVersion: "2026a")
      return decision.notices
    }
  }

  private mutating func connectionCommand(
    _ word: String, _ actor: Actor, _ pair: (PersonID, PersonID)?
  ) throws -> Body {
    let (mentor, student) = try pair ?? likelyPair(for: word)
    let command: ConnectionCommand =
      switch word {
      case "request":
        .request(
          message: "Wish \(dice.below(1000)) “\"\\”",
          goals: Array(1...dice.pick([1, 2, 3, 3, 3, 3])).filter { _ in dice.below(6) > 0 },
          joinsWaitingList: dice.below(2) == 0)
      case "accept": .accept
      case "decline": .decline(reason: dice.pick(["", "No time"]))
      case "withdraw": .withdraw
      case "end": .end(reason: dice.pick(["", "Done"]), cancelsSessions: dice.below(2) == 0)
      default: .reopen
      }
    let (version, now) = (staleVersion(), now)
    return deciding { reader in
      try decide(
        command, by: actor, version: version, try reader.connection(of: mentor, with: student, now: now), now: now)
    }
  }

  /// Mostly none; now and then one that is likely to be old.
  private mutating func staleVersion() -> Int? { dice.below(12) == 0 ? 1 + dice.below(4) : nil }

  private mutating func start() -> Instant {
    now.dateUTC.adding(days: dice.below(4)).startUTC.adding(
      minutes: dice.pick([8, 9, 9, 9]) * 60 + 30 * dice.below(17))
  }

  private func booking(_ id: Int, _ reader: SituationReader) throws -> BookingSituation {
    guard let booking = try reader.booking(id) else { throw Refusal(.session, "there is no S-\(id)") }
    return booking
  }

  /// Mostly one that the verb is made for, sometimes any, or none that there is.
  private mutating func anyBooking(for verb: String) throws -> Int {
    let suiting =
      switch verb {
      case "approve", "decline", "withdraw": "SELECT id FROM request WHERE status = 'pending'"
      case "start":
        """
        SELECT id FROM session
        WHERE status = 'scheduled' AND start_at - 900 <= \(now.seconds) AND end_at > \(now.seconds)
        """
      case "complete", "no-show":
        "SELECT id FROM session WHERE status = 'scheduled' AND start_at <= \(now.seconds)"
      case "review add": "SELECT id FROM session WHERE status = 'completed'"
      case "review reply": "SELECT session_id FROM review"
      default: "SELECT id FROM session WHERE status = 'scheduled'"
      }
    let ids = try record.texts(suiting + " ORDER BY 1").compactMap { Int($0) }
    if !ids.isEmpty, dice.below(6) > 0 { return dice.pick(ids) }
    return 1 + dice.below((try record.integer("SELECT max(id) FROM request") ?? 0) + 1)
  }

  /// Mostly a pair whose connection the verb is made for.
  private mutating func likelyPair(for word: String) throws -> (PersonID, PersonID) {
    let status = [
      "accept": "PENDING", "decline": "PENDING", "withdraw": "PENDING", "end": "ACCEPTED", "reopen": "REJECTED",
    ]
    let rows = try Statement(
      "SELECT mentor_id, student_id FROM connection WHERE status = '\(status[word] ?? "")' ORDER BY id", on: record)
    var pairs: [(PersonID, PersonID)] = []
    while try rows.step() { pairs.append((PersonID(rows.integer(0)), PersonID(rows.integer(1)))) }
    return pairs.isEmpty || dice.below(6) == 0 ? dice.pick(Self.pairs) : dice.pick(pairs)
  }

  /// Mostly one that may book.
  private mutating func bookingPair() throws -> (PersonID, PersonID) {
    dice.below(8) == 0 ? dice.pick(Self.pairs) : try likelyPair(for: "end")
  }

  private mutating func sessionCommand(_ word: String, _ actor: Actor) throws -> Body {
    let (now, received, version) = (now, now.adding(minutes: -dice.pick([0, 0, 20])), staleVersion())
    if word == "book" {
      let (mentor, student) = try bookingPair()
      var proposal = BookingProposal(
        start: start(), duration: dice.pick([30, 60, 60, 90, 45]), kind: dice.pick(SessionKind.allCases),
        title: "Talk \(dice.below(100))")
      if proposal.kind == .inPerson { proposal.address = "Library" }
      if proposal.kind != .inPerson, dice.below(4) == 0 { proposal.link = "https://zoom.example/\(dice.below(100))" }
      if dice.below(3) == 0 { proposal.agenda = "First\nsecond ☃" }
      let made = proposal
      return deciding { reader in
        try decideBooking(
          made, by: actor, try reader.bookingContext(of: mentor, with: student, received: received, now: now),
          received: received, now: now)
      }
    }
    let id = try anyBooking(for: word)
    if word == "reschedule" {
      let (start, duration) = (start(), dice.pick([nil, nil, 30, 90]))
      return deciding { [self] reader in
        let booking = try booking(id, reader)
        var proposal = booking.proposal
        proposal.start = start
        if let duration { proposal.duration = duration }
        let situation = try reader.bookingContext(
          of: booking.mentor, with: booking.student, moving: booking, received: received, now: now)
        return try decideMove(
          of: booking, to: proposal, by: actor, version: version, situation, received: received, now: now)
      }
    }
    let command: BookingCommand =
      switch word {
      case "approve": .approve
      case "decline": .decline(reason: dice.pick(["", "Away"]))
      case "withdraw": .withdraw
      case "cancel": .cancel(reason: dice.pick(["", "Ill", "Exam"]))
      case "start": .start
      case "complete": .complete(notes: dice.pick([nil, "# Notes\n- one", "Other"]))
      case "note": .note(before: dice.pick(["", "Read *this*", "Bring \"that\""]))
      case "no-show": .noShow(dice.pick(Absentee.allCases))
      default: .link(url: "https://meet.example/\(dice.below(50))", platform: "Meet", allowedHosts: [])
      }
    return deciding { [self] reader in
      let booking = try booking(id, reader)
      let proposal = command.verb == .approve ? try reader.approval(of: booking, now: now) : nil
      return try decide(command, by: actor, version: version, booking, proposal: proposal, now: now)
    }
  }

  private mutating func reviewCommand(_ verb: String, _ actor: Actor) throws -> Body {
    let (id, stars, text) = (
      try anyBooking(for: verb), dice.pick([nil, 1, 5, 5, 6]), dice.pick(["", "Good", "Very good"])
    )
    return deciding { reader in
      guard let situation = try reader.review(of: id, by: actor) else {
        throw Refusal(.session, "there is no S-\(id)")
      }
      return verb == "review add"
        ? try decideReview(stars: stars, text: text, mayShowName: true, by: actor, situation)
        : try decideReply(text, by: actor, situation)
    }
  }

  private func tick() -> Body {
    let now = now
    return { reader, writer in
      var notices: [Notice] = []
      for booking in try reader.lapsed(at: now) {
        let decision = try decide(.expire, by: .system, booking, now: now)
        try writer.write(decision, rooms: RoomNames(), zoneVersion: "2026a")
        notices += decision.notices
      }
      return notices
    }
  }

  private mutating func mentorCommand(_ verb: String) throws -> Body {
    let (mentor, number, date) = (1 + dice.below(2), dice.below(1000), now.dateUTC.adding(days: 1 + dice.below(5)).iso)
    let gone = try record.integer("SELECT id FROM availability WHERE mentor_id = \(mentor) AND is_recurring = 0")
    return { _, writer in
      switch verb {
      case "mentor set":
        try writer.update("mentor", mentor, [("headline", .text("Words \(number)"))]) {
          try writer.setList(
            "mentor_topic", owner: "mentor_id", mentor, column: "topic_id", [.integer(1 + number % 2)])
        }
      case "availability add":
        try writer.insert(
          "availability",
          [
            ("mentor_id", .integer(mentor)), ("is_recurring", .integer(0)), ("specific_date", .text(date)),
            ("mode", .text("add")), ("start_time", .text("17:00")), ("end_time", .text("20:00")),
          ])
      case "availability remove": if let gone { try writer.delete("availability", gone) }
      default:
        try writer.insert(
          "closed_range",
          [("mentor_id", .integer(mentor)), ("first_date", .text(date)), ("last_date", .text(date))])
      }
      return []
    }
  }
}
