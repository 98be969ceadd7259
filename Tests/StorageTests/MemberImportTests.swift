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
    let result = try carryOut(
      "person import", by: Speaker(.organiser), on: fixture.record, policy: ProgrammePolicy(),
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
    _ = try carryOut(
      "mentor add", by: Speaker(.organiser), on: fixture.record, policy: ProgrammePolicy(), now: Instant(seconds: 2001),
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
      _ = try carryOut(
        "person import", by: Speaker(.organiser), on: fixture.record, policy: ProgrammePolicy(),
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
