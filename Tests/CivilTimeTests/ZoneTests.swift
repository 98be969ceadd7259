import Bytes
import Diagnostics
import Foundation
import Testing

@testable import CivilTime

let zones = ZoneDirectory(path: ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo")

@Suite struct ZoneTests {
  private func at(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) throws -> LocalDateTime {
    let date = try #require(CivilDate(year: year, month: month, day: day))
    return LocalDateTime(date: date, secondOfDay: hour * 3600 + minute * 60)
  }

  private func instant(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) throws -> Instant {
    Instant(seconds: try at(year, month, day, hour, minute).secondsSinceEpoch)
  }

  @Test func aZoneKnowsItsOffsetOnBothSidesOfAChange() throws {
    let berlin = try zones.zone(named: "Europe/Berlin")
    let change = try instant(2024, 3, 31, 1)
    #expect(berlin.offset(at: change.adding(seconds: -1)) == 3600)
    #expect(berlin.offset(at: change) == 7200)
    #expect(berlin.abbreviation(at: change) == "CEST")
    #expect(berlin.local(at: change) == (try at(2024, 3, 31, 3)))
  }

  @Test func aSkippedReadingHasNoInstantAndARepeatedOneTwo() throws {
    let berlin = try zones.zone(named: "Europe/Berlin")
    #expect(berlin.instants(of: try at(2024, 3, 31, 2, 30)).isEmpty)
    #expect(berlin.instants(of: try at(2024, 3, 31, 3)) == [try instant(2024, 3, 31, 1)])
    let twice = [try instant(2024, 10, 27, 0, 30), try instant(2024, 10, 27, 1, 30)]
    #expect(berlin.instants(of: try at(2024, 10, 27, 2, 30)) == twice)
    let apia = try zones.zone(named: "Pacific/Apia")
    #expect(apia.instants(of: try at(2011, 12, 30, 12)).isEmpty)
  }

  @Test func aListedZoneWithoutItsFileIsNotOfferedForItself() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let list = Data("# version 2026a\nZ America/Vancouver -8 - PST\n".utf8)
    try list.write(to: folder.appendingPathComponent("tzdata.zi"))
    let remedy =
      "\(folder.path) lists it, but its file is missing or damaged: install the system's tzdata package again"
    for isDamaged in [false, true] {
      if isDamaged {
        try FileManager.default.createDirectory(
          at: folder.appendingPathComponent("America"), withIntermediateDirectories: true)
        try Data("no zone".utf8).write(to: folder.appendingPathComponent("America/Vancouver"))
      }
      do {
        _ = try ZoneDirectory(path: folder.path).zone(named: "America/Vancouver")
        Issue.record("there is no such zone")
      } catch {
        #expect(error.remedy?.hasPrefix(remedy) == true, "\(error)")
      }
    }
  }

  @Test func theFooterHoldsForEver() throws {
    let berlin = try zones.zone(named: "Europe/Berlin")
    for year in [2040, 2499, 2500, 2501, 2900, 9999] {
      let year400 = try instant(year, 7, 1)
      #expect(berlin.offset(at: year400) == 7200, "\(year)")
      let changes = berlin.transitions(in: try instant(year, 1, 1)..<(try instant(year, 12, 31)))
      #expect(changes.map(\.offset) == [7200, 3600], "\(year)")
      for change in changes {
        #expect(berlin.offset(at: change.at) == change.offset)
        #expect(berlin.offset(at: change.at.adding(seconds: -1)) == change.offsetBefore)
      }
      #expect(berlin.instants(of: try at(year, 7, 1, 2)) == [year400])
    }
    #expect(berlin.offset(at: Instant(seconds: .max)) != 1)
    #expect(berlin.offset(at: Instant(seconds: .min)) != 1)
  }

  @Test func transitionsAcrossTheTablesEndAreSeamless() throws {
    let berlin = try zones.zone(named: "Europe/Berlin")
    let changes = berlin.transitions(in: try instant(2490, 1, 1)..<(try instant(3310, 1, 1)))
    #expect(changes.count == 2 * 820)
    #expect(zip(changes, changes.dropFirst()).allSatisfy { $0.at < $1.at && $0.offset == $1.offsetBefore })
  }

  @Test func aChangeOfNameAloneIsNoTransition() throws {
    // Paraguay made its summer time permanent in October 2024: no clock moved.
    let asuncion = try zones.zone(named: "America/Asuncion")
    #expect(asuncion.transitions(in: try instant(2024, 9, 1)..<(try instant(2024, 10, 1))).isEmpty)
    for change in asuncion.transitions(in: try instant(1900, 1, 1)..<(try instant(2030, 1, 1))) {
      #expect(change.offset != change.offsetBefore)
    }
  }

  @Test func namesOutsideTheDatabaseAreRefused() {
    let bad = [
      "", "/etc/passwd", "../etc/passwd", "Europe/../Europe/Berlin", "Europe", "Europe/", "posix/Europe/Berlin",
      "right/Europe/Berlin", "localtime", "posixrules", "tzdata.zi", "zone.tab", "Europe/Berlin\0", "+05:30",
      "W. Europe Standard Time", "Europe//Berlin", "iso3166.tab", "Europe/Berlin\u{301}",
    ]
    for name in bad {
      #expect(throws: Diagnostic.self, "\(name)") { try zones.zone(named: name) }
    }
  }

  @Test func aMisspelledZoneIsAnsweredWithTheNearest() {
    for (typed, meant) in [
      ("Europe/Berln", "Europe/Berlin"), ("europe/berlin", "Europe/Berlin"), ("Tokyo", "Asia/Tokyo"),
    ] {
      do throws(Diagnostic) {
        _ = try zones.zone(named: typed)
        Issue.record("\(typed) was accepted")
      } catch { #expect(error.remedy == "did you mean \"\(meant)\"?") }
    }
  }

  @Test func lettersOfAnOffsetAreNeverTakenForAnother() {
    for name in ["GMT+2", "UTC+2", "UTC +02:00", "+02:00", "(UTC+02:00)", "GMT-5", "utc−5", "UTC+5:30", "-0800"] {
      let error = #expect(throws: Diagnostic.self, "\(name)") { try zones.zone(written: name) }
      #expect(error?.message.contains("is an offset from UTC") == true, "\(name): \(error?.message ?? "")")
      #expect(error?.remedy?.contains("Etc/") == false, "\(name): \(error?.remedy ?? "")")
    }
    let east = #expect(throws: Diagnostic.self) { try zones.zone(written: "GMT+2") }
    #expect(east?.remedy?.contains("Europe/Athens") == true)
    let west = #expect(throws: Diagnostic.self) { try zones.zone(written: "GMT-5") }
    #expect(west?.remedy?.contains("America/New_York") == true)
  }

  @Test(arguments: [
    ("EST", ["America/New_York", "Australia/Sydney"]), ("cet", ["Europe/Berlin", "Europe/Paris"]),
    ("IST", ["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"]), ("BST", ["Europe/London", "Asia/Dhaka"]),
    ("PST", ["America/Los_Angeles", "Asia/Manila"]), ("MEZ", ["Europe/Berlin"]), ("GMT", ["Europe/London", "UTC"]),
  ])
  func anAbbreviationIsAskedBackWithItsPlaces(typed: String, places: [String]) {
    let error = #expect(throws: Diagnostic.self) { try zones.zone(written: typed) }
    #expect(error?.message == "\"\(typed)\" is an abbreviation, not a time zone")
    for place in places { #expect(error?.remedy?.contains(place) == true, "\(error?.remedy ?? "")") }
  }

  @Test(arguments: [
    ("Pacific Time", "America/Los_Angeles"), ("Pacific Time (US & Canada)", "America/Los_Angeles"),
    ("(UTC-08:00) Pacific Time (US & Canada)", "America/Los_Angeles"), ("Eastern Daylight Time", "America/New_York"),
    ("Central European Summer Time", "Europe/Berlin"), ("British Summer Time", "Europe/London"),
    ("New York", "America/New_York"), ("Berln", "Europe/Berlin"), ("Europa/Berlin", "Europe/Berlin"),
    ("(UTC+01:00) Amsterdam, Berlin, Bern", "Europe/Berlin"), ("Mitteleuropäische Zeit", "Europe/Berlin"),
    // An offset with a place: the place, if it has that offset in winter or in summer.
    ("GMT+1 (Berlin)", "Europe/Berlin"), ("GMT+2 (CEST)", "Europe/Berlin"), ("GMT+2, Berlin", "Europe/Berlin"),
    ("GMT+10, Sydney", "Australia/Sydney"), ("GMT+8 (Beijing)", "Asia/Shanghai"), ("GMT-5 (EST)", "America/New_York"),
    ("Berlin UTC +1", "Europe/Berlin"), ("GMT+1/Berlin", "Europe/Berlin"), ("[GMT+5.5] Mumbai", "Asia/Kolkata"),
    ("EST (Sydney)", "Australia/Sydney"), ("Europe/Berlin (GMT+1)", "Europe/Berlin"),
    ("EST/EDT", "America/New_York"), ("America/Toronto (EST)", "America/Toronto"),
    // Places without a zone of their name, accents, areas and spelling errors.
    ("China", "Asia/Shanghai"), ("Asia/Delhi", "Asia/Kolkata"), ("Asia/Osaka", "Asia/Tokyo"),
    ("Europe/Munich", "Europe/Berlin"), ("Zürich", "Europe/Zurich"), ("Zu\u{308}rich", "Europe/Zurich"),
    ("São Paulo", "America/Sao_Paulo"), ("Bogotá", "America/Bogota"), ("Hồ Chí Minh", "Asia/Ho_Chi_Minh"),
    ("N'Djamena", "Africa/Ndjamena"), ("Köln", "Europe/Berlin"), ("San Francisco", "America/Los_Angeles"),
    ("Istanbul", "Europe/Istanbul"), ("Cordoba", "Europe/Madrid"), ("Hamburgg", "Europe/Berlin"),
    ("Pacific", "America/Los_Angeles"), ("New\u{A0}York", "America/New_York"),
  ])
  func aZoneInWordsIsAnsweredWithItsPlace(typed: String, meant: String) {
    let error = #expect(throws: Diagnostic.self) { try zones.zone(written: typed) }
    #expect(error?.remedy?.contains("\"\(meant)\"") == true, "\(error?.remedy ?? "")")
  }

  @Test func whatIsNoZoneGetsNoNearestName() {
    for typed in [
      "Mars", "Home", "Nowhere/Land", "Etc/GMT+25", "Etc/GMT+13", "Germany Time", "UTC+99", "", "x", "Osakaa",
      "Asia/Berln", "South", "General",
    ] {
      let error = #expect(throws: Diagnostic.self, "\(typed)") { try zones.zone(written: typed) }
      #expect(error?.remedy == "write an IANA name such as Europe/Berlin", "\(typed): \(error?.remedy ?? "")")
    }
  }

  @Test func anOffsetWithOtherWordsIsStillOne() {
    for (typed, place) in [
      ("GMT+1 summer", "Europe/Berlin"), ("GMT+0", "Europe/London"), ("GMT-0", "Europe/London"),
      ("UTC+5.5", "Asia/Kolkata"), ("GMT+5,5", "Asia/Kolkata"), ("GMT+5.30", "Asia/Kolkata"),
      ("UTC‑5", "America/New_York"),
    ] {
      let error = #expect(throws: Diagnostic.self, "\(typed)") { try zones.zone(written: typed) }
      #expect(error?.message.contains("is an offset from UTC") == true, "\(typed): \(error?.message ?? "")")
      #expect(error?.remedy?.contains(place) == true, "\(typed): \(error?.remedy ?? "")")
    }
    // A place that never has the offset is named beside it.
    let both = #expect(throws: Diagnostic.self) { try zones.zone(written: "GMT+5 (Berlin)") }
    #expect(both?.message == "\"GMT+5 (Berlin)\" has an offset that Europe/Berlin never has")
    #expect(both?.remedy?.contains("Asia/Karachi") == true)
    // No hint leads to a zone whose name is the opposite of the offset.
    for sign in ["+", "-"] {
      for hour in 0...14 {
        for typed in [
          "GMT\(sign)\(hour)", "GMT\(sign)\(hour) (X)", "UTC\(sign)\(hour), summer", "Etc/UTC\(sign)\(hour)",
        ] {
          let error = #expect(throws: Diagnostic.self, "\(typed)") { try zones.zone(written: typed) }
          #expect(error?.remedy?.contains("Etc/") == false, "\(typed): \(error?.remedy ?? "")")
        }
      }
    }
  }

  @Test func blanksAndInvisibleCharactersAroundANameDoNotCount() throws {
    for edge in ["\u{FEFF}", "\u{200B}", "\u{A0}", "\t", "\u{3000}\u{2060}"] {
      #expect(try zones.zone(written: edge + "Europe/Berlin" + edge).name == "Europe/Berlin")
    }
  }

  /// A long list may have another word in each row.
  @Test func manyUnknownNamesAreAnsweredQuickly() {
    let start = ContinuousClock.now
    for number in 0..<20_000 { _ = zones.remedy(forUnknownZone: "Springfield/Place no. \(number)") }
    for number in 0..<20_000 {
      let letters = [number % 26, number / 26 % 26, number / 676 % 26].map { Character(Unicode.Scalar(UInt8($0 + 97))) }
      _ = zones.remedy(forUnknownZone: "Ber" + String(letters))
    }
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func capitalsAndWindowsNamesAreTaken() throws {
    for (typed, name) in [
      ("europe/berlin", "Europe/Berlin"), (" AMERICA/new_york ", "America/New_York"), ("utc", "UTC"),
      ("W. Europe Standard Time", "Europe/Berlin"), ("tokyo standard time", "Asia/Tokyo"), ("UTC", "UTC"),
    ] { #expect(try zones.zone(written: typed).name == name) }
  }

  /// Every zone of the tables is one of the database: a suggestion that is refused helps nobody.
  @Test func everySuggestedZoneIsOneOfTheDatabase() throws {
    let suggested =
      zoneAbbreviations.values.flatMap { $0 } + zoneNamesInWords.values.flatMap { $0 }
      + placesByOffset.values.flatMap { $0.standard + $0.summer } + zonesOfPlaces.values.flatMap { $0 }
    for place in zonesOfPlaces.keys { #expect(placeKey(place) == place) }
    for name in Set(suggested) { _ = try zones.zone(written: name) }
    // Standard time is that of January in the north and of July in the south.
    let (winter, summer) = (try instant(2024, 1, 15), try instant(2024, 7, 15))
    for (offset, places) in placesByOffset {
      for name in places.standard + places.summer {
        let zone = try zones.zone(named: name)
        let offsets = [winter, summer].map { zone.offset(at: $0) / 60 }
        #expect(offsets.contains(offset), "\(name) at \(offset)")
      }
    }
  }

  @Test func everyZoneOfTheDatabaseLoads() throws {
    #expect(zones.version?.isEmpty == false)
    #expect(zones.names.count > 400)
    for name in zones.names { _ = try zones.zone(named: name) }
  }

  @Test func cutAndDamagedFilesAreRefusedNotTrapped() throws {
    let file = try Data(contentsOf: URL(filePath: zones.path + "/Europe/Berlin"))
    let bytes = [UInt8](file)
    for length in 0..<bytes.count {
      #expect(throws: TZifError.self) { try Zone(name: "X", tzif: Array(bytes.prefix(length))) }
    }
    var random = SystemRandomNumberGenerator()
    for _ in 0..<5000 {
      var damaged = bytes
      for _ in 0..<3 { damaged[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random) }
      guard let zone = try? Zone(name: "X", tzif: damaged) else { continue }
      _ = zone.offset(at: Instant(seconds: 1_800_000_000))
      _ = zone.instants(of: LocalDateTime(secondsSinceEpoch: 1_800_000_000))
    }
  }
}
