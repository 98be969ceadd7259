import CivilTime
import Foundation
import Testing

/// Runs `Tests/Oracles/zones_oracle.py`; without Python the test says that it was skipped.
@Suite struct ZoneinfoOracleTests {
  static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  @Test(.enabled(if: python != nil, "python3 is not installed"))
  func everyZoneAgreesWithZoneinfo() throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Oracles/zones_oracle.py")
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.python))
    process.arguments = [script.path, zones.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = try #require(try pipe.fileHandleForReading.readToEnd())
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)

    let first = Instant(seconds: 1_704_067_200)
    let last = Instant(seconds: 1_988_150_400)
    var compared = 0
    for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: " ")
      let zone = try zones.zone(named: String(fields[0]))
      #expect(zone.offset(at: first) == Int(fields[1]), "\(zone.name)")
      let changes = zone.transitions(in: first.adding(seconds: 1)..<last.adding(seconds: 1))
      #expect(changes.map { "\($0.at.seconds):\($0.offset)" } == fields.dropFirst(2).map(String.init), "\(zone.name)")
      compared += 1
    }
    #expect(compared > 400)
  }
}
