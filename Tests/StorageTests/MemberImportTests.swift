import CivilTime
import Diagnostics
import Mentoring
import Storage
import Testing

struct MemberImportTests {
  static let now = Instant(seconds: 2000)

  static func member(_ email: String, _ name: String, _ type: String, zone: String? = nil) -> Member {
    Member(email: email, name: name, membershipType: type, zone: zone, line: 1)
  }

  static func bring(_ members: [Member], into fixture: Fixture) throws -> [ImportedMember.Change] {
    try importMembers(
      members, into: fixture.record, policy: MemberImportPolicy(zone: "Asia/Tokyo"), now: now,
      random: SeededRandom(seed: 99)
    ).map(\.change)
  }

  // Row S3-3.
  @Test func importingTwiceChangesNothing() throws {
    let fixture = try Fixture()
    let list = [Self.member("ada@x.org", "Ada O'Neil", "Mentor"), Self.member("sam@x.org", "Sam", "Student")]
    #expect(try Self.bring(list, into: fixture) == [.added, .added])
    let revision = try fixture.record.integer("SELECT rev FROM meta")
    #expect(try Self.bring(list, into: fixture) == [.unchanged, .unchanged])
    #expect(try fixture.record.integer("SELECT rev FROM meta") == revision)
    #expect(
      try fixture.record.texts("SELECT slug FROM mentor WHERE approval = 'pending' AND slug GLOB 'ada*'") == [
        "ada-oneil"
      ])
    #expect(try fixture.record.texts("SELECT DISTINCT zone FROM person WHERE email GLOB '*x.org'") == ["Asia/Tokyo"])
  }

  // Row S3-2.
  @Test func aChangedMembershipChangesTheRolesAndKeepsTheProfile() throws {
    let fixture = try Fixture()
    _ = try Self.bring([Self.member("ada@x.org", "Ada", "Mentor")], into: fixture)
    #expect(try Self.bring([Self.member("ADA@x.org", "Ada", "Mentee")], into: fixture) == [.changed])
    #expect(try fixture.record.integer("SELECT is_mentor FROM person WHERE email = 'ada@x.org'") == 0)
    #expect(try fixture.record.integer("SELECT count(*) FROM mentor WHERE slug = 'ada'") == 1)
  }

  @Test func mentorsOfOneNameGetAddressesOfTheirOwn() throws {
    let fixture = try Fixture()
    let list = [
      Self.member("a@x.org", "Li Na", "mentor"), Self.member("b@x.org", "Li Na", "mentor"),
      Self.member("c@x.org", "李娜", "mentor"),
    ]
    _ = try Self.bring(list, into: fixture)
    #expect(
      try fixture.record.texts("SELECT slug FROM mentor WHERE slug NOT GLOB 'm[0-9]' ORDER BY slug")
        == ["li-na", "li-na-2", "mentor"])
  }

  @Test func oneFaultyMemberLeavesTheRecordAsItWas() throws {
    let fixture = try Fixture()
    let list = [Self.member("a@x.org", "A", "mentor"), Self.member("no address", "B", "mentor")]
    #expect(throws: Diagnostic.self) { try Self.bring(list, into: fixture) }
    #expect(try fixture.record.integer("SELECT count(*) FROM person WHERE email = 'a@x.org'") == 0)
  }
}
