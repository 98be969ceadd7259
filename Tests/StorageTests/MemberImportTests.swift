import CivilTime
import Diagnostics
import Mentoring
import Storage
import Testing

struct MemberImportTests {
  static func member(_ email: String, _ name: String, _ type: String, zone: String? = nil) -> Member {
    Member(email: email, name: name, membershipType: type, zone: zone, line: 1)
  }

  @discardableResult
  static func bring(
    _ members: [Member], into fixture: Fixture, policy: MemberImportPolicy? = nil
  ) throws -> (members: [ImportedMember], notices: [Notice]) {
    var imported: [ImportedMember] = []
    let result = try perform(
      "person import", by: Principal(.organiser), on: fixture.record, policy: ProgrammePolicy(),
      now: Instant(seconds: 2000), random: SeededRandom(seed: UInt64(members.count) + fixture.nextSeed())
    ) { writer in
      var policy = policy ?? MemberImportPolicy(zone: "Asia/Tokyo")
      policy.takesNamesakes = true
      let (members, notices) = try importMembers(
        members, with: writer, reader: try fixture.situations(), policy: policy, file: "members.csv")
      imported = members
      return notices
    }
    #expect(try verifyRecord(fixture.record).all.map(\.message) == [])
    return (imported, result.notices)
  }

  // Row S3-3.
  @Test func importingTwiceChangesNothing() throws {
    let fixture = try Fixture()
    var ada = Self.member("ada@x.org", "Ada O'Neil", "Mentor")
    ada.profile.topics = ["Compilers", "Career advice"]
    ada.profile.hours = weeklyHours("MO-TU 09:00-12:00")
    ada.profile.company = "ACME"
    ada.profile.rateInHundredths = 4050
    ada.profile.currency = "EUR"
    let list = [ada, Self.member("sam@x.org", "Sam", "Student")]
    #expect(try Self.bring(list, into: fixture).members.map(\.change) == [.added, .added])
    let revision = try fixture.record.integer("SELECT rev FROM meta")
    let entries = try fixture.record.integer("SELECT count(*) FROM journal")
    #expect(try Self.bring(list, into: fixture).members.map(\.change) == [.unchanged, .unchanged])
    #expect(try fixture.record.integer("SELECT rev FROM meta") == revision)
    #expect(try fixture.record.integer("SELECT count(*) FROM journal") == entries)
    #expect(
      try fixture.record.texts("SELECT slug FROM mentor WHERE approval = 'pending' AND slug GLOB 'ada*'") == [
        "ada-oneil"
      ])
    #expect(try fixture.record.texts("SELECT DISTINCT zone FROM person WHERE email GLOB '*x.org'") == ["Asia/Tokyo"])
    #expect(try fixture.record.texts("SELECT name FROM topic ORDER BY 1").contains("Career advice"))
    #expect(
      try fixture.record.texts("SELECT hourly_rate || currency FROM mentor WHERE slug = 'ada-oneil'") == ["4050EUR"])
    #expect(
      try fixture.record.texts("SELECT weekday || start_time FROM availability ORDER BY 1") == ["109:00", "209:00"])
  }

  // Row S3-2.
  @Test func aChangedMembershipChangesTheRolesAndKeepsTheProfile() throws {
    let fixture = try Fixture()
    try Self.bring([Self.member("ada@x.org", "Ada", "Mentor")], into: fixture)
    let imported = try Self.bring([Self.member("ADA@x.org", "Ada", "Mentee")], into: fixture).members
    #expect(imported.map(\.change) == [.changed])
    #expect(try fixture.record.integer("SELECT is_mentor FROM person WHERE email = 'ada@x.org'") == 0)
    #expect(try fixture.record.texts("SELECT approval FROM mentor WHERE slug = 'ada'") == ["suspended"])
    try Self.bring([Self.member("ada@x.org", "Ada", "Mentor")], into: fixture)
    #expect(try fixture.record.texts("SELECT approval FROM mentor WHERE slug = 'ada'") == ["pending"])
  }

  @Test func whoeverLosesTheRoleWithStudentsIsSuspendedAndTheyAreTold() throws {
    let fixture = try Fixture()
    try fixture.record.execute("UPDATE mentor SET approval = 'approved', version = version + 1")
    try Self.bring([Self.member("p1@example.org", "P1", "Mentor", zone: "UTC")], into: fixture)
    let (members, notices) = try Self.bring([Self.member("p1@example.org", "P1", "Alumni", zone: "UTC")], into: fixture)
    #expect(members.first?.consequences.first?.hasPrefix("suspended as a mentor: 2 students") == true)
    #expect(notices.map(\.to) == [PersonID(1), PersonID(2), PersonID(3)], "\(notices)")
    #expect(notices.allSatisfy { $0.kind == .mentorSuspended })
    #expect(try fixture.record.texts("SELECT approval FROM mentor WHERE person_id = 1") == ["suspended"])
    #expect(try fixture.record.integer("SELECT count(*) FROM connection WHERE status = 'ACCEPTED'") == 3)
  }

  @Test func whatACommandGaveStaysThroughEveryImport() throws {
    let fixture = try Fixture()
    let list = [Self.member("sam@x.org", "Sam", "Student", zone: "UTC")]
    try Self.bring(list, into: fixture)
    // As mentor add and person set do it.
    let id = PersonID(try #require(try fixture.record.integer("SELECT id FROM person WHERE email = 'sam@x.org'")))
    _ = try perform(
      "mentor add", by: Principal(.organiser), on: fixture.record, policy: ProgrammePolicy(),
      now: Instant(seconds: 2001),
      random: SeededRandom(seed: 5)
    ) { writer in
      try writer.setRoles(
        of: id, to: Roles(isMentor: true, isStudent: true, isOrganiser: true), needsApproval: false, umlauts: .plain,
        reader: try fixture.situations())
      try writer.change("person", id.number, [("zone", .text("Asia/Tokyo")), ("name", .text("Samuel"))])
      return []
    }
    #expect(try Self.bring(list, into: fixture).members.map(\.change) == [.unchanged])
    let roles = "SELECT is_mentor || is_student || is_organiser || zone || name FROM person WHERE email = 'sam@x.org'"
    #expect(try fixture.record.texts(roles) == ["111Asia/TokyoSamuel"])
    // The list changes too: the command's value is kept and reported.
    let imported = try Self.bring([Self.member("sam@x.org", "Sammy", "Student", zone: "UTC")], into: fixture).members
    #expect(imported.first?.kept.map(\.name) == ["name"] && imported.first?.fields.isEmpty == true)
    #expect(try fixture.record.texts(roles) == ["111Asia/TokyoSamuel"])
  }

  /// As a command changes it.
  private func set(_ email: String, _ column: String, _ value: String, in fixture: Fixture) throws {
    _ = try perform(
      "person set", by: Principal(.organiser), on: fixture.record, policy: ProgrammePolicy(),
      now: Instant(seconds: 2001),
      random: SeededRandom(seed: fixture.nextSeed())
    ) { writer in
      let id = try #require(try fixture.record.integer("SELECT id FROM person WHERE email = '\(email)'"))
      try writer.change("person", id, [(column, .text(value))])
      return []
    }
  }

  /// A list without the column, or with an empty cell, takes back nothing: the next list that says what an earlier one said
  /// has changed nothing.
  @Test(arguments: ["zone", "language"])
  func aListThatSaysNothingMakesNoOldListNew(column: String) throws {
    let fixture = try Fixture()
    var full = Self.member("sam@x.org", "Sam", "Student", zone: "Europe/Berlin")
    full.language = "de"
    let short = Self.member("sam@x.org", "Sam", "Student")
    let value = column == "zone" ? "America/Lima" : "fr"
    let record = "SELECT \(column) FROM person WHERE email = 'sam@x.org'"
    try Self.bring([full], into: fixture)
    try set("sam@x.org", column, value, in: fixture)
    for list in [full, short, full, short, full] {
      let imported = try Self.bring([list], into: fixture).members
      #expect(imported.map(\.change) == [.unchanged] && imported.first?.kept.isEmpty == true)
      #expect(try fixture.record.texts(record) == [value])
    }
    // What the programme chose for a list without the column is no command's, and what a command set stays.
    try Self.bring(
      [Self.member("kim@x.org", "Kim", "Student"), Self.member("lee@x.org", "Lee", "Student")], into: fixture)
    try set("lee@x.org", column, value, in: fixture)
    let named = ["kim@x.org", "lee@x.org"].map { email in
      var member = full
      (member.email, member.name) = (email, email == "kim@x.org" ? "Kim" : "Lee")
      return member
    }
    let imported = try Self.bring(named, into: fixture).members
    #expect(imported[0].fields.map(\.name).contains(column) && imported[1].kept.map(\.name) == [column])
    #expect(try fixture.record.texts("SELECT \(column) FROM person WHERE email = 'lee@x.org'") == [value])
  }

  @Test func aProfileThatWasLeftOutForAWhileIsStillTheLists() throws {
    let fixture = try Fixture()
    func ada(_ type: String, topics: [String]?) -> Member {
      var member = Self.member("ada@x.org", "Ada", type)
      member.profile.topics = topics
      return member
    }
    try Self.bring([ada("Mentor", topics: ["Swift"])], into: fixture)
    try Self.bring([ada("Mentor", topics: nil)], into: fixture)
    let changed = try Self.bring([ada("Mentor", topics: ["Python"])], into: fixture).members
    #expect(changed.first?.kept.isEmpty == true && changed.first?.fields.map(\.new) == ["python"])
    // Not a mentor for a while.
    try Self.bring([ada("Student", topics: ["Python"])], into: fixture)
    let again = try Self.bring([ada("Mentor", topics: ["Go"])], into: fixture).members
    #expect(again.first?.kept.isEmpty == true && again.first?.fields.contains { $0.new == "go" } == true)
  }

  @Test func topicsWithOtherSignsAreOtherTopics() throws {
    let fixture = try Fixture()
    var ada = Self.member("ada@x.org", "Ada", "Mentor")
    ada.profile.topics = ["C++", "C#", "C", ".NET", "Node.js", "Swift 語", "Swift"]
    try Self.bring([ada], into: fixture)
    let topics = """
      SELECT t.slug || ' ' || t.name FROM mentor_topic m JOIN topic t ON t.id = m.topic_id
      JOIN person p ON p.id = m.mentor_id WHERE p.email = 'ada@x.org' ORDER BY t.id
      """
    let expected = [
      "cplusplus C++", "csharp C#", "c C", "net .NET", "node-js Node.js", "swift Swift 語", "swift-2 Swift",
    ]
    #expect(try fixture.record.texts(topics) == expected)
    ada.profile.topics = ["c++", "C#", "c", ".net", "Node JS", "Swift 語", "swift-2"]
    #expect(try Self.bring([ada], into: fixture).members.map(\.change) == [.unchanged])
  }

  @Test func aRateIsWithinWhatTheRecordTakes() throws {
    let fixture = try Fixture()
    var policy = MemberImportPolicy()
    policy.minorDigits = { Currency.digits(of: $0) ?? 2 }
    func rate(_ hundredths: Int, _ currency: String) throws -> String? {
      var ada = Self.member("ada\(hundredths)\(currency)@x.org", "Ada", "Mentor")
      (ada.profile.rateInHundredths, ada.profile.currency) = (hundredths, currency)
      try Self.bring([ada], into: fixture, policy: policy)
      return try fixture.record.texts(
        "SELECT hourly_rate FROM mentor JOIN person p ON p.id = person_id WHERE email = '\(ada.email)'"
      ).first
    }
    #expect(try rate(4050, "EUR") == "4050" && rate(4000, "JPY") == "40" && rate(4050, "KWD") == "40500")
    #expect(try rate(4050, "CLF") == "405000" && rate(100_000_000, "EUR") == "100000000")
    for (hundredths, currency) in [(100_000_099, "EUR"), (10_000_001, "KWD"), (4050, "JPY")] {
      let faults = #expect(throws: Diagnostics.self) { try rate(hundredths, currency) }
      #expect(faults?.all.first?.place?.line == 1, "\(currency)")
    }
  }

  @Test func mentorsOfOneNameGetAddressesOfTheirOwn() throws {
    let fixture = try Fixture()
    let list = [
      Self.member("a@x.org", "Li Na", "mentor"), Self.member("b@x.org", "Li Na", "mentor"),
      Self.member("li.na@x.org", "李娜", "mentor"), Self.member("m@x.org", "Jürgen Müller", "mentor"),
    ]
    try Self.bring(list, into: fixture, policy: MemberImportPolicy(language: "de"))
    #expect(
      try fixture.record.texts("SELECT slug FROM mentor WHERE slug NOT GLOB 'm[0-9]' ORDER BY slug")
        == ["juergen-mueller", "li-na", "li-na-2", "li-na-3"])
  }

  @Test func theSettingsOfMentorsAreObeyed() throws {
    let fixture = try Fixture()
    let policy = MemberImportPolicy(defaultRole: .none, mentorsNeedApproval: false)
    try Self.bring(
      [Self.member("a@x.org", "A", "mentor"), Self.member("b@x.org", "B", "Alumni")], into: fixture, policy: policy)
    #expect(try fixture.record.texts("SELECT approval FROM mentor WHERE slug = 'a'") == ["approved"])
    #expect(try fixture.record.integer("SELECT is_student FROM person WHERE email = 'b@x.org'") == 0)
  }

  @Test func oneFaultyMemberLeavesTheRecordAsItWas() throws {
    let fixture = try Fixture()
    let list = [Self.member("a@x.org", "A", "mentor"), Self.member("no address", "B", "mentor")]
    #expect(throws: (any Error).self) { try Self.bring(list, into: fixture) }
    #expect(try fixture.record.integer("SELECT count(*) FROM person WHERE email = 'a@x.org'") == 0)
  }

  @Test func aNewAddressOfAKnownPersonIsAsked() throws {
    let fixture = try Fixture()
    try Self.bring([Self.member("sam@x.org", "Sam Ító", "Student", zone: "UTC")], into: fixture)
    let moved = Self.member("sam@new.org", "sam ito", "Student", zone: "UTC")
    func take(_ members: [Member]) throws {
      _ = try perform(
        "person import", by: Principal(.organiser), on: fixture.record, policy: ProgrammePolicy(),
        now: Instant(seconds: 2000), random: SeededRandom(seed: fixture.nextSeed())
      ) {
        try importMembers(
          members, with: $0, reader: try fixture.situations(), policy: MemberImportPolicy(), file: "m.csv"
        ).notices
      }
    }
    let error = #expect(throws: Diagnostics.self) { try take([moved]) }
    #expect(error?.all.first?.remedy?.contains("almanac person set sam@x.org --email sam@new.org") == true)
    // Both in the list, or another zone: two people.
    try take([moved, Self.member("sam@x.org", "Sam Ító", "Student", zone: "UTC")])
    try take([Self.member("p@new.org", "sam ito", "Student", zone: "Asia/Tokyo")])
  }
}
