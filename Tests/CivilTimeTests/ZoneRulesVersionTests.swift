import CivilTime
import Testing

@Suite struct ZoneRulesVersionTests {
  @Test func versionsAreOrderedByTheirYearAndLetters() throws {
    let names = ["2024b", "2025a", "2025b", "2025z", "2025za", "2026a", "2026f-rearguard"]
    let versions = try names.map { try #require(ZoneRulesVersion($0)) }
    #expect(versions == versions.sorted())
    #expect(Set(versions).count == names.count)
    for text in ["", "2025", "b", "unknown", "20255b", "2025B", "2025-b"] {
      #expect(ZoneRulesVersion(text) == nil, "\(text)")
    }
  }

  @Test func aReleaseIsOfItsYearAndNeverTakenForOlderThanItsName() throws {
    #expect(ZoneRulesVersion("2025b")?.released?.iso == "2025-03-22")
    for name in ["2026a", "2026f", "2031q"] {
      let version = try #require(ZoneRulesVersion(name))
      #expect(version.released?.year == version.year)
    }
    #expect(ZoneRulesVersion("2031q")?.released?.iso == "2031-12-31")
  }
}
