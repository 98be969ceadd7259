import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// The naming of the programme's rooms: the setting `rooms.template`.
public struct RoomNames: Sendable {
  /// The template, with the placeholders `{rand8} {rand20} {session_uid} {timestamp_ms}`.
  public var template: String
  public init(template: String = "room-{rand8}") { self.template = template }

  /// A new room name. Random characters are a–z and 0–9, each equally likely.
  func name(uid: String, now: Instant, random: inout any RandomSource) -> String {
    var name = template
    for (gap, value) in [
      ("{rand8}", random.roomCharacters(8)), ("{rand20}", random.roomCharacters(20)),
      ("{session_uid}", uid), ("{timestamp_ms}", "\(now.seconds)000"),
    ] {
      while let range = name.range(ofOctets: gap) { name.replaceSubrange(range, with: value) }
    }
    return name
  }
}

extension String {
  /// The range of the first occurrence of an ASCII text.
  fileprivate func range(ofOctets text: String) -> Range<String.Index>? {
    let wanted = Array(text.utf8)
    var start = utf8.startIndex
    while start != utf8.endIndex {
      if utf8[start...].starts(with: wanted) { return start..<utf8.index(start, offsetBy: wanted.count) }
      start = utf8.index(after: start)
    }
    return nil
  }
}

extension RecordWriter {
  /// Writes a decision.
  ///
  /// - Parameter zoneVersion: the version of the zone rules by which wall times were read.
  public func write(_ decision: Decision, rooms: RoomNames, zoneVersion: String) throws {
    var added: Int?
    overrides = decision.overrides
    defer { overrides = [] }
    for (index, change) in decision.changes.enumerated() {
      switch change {
      case .addConnection(let mentor, let student, let message, let goals):
        let id = try insert(
          "connection",
          [
            ("mentor_id", .integer(mentor.number)), ("student_id", .integer(student.number)),
            ("status", .text(ConnectionStatus.pending.rawValue)), ("message", .text(message)),
            ("created_at", .integer(now.seconds)),
          ])
        try update("connection", id, []) { try self.setGoals(goals, of: id) }
      case .setConnection(let id, let patch): try write(patch, of: id)
      case .addWaiting(let mentor, let student):
        try insert(
          "waiting",
          [
            ("mentor_id", .integer(mentor.number)), ("student_id", .integer(student.number)),
            ("created_at", .integer(now.seconds)),
          ])
      case .removeWaiting(let mentor, let student):
        let id = try connection.integer(
          "SELECT id FROM waiting WHERE mentor_id = \(mentor.number) AND student_id = \(student.number)")
        if let id { try delete("waiting", id) }
      case .setWaiting(let mentor, let student, let until):
        let id = try connection.integer(
          "SELECT id FROM waiting WHERE mentor_id = \(mentor.number) AND student_id = \(student.number)")
        if let id {
          try update("waiting", id, [("offered_until_at", RowValue(until.map { min($0, .lastWritable).seconds }))])
        }
      case .addRequest(let request): added = try add(request, rooms, zoneVersion)
      case .setRequest(let id, let status, let reason):
        try write(status, reason, of: id, decision.changes[index...], rooms)
      case .moveRequest(let id, let when, let expires):
        try update(
          "request", id, columns(of: when, zoneVersion) + [("expires_at", .integer(expires.seconds))])
      case .addSession(let request, _, let when): try addSession(of: request ?? added ?? 0, when, zoneVersion)
      case .setSession(let id, let patch): try write(patch, of: id, zoneVersion)
      case .addReview(let review): try add(review)
      case .setReply(let review, let text): try update("review", review, [("reply", .text(text))])
      case .addCredit(let credit): try add(credit)
      case .setApproval(let mentor, let approval):
        try update("mentor", mentor.number, [("approval", .text(approval.rawValue))])
        if approval == .approved { try giveMentorRole(mentor) }
      }
    }
  }

  // MARK: Connections

  private func write(_ patch: ConnectionPatch, of id: Int) throws {
    var values: [(String, RowValue)] = [
      ("status", .text(patch.status.rawValue)), ("reason", .text(patch.reason)),
      ("responded_at", patch.status == .pending ? .null : .integer(now.seconds)),
    ]
    if let message = patch.message { values.append(("message", .text(message))) }
    try update("connection", id, values) { if let goals = patch.goals { try self.setGoals(goals, of: id) } }
  }

  private func setGoals(_ goals: [Int], of id: Int) throws {
    try setList("connection_goal", owner: "connection_id", id, column: "goal_id", goals.map { .integer($0) })
  }

  // MARK: Requests

  private func add(_ request: NewRequest, _ rooms: RoomNames, _ zoneVersion: String) throws -> Int {
    let id = try nextKey(of: "request")
    let uid = random.uuid()
    let proposal = request.proposal
    var room: String?
    if request.status == .approved, place(of: proposal) == .newRoom { room = try freeRoom(uid, rooms) }
    try insert(
      "request",
      [
        ("uid", .text(uid)), ("mentor_id", .integer(request.mentor.number)),
        ("student_id", .integer(request.student.number)), ("session_type_id", RowValue(proposal.sessionType)),
        ("subject_id", RowValue(proposal.subject)), ("kind", .text(proposal.kind.rawValue)),
        ("title", .text(proposal.title)),
        ("description", .text(proposal.description)), ("start_at", .integer(proposal.start.seconds)),
        ("end_at", .integer(proposal.start.adding(minutes: proposal.duration).seconds)),
        ("status", .text(request.status.rawValue)), ("room", RowValue(room)), ("link", RowValue(proposal.link)),
        ("address", RowValue(proposal.address)), ("agenda", .text(proposal.agenda)),
        ("answers", .text(proposal.answers)),
        ("made_by", .text(request.madeBy.rawValue)), ("moves_session_id", RowValue(request.movesSession)),
        ("series_id", RowValue(request.series)), ("received_at", .integer(request.received.seconds)),
        ("responded_at", request.status == .approved ? .integer(now.seconds) : .null),
        ("wall_time", .text(request.when.wallTime)), ("zone", .text(request.when.zone)),
        ("fold", RowValue(request.when.isFold)), ("tzdata", .text(zoneVersion)),
        ("expires_at", .integer(request.expires.seconds)),
        ("price", RowValue(request.price?.amount)), ("currency", RowValue(request.price?.currency)),
      ], key: id)
    return id
  }

  /// - Parameter changes: this change and those after it: an approval whose session follows needs its room at once.
  private func write(
    _ status: RequestStatus, _ reason: String, of id: Int, _ changes: ArraySlice<Change>, _ rooms: RoomNames
  ) throws {
    var values: [(String, RowValue)] = [
      ("status", .text(status.rawValue)), ("reason", .text(reason)), ("responded_at", .integer(now.seconds)),
    ]
    // When another program approves, the record itself creates or moves the session.
    if status == .approved { values.append(("session_follows", .integer(1))) }
    let needsRoom = changes.contains { change in
      if case .addSession(let request, .newRoom, _) = change { return request == id }
      return false
    }
    if status == .approved, needsRoom {
      let uid = try connection.texts("SELECT uid FROM request WHERE id = \(id)").first ?? ""
      values.append(("room", .text(try freeRoom(uid, rooms))))
    }
    try update("request", id, values)
  }

  /// A room name that no other session has. A template without random placeholders runs out of attempts.
  private func freeRoom(_ uid: String, _ rooms: RoomNames) throws -> String {
    let taken = try Statement(
      "SELECT EXISTS (SELECT 1 FROM session WHERE room = ?1) OR EXISTS (SELECT 1 FROM request WHERE room = ?1)",
      on: connection)
    for _ in 0..<100 {
      let name = rooms.name(uid: uid, now: now, random: &random)
      taken.bind(name, at: 1)
      defer { taken.reset() }
      if try taken.step(), taken.integer(0) == 0 { return name }
    }
    throw Diagnostic(
      "no free room: \"\(rooms.template)\" gives the same name again and again",
      remedy: "write {rand8} or {session_uid} into rooms.template")
  }

  // MARK: Sessions

  private func addSession(of request: Int, _ when: WallMoment, _ zoneVersion: String) throws {
    let row = try Statement(
      """
      SELECT uid, mentor_id, student_id, subject_id, kind, title, description, agenda, room, link, address, series_id,
        received_at, price, currency, sequence FROM request WHERE id = ?1
      """, on: connection)
    row.bind(request, at: 1)
    guard try row.step() else { throw Diagnostic("there is no request S-\(request)", exitCode: .failed) }
    func text(_ column: Int32) -> RowValue { row.isNull(column) ? .null : .text(row.text(column).string) }
    func number(_ column: Int32) -> RowValue { row.isNull(column) ? .null : .integer(row.integer(column)) }
    let agenda = row.text(7).isEmpty ? text(6) : text(7)
    let values: [(String, RowValue)] = [
      ("uid", text(0)), ("meeting_token", .text(random.token())), ("mentor_id", number(1)), ("student_id", number(2)),
      ("subject_id", number(3)), ("kind", text(4)), ("status", .text(SessionStatus.scheduled.rawValue)),
      ("title", text(5)), ("agenda", agenda), ("room", text(8)), ("link", text(9)), ("address", text(10)),
      ("series_id", number(11)), ("created_at", number(12)), ("price", number(13)), ("currency", text(14)),
      ("sequence", number(15)),
    ]
    row.reset()
    try insert("session", values + columns(of: when, zoneVersion), key: request)
  }

  private func columns(of when: WallMoment, _ zoneVersion: String) -> [(String, RowValue)] {
    [
      ("start_at", .integer(when.start.seconds)), ("end_at", .integer(when.end.seconds)),
      ("wall_time", .text(when.wallTime)), ("zone", .text(when.zone)), ("fold", RowValue(when.isFold)),
      ("tzdata", .text(zoneVersion)),
    ]
  }

  private func write(_ patch: SessionPatch, of id: Int, _ zoneVersion: String) throws {
    var values: [(String, RowValue)] = []
    if let status = patch.status { values.append(("status", .text(status.rawValue))) }
    // Correcting an outcome also removes the values of the former one.
    if patch.status == .completed { values.append(("absent", .null)) }
    if patch.status == .noShow { values.append(("ended_at", .null)) }
    if let when = patch.when { values += columns(of: when, zoneVersion) }
    if case .link(let url)? = patch.place { values += [("link", .text(url)), ("room", .null)] }
    if let platform = patch.platform { values.append(("platform", .text(platform))) }
    if let notes = patch.notesBefore { values.append(("notes_before", .text(notes))) }
    if let notes = patch.notesAfter { values.append(("notes_after", .text(notes))) }
    switch patch.recording {
    case nil: break
    case .kept(let url, let until)?:
      values += [
        ("recording_url", .text(url)), ("recording_consent", .integer(1)),
        ("recording_until_at", RowValue(until?.seconds)),
      ]
    case .gone?: values += [("recording_url", .null), ("recording_until_at", .null)]
    }
    if let started = patch.started { values.append(("started_at", .integer(started.seconds))) }
    if let ended = patch.ended { values.append(("ended_at", .integer(ended.seconds))) }
    if let actor = patch.cancelledBy {
      values += [("cancelled_by", .text(actor.rawValue)), ("cancelled_at", .integer((patch.cancelled ?? now).seconds))]
    }
    if let reason = patch.reason { values.append(("cancel_reason", .text(reason))) }
    if let isLate = patch.isLate { values.append(("is_late", RowValue(isLate))) }
    if let absent = patch.absent { values.append(("absent", .text(absent.rawValue))) }
    if let price = patch.price {
      values += [("price", RowValue(price?.amount)), ("currency", RowValue(price?.currency))]
    }
    if patch.isRevision {
      let sequence = try connection.integer("SELECT sequence FROM session WHERE id = \(id)") ?? 0
      values.append(("sequence", .integer(try nextSequence(after: sequence, of: id))))
    }
    try update("session", id, values)
  }

  // MARK: Reviews

  private func add(_ review: NewReview) throws {
    let mentor = try connection.integer("SELECT mentor_id FROM session WHERE id = \(review.session)")
    try insert(
      "review",
      [
        ("session_id", .integer(review.session)), ("mentor_id", RowValue(mentor)),
        ("direction", .text(review.isByStudent ? "student_to_mentor" : "mentor_to_student")),
        ("author_id", .integer(review.author.number)), ("stars", RowValue(review.stars)), ("text", .text(review.text)),
        ("may_show_name", RowValue(review.mayShowName)), ("created_at", .integer(now.seconds)),
      ])
  }

  // MARK: Credits

  private func add(_ credit: NewCredit) throws {
    try insert(
      "credit",
      [
        ("person_id", .integer(credit.person.number)), ("session_id", RowValue(credit.session)),
        ("amount", .integer(credit.amount)), ("currency", .text(credit.currency)), ("reason", .text(credit.reason)),
        ("created_at", .integer(credit.at.seconds)),
      ])
  }
}
