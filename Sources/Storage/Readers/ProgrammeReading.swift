import Bytes
import CivilTime
import Diagnostics
import Mentoring

extension RecordReader {
  /// Reads the whole programme except sessions: people, mentors with their details, terms. Uses a few statements over
  /// whole tables, merged by id, and no query per person.
  public func programme() throws(Diagnostic) -> Programme {
    let meta = try Statement(
      """
      SELECT programme_uuid, rev, programme_rev, is_demo, connection_required, cancel_notice, pending_holds,
        bookings_per_hour, max(
        (SELECT coalesce(max(changed_at), 0) FROM person), (SELECT coalesce(max(changed_at), 0) FROM mentor)),
        event_settings, event_settings_at
      FROM meta
      """, on: connection)
    guard try meta.step() else { throw Diagnostic("the record has no row in meta", exitCode: .databaseOrDisk) }
    var programme = Programme(
      uuid: meta.text(0).string, revision: meta.integer(1), programmeRevision: meta.integer(2),
      isDemo: meta.integer(3) == 1,
      triggers: TriggerPolicy(
        connectionRequired: meta.integer(4) == 1, pendingHolds: meta.integer(6) == 1,
        bookingsPerHour: meta.integer(7), cancelNotice: meta.integer(5)),
      newestChange: Instant(seconds: meta.integer(8)))
    programme.eventSettings = EventSettings(text: meta.text(9).string)
    programme.eventSettingsChanged = Instant(seconds: meta.integer(10))
    programme.hoursChanged = try hoursChanged()
    programme.topics = ListedTerms.choices(listed.topics, of: try readTerms("topic", on: connection))
    programme.subjects = ListedTerms.choices(listed.subjects, of: try readTerms("subject", on: connection))
    programme.goals = ListedTerms.choices(listed.goals, of: try readTerms("goal", on: connection))
    programme.sessionTypes = ListedTerms.choices(listed.sessionTypes, of: try sessionTypes())
    programme.closures = try closures()
    programme.people = try people()
    programme.credits = try credits()
    programme.waiting = try waitingPlaces()
    for mentor in try mentors(programme) {
      if mentor.approval == .approved {
        programme.mentors.append(mentor)
      } else {
        programme.otherMentors.append(mentor)
      }
    }
    return programme
  }

  private func waitingPlaces() throws(Diagnostic) -> [WaitingPlace] {
    let rows = try Statement(
      "SELECT mentor_id, student_id, created_at, offered_until_at FROM waiting ORDER BY created_at, id", on: connection)
    var all: [WaitingPlace] = []
    while try rows.step() {
      all.append(
        WaitingPlace(
          mentor: PersonID(rows.integer(0)), student: PersonID(rows.integer(1)),
          since: Instant(seconds: rows.integer(2)),
          offer: rows.isNull(3) ? nil : .until(Instant(seconds: rows.integer(3)))))
    }
    return all
  }

  /// When hours and closed dates last changed, according to the journal: deleted rows leave no other trace.
  private func hoursChanged() throws(Diagnostic) -> [PersonID?: Instant] {
    let rows = try Statement(
      """
      SELECT json_extract(CASE WHEN after <> '' THEN after ELSE before END, '$.mentor_id'), max(at) FROM journal
      WHERE kind IN ('availability', 'closed_range') AND after || before <> '' GROUP BY 1
      """, on: connection)
    var all: [PersonID?: Instant] = [:]
    while try rows.step() {
      all[rows.isNull(0) ? nil : PersonID(rows.integer(0))] = Instant(seconds: rows.integer(1))
    }
    return all
  }

  /// The balances of each person's ledger, one for each currency.
  private func credits() throws(Diagnostic) -> [PersonID: [CreditBalance]] {
    let rows = try Statement(
      """
      SELECT person_id, currency, sum(amount), max(created_at) FROM credit GROUP BY person_id, currency
      ORDER BY person_id, currency
      """, on: connection)
    var all: [PersonID: [CreditBalance]] = [:]
    while try rows.step() {
      all[PersonID(rows.integer(0)), default: []].append(
        CreditBalance(
          currency: rows.text(1).string, amount: rows.integer(2), changed: Instant(seconds: rows.integer(3))))
    }
    return all
  }

  private func sessionTypes() throws(Diagnostic) -> [SessionType] {
    let rows = try Statement(
      "SELECT id, slug, name, kind, minutes, summary, price, currency, questions FROM session_type ORDER BY name, slug",
      on: connection)
    var all: [SessionType] = []
    while try rows.step() {
      guard let kind = SessionKind(rawValue: rows.text(3).string) else { continue }
      let questions = rows.text(8).string.split(separator: "\n").map(String.init)
      all.append(
        SessionType(
          id: rows.integer(0), slug: rows.text(1).string, name: rows.text(2).string, kind: kind,
          duration: rows.integer(4), summary: rows.text(5).string, price: rows.isNull(6) ? nil : rows.integer(6),
          currency: rows.text(7).string, questions: questions))
    }
    return all
  }

  /// A mentor who lost the role keeps the pages as long as other people depend on them. Otherwise sessions could be
  /// neither held nor cancelled there.
  private var hasMentorPages: String {
    """
    CASE WHEN p.is_mentor OR m.person_id IS NULL THEN p.is_mentor ELSE
      EXISTS (SELECT 1 FROM connection c WHERE c.mentor_id = p.id AND c.status IN ('PENDING', 'ACCEPTED'))
      OR EXISTS (SELECT 1 FROM session s WHERE s.mentor_id = p.id AND s.status = 'scheduled')
      OR EXISTS (SELECT 1 FROM request r WHERE r.mentor_id = p.id AND r.status = 'pending') END
    """
  }

  private func people() throws(Diagnostic) -> [Person] {
    let rows = try Statement(
      """
      SELECT p.id, p.name, p.email, p.zone, \(hasMentorPages), p.is_student, p.is_organiser, p.home_token, p.feed_token,
        p.feed_alarm, p.changed_at, p.uuid, p.language, p.share_email, p.action_secret, p.rev, m.slug, m.approval,
        p.card_at
      FROM person p LEFT JOIN mentor m ON m.person_id = p.id WHERE p.state = 'active' ORDER BY p.id
      """, on: connection)
    var all: [Person] = []
    all.reserveCapacity(try connection.integer("SELECT count(*) FROM person") ?? 0)
    var zones: [String: String] = [:]
    while try rows.step() {
      // One string for each zone, not for each person.
      let zoneName = rows.text(3).string
      let zone: String
      if let known = zones[zoneName] {
        zone = known
      } else {
        zones[zoneName] = zoneName
        zone = zoneName
      }
      all.append(
        Person(
          id: PersonID(rows.integer(0)), name: rows.text(1).string, email: rows.text(2).string, zone: zone,
          isMentor: rows.integer(4) == 1, isStudent: rows.integer(5) == 1, isOrganiser: rows.integer(6) == 1,
          homeToken: rows.text(7).string, feedToken: rows.text(8).string,
          feedAlarm: rows.isNull(9) ? nil : rows.integer(9) == 1, changed: Instant(seconds: rows.integer(10)),
          uuid: rows.text(11).string, language: rows.text(12).string, sharesEmail: rows.integer(13) == 1,
          actionSecret: rows.text(14).string, revision: rows.integer(15),
          mentorSlug: rows.isNull(16) ? nil : rows.text(16).string,
          approval: rows.isNull(17) ? nil : Approval(rawValue: rows.text(17).string),
          cardChanged: Instant(seconds: rows.integer(18))))
    }
    return all
  }

  private func mentors(_ programme: Programme) throws(Diagnostic) -> [PublicMentor] {
    let topics = try lists("SELECT mentor_id, topic_id FROM mentor_topic ORDER BY mentor_id", programme.topics)
    let subjects = try lists("SELECT mentor_id, subject_id FROM mentor_subject ORDER BY mentor_id", programme.subjects)
    let languages = try grouped(
      "SELECT mentor_id, language FROM mentor_language ORDER BY mentor_id, language"
    ) { $0.text(1).string }
    let links = try grouped("SELECT mentor_id, kind, url FROM mentor_link ORDER BY mentor_id, kind, url") {
      PublicMentor.Link(kind: LinkKind(rawValue: $0.text(1).string) ?? .other, url: $0.text(2).string)
    }
    let formerSlugs = try grouped("SELECT mentor_id, slug FROM mentor_address ORDER BY mentor_id, slug") {
      $0.text(1).string
    }
    let accepted = try counts(
      """
      SELECT mentor_id, count(*) FROM connection
      WHERE status = 'ACCEPTED' AND mentor_id IN (SELECT person_id FROM mentor WHERE coalesce(capacity, \(policy.capacity)) > 0)
      GROUP BY mentor_id
      """)
    let pending = try counts(
      """
      SELECT mentor_id, count(*) FROM connection
      WHERE status = 'PENDING' AND mentor_id IN (SELECT mentor_id FROM waiting) GROUP BY mentor_id
      """)
    let taught =
      policy.minSessionsTaught > 0
      ? try counts("SELECT mentor_id, count(*) FROM session WHERE status = 'completed' GROUP BY mentor_id") : [:]
    let ratings = try grouped("SELECT mentor_id, rating_sum, rating_count FROM mentor_rating") {
      (sum: $0.integer(1), count: $0.integer(2))
    }
    let rows = try Statement(
      """
      SELECT m.person_id, m.slug, p.name, p.zone, m.headline, m.company, m.job_title, m.years, m.bio, m.is_accepting,
        m.hourly_rate, m.currency, m.free_busy_uid, p.uuid, max(p.changed_at, m.changed_at), m.photo, m.capacity,
        m.approval, p.rev, m.card_at
      FROM mentor m JOIN person p ON p.id = m.person_id WHERE p.state = 'active' ORDER BY m.person_id
      """, on: connection)
    var all: [PublicMentor] = []
    while try rows.step() {
      let id = rows.integer(0)
      let rating = ratings[id]?.first ?? (0, 0)
      let capacity = rows.isNull(16) ? policy.capacity : rows.integer(16)
      all.append(
        PublicMentor(
          id: PersonID(id), slug: rows.text(1).string, name: rows.text(2).string, zone: rows.text(3).string,
          headline: rows.text(4).string, company: rows.text(5).string, jobTitle: rows.text(6).string,
          years: rows.isNull(7) ? nil : rows.integer(7), bio: rows.text(8).string, topics: topics[id] ?? [],
          languages: languages[id] ?? [], links: links[id] ?? [], isAccepting: rows.integer(9) == 1,
          ratingSum: rating.sum, ratingCount: rating.count,
          hourlyRate: rows.isNull(10) ? nil : rows.integer(10), currency: rows.text(11).string,
          freeBusyUID: rows.text(12).string, uuid: rows.text(13).string, changed: Instant(seconds: rows.integer(14)),
          photo: rows.text(15).string, subjects: subjects[id] ?? [],
          approval: Approval(rawValue: rows.text(17).string) ?? .pending, revision: rows.integer(18)))
      all[all.count - 1].places = MentorPlaces(
        capacity: capacity, accepted: accepted[id] ?? 0, pending: pending[id] ?? 0)
      all[all.count - 1].cardChanged = Instant(seconds: rows.integer(19))
      all[all.count - 1].isEligible = (taught[id] ?? 0) >= policy.minSessionsTaught
      all[all.count - 1].formerSlugs = formerSlugs[id] ?? []
    }
    return all
  }

  /// The terms of each mentor, limited to the given selectable ones and in their order.
  private func lists(_ sql: String, _ terms: [Term]) throws(Diagnostic) -> [Int: [Term]] {
    let places = Dictionary(uniqueKeysWithValues: terms.enumerated().map { ($1.id, $0) })
    return try grouped(sql) { places[$0.integer(1)] }.mapValues { $0.compactMap(\.self).sorted().map { terms[$0] } }
  }

  private func counts(_ sql: String) throws(Diagnostic) -> [Int: Int] {
    let rows = try Statement(sql, on: connection)
    var all: [Int: Int] = [:]
    while try rows.step() { all[rows.integer(0)] = rows.integer(1) }
    return all
  }

  /// The rows of a statement, grouped by its first column.
  private func grouped<Value>(_ sql: String, _ value: (Statement) -> Value) throws(Diagnostic) -> [Int: [Value]] {
    let rows = try Statement(sql, on: connection)
    var all: [Int: [Value]] = [:]
    while try rows.step() { all[rows.integer(0), default: []].append(value(rows)) }
    return all
  }
}

/// All rows of a table of terms, by name.
func readTerms(_ table: String, on connection: Database) throws(Diagnostic) -> [Term] {
  let rows = try Statement("SELECT id, slug, name FROM \(table) ORDER BY name, slug", on: connection)
  var all: [Term] = []
  while try rows.step() {
    all.append(Term(id: rows.integer(0), slug: rows.text(1).string, name: rows.text(2).string))
  }
  return all
}
