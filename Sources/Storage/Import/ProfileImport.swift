import Bytes
import Diagnostics
import Mentoring

/// A value of a mentor's profile from a list, in the form in which the record's value is compared: lists sorted, terms
/// by slug.
struct ProfileValue {
  var column: MemberColumn
  var text: String
  var write: (RecordWriter, Int) throws -> Void = { _, _ in }
  var columns: [(String, RowValue)] = []
}

extension MemberImporter {
  /// The values of a mentor's profile that a row contains.
  func profileValues(of member: Member) throws -> [ProfileValue] {
    let profile = member.profile
    var all: [ProfileValue] = []
    for (column, text) in [
      (.headline, profile.headline), (.company, profile.company), (.jobTitle, profile.jobTitle), (.bio, profile.bio),
    ] as [(MemberColumn, String?)] {
      guard let text else { continue }
      all.append(ProfileValue(column: column, text: text, columns: [(column.rawValue, .text(text))]))
    }
    if let years = profile.years {
      all.append(ProfileValue(column: .years, text: "\(years)", columns: [("years", .integer(years))]))
    }
    if let currency = profile.currency {
      var value = ProfileValue(column: .currency, text: currency, columns: [("currency", .text(currency))])
      if let hundredths = profile.rateInHundredths {
        let rate = try minorUnits(hundredths, currency)
        value.column = .rate
        value.text = "\(rate) \(currency)"
        value.columns.append(("hourly_rate", .integer(rate)))
      }
      all.append(value)
    }
    for (column, names, kind) in [
      (.topics, profile.topics, .topic), (.subjects, profile.subjects, .subject),
    ] as [(MemberColumn, [String]?, TermKind)] {
      guard let names else { continue }
      let terms = try self.terms(names, kind)
      let table = "mentor_\(kind.rawValue)"
      all.append(
        ProfileValue(column: column, text: terms.map(\.slug).sorted().joined(separator: ",")) { writer, mentor in
          try writer.setList(
            table, owner: "mentor_id", mentor, column: "\(kind.rawValue)_id", terms.map { .integer($0.id) })
        })
    }
    if let codes = profile.languages {
      all.append(
        ProfileValue(column: .languages, text: codes.sorted().joined(separator: ",")) { writer, mentor in
          try writer.setList("mentor_language", owner: "mentor_id", mentor, column: "language", codes.map { .text($0) })
        })
    }
    if let urls = profile.links {
      all.append(
        ProfileValue(column: .links, text: urls.sorted().joined(separator: " ")) { writer, mentor in
          try writer.setRows(
            "mentor_link", owner: "mentor_id", mentor, columns: ["kind", "url"],
            urls.map { [.text(LinkKind(host: host(of: $0)).rawValue), .text($0)] })
        })
    }
    if let hours = profile.hours { all.append(hoursValue(hours)) }
    return all
  }

  private func hoursValue(_ hours: [WeeklyWindow]) -> ProfileValue {
    ProfileValue(column: .hours, text: hours.map(\.text).joined(separator: ", ")) { writer, mentor in
      let rows = try Statement(
        "SELECT id FROM availability WHERE mentor_id = ?1 AND is_recurring = 1 ORDER BY id", on: writer.connection)
      rows.bind(mentor, at: 1)
      var former: [Int] = []
      while try rows.step() { former.append(rows.integer(0)) }
      for id in former { try writer.delete("availability", id) }
      for window in hours {
        try writer.insert(
          "availability",
          [
            ("mentor_id", .integer(mentor)), ("is_recurring", .integer(1)), ("weekday", .integer(window.weekday)),
            ("start_time", .text(window.start)), ("end_time", .text(window.end)),
          ])
      }
    }
  }

  /// Writes the profile values that the list changed.
  func setProfile(
    of mentor: PersonID, _ values: [ProfileValue], previous: [String: String], _ imported: inout ImportedMember
  ) throws {
    var columns: [(String, RowValue)] = []
    var writes: [ProfileValue] = []
    for value in values {
      let record = try recordText(of: value.column, mentor)
      let field = ImportedMember.Field(name: value.column.rawValue, old: record, new: value.text)
      switch merge(list: value.text, previous: previous[value.column.rawValue], record: record, isGivenFirst: false) {
      case .keep: continue
      case .conflict: imported.kept.append(field)
      // A new currency alone would change the value of the rate.
      case .apply where try value.column == .currency && hasRate(mentor, inOtherThan: value.text):
        imported.kept.append(field)
      case .apply:
        imported.fields.append(field)
        columns += value.columns
        if value.columns.isEmpty { writes.append(value) }
      }
    }
    let lists = writes.filter { $0.column != .hours }
    if !columns.isEmpty || !lists.isEmpty {
      try writer.update("mentor", mentor.number, columns) {
        for value in lists { try value.write(writer, mentor.number) }
      }
    }
    for value in writes where value.column == .hours { try value.write(writer, mentor.number) }
  }

  private func hasRate(_ mentor: PersonID, inOtherThan currency: String) throws -> Bool {
    let rate = try connection.texts(
      "SELECT currency FROM mentor WHERE person_id = \(mentor.number) AND hourly_rate NOT NULL")
    return rate.contains { $0 != currency && !$0.isEmpty }
  }

  /// The record's own value in the form of ``ProfileValue/text``; empty = not set.
  private func recordText(of column: MemberColumn, _ mentor: PersonID) throws -> String {
    let id = mentor.number
    func one(_ sql: String) throws -> String { try connection.texts(sql).first ?? "" }
    func joined(_ sql: String, _ separator: String) throws -> String {
      try connection.texts(sql).joined(separator: separator)
    }
    switch column {
    case .headline, .company, .jobTitle, .bio, .currency:
      return try one("SELECT \(column.rawValue) FROM mentor WHERE person_id = \(id)")
    case .years: return try one("SELECT coalesce(years, '') FROM mentor WHERE person_id = \(id)")
    case .rate:
      return try one("SELECT coalesce(hourly_rate || ' ' || currency, '') FROM mentor WHERE person_id = \(id)")
    case .topics, .subjects:
      let kind = column == .topics ? "topic" : "subject"
      return try joined(
        "SELECT t.slug FROM mentor_\(kind) m JOIN \(kind) t ON t.id = m.\(kind)_id WHERE m.mentor_id = \(id) ORDER BY 1",
        ",")
    case .languages: return try joined("SELECT language FROM mentor_language WHERE mentor_id = \(id) ORDER BY 1", ",")
    case .links: return try joined("SELECT url FROM mentor_link WHERE mentor_id = \(id) ORDER BY 1", " ")
    case .hours:
      return try joined(
        """
        SELECT substr('SUMOTUWETHFRSA', weekday * 2 + 1, 2) || ' ' || start_time || '-' || end_time
          || coalesce(' from ' || valid_from, '') || coalesce(' until ' || valid_until, '')
        FROM availability WHERE mentor_id = \(id) AND is_recurring = 1 AND is_active = 1
        ORDER BY (weekday + 6) % 7, start_time, end_time
        """, ", ")
    case .email, .name, .firstName, .lastName, .membership, .zone, .language: return ""
    }
  }

  private func minorUnits(_ hundredths: Int, _ currency: String) throws -> Int {
    let digits = policy.minorDigits(currency)
    let scaled = (0..<digits).reduce(hundredths) { amount, _ in amount * 10 }
    guard scaled % 100 == 0 else {
      throw Diagnostic("the rate has a fraction, and \(currency) has none", remedy: "write a whole number")
    }
    guard Price.bounds.contains(scaled / 100) else {
      throw Diagnostic(
        "the rate is too high", remedy: "write at most \(Price.bounds.upperBound) of the smallest unit of \(currency)")
    }
    return scaled / 100
  }

  /// Finds terms by name or slug. Unknown topics are added under new slugs where that is allowed.
  private func terms(_ names: [String], _ kind: TermKind) throws -> [(id: Int, slug: String)] {
    let rows = try Statement("SELECT id, slug, name FROM \(kind.rawValue) ORDER BY id", on: connection)
    var named: [String: (id: Int, slug: String)] = [:]
    var bySlug: [String: (id: Int, slug: String)] = [:]
    while try rows.step() {
      let term = (id: rows.integer(0), slug: rows.text(1).string)
      bySlug[term.slug] = term
      let key = termKey(rows.text(2).string)
      named[key] = named[key] ?? term
    }
    let mayAdd = kind == .topic && !policy.listsTopics
    var all: [(id: Int, slug: String)] = []
    for name in names {
      let key = termKey(name)
      // A slug only matches exactly. Where no terms are added, a name that differs only in punctuation matches the
      // listed term.
      if let term = named[key] ?? bySlug[name] ?? (mayAdd ? nil : bySlug[termSlug(of: name)]) {
        if !all.contains(where: { $0.id == term.id }) { all.append(term) }
        continue
      }
      guard mayAdd else {
        let near = nearestName(to: termSlug(of: name), among: bySlug.keys).map { "did you mean \"\($0)\"? A" }
        throw Diagnostic(
          "no \(kind.rawValue) \"\(name)\"",
          remedy: (near ?? "there are \(bySlug.keys.sorted().joined(separator: ", ")); a")
            + " new one goes under \(kind.settingsKey) in site.yaml")
      }
      let slug = newTermSlug(of: name) { bySlug[$0] != nil }
      let id = try writer.insert("topic", [("slug", .text(slug)), ("name", .text(name))])
      named[key] = (id, slug)
      bySlug[slug] = (id, slug)
      all.append((id, slug))
    }
    return all
  }
}

/// The host of an https address.
private func host(of url: String) -> String {
  let authority = url.dropFirst("https://".utf8.count).prefix { !"/?#".contains($0) }
  return String(authority.split(separator: "@").last?.prefix { $0 != ":" } ?? "")
}
