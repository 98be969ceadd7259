import Foundation
import Testing

/// Expects the busy times and reports that `almanac busy` prints for files, all read in one run.
///
/// - Parameters:
///   - table: a file's lines, its busy times from 1 November to 31 December 2026, and what is reported (nil: nothing).
///   - me: the address whose answers to invitations count.
func expectBusy(
  _ table: [(lines: String, busy: [String], problem: String?)], home: String, me: String? = nil
) throws {
  let folder = try ProgramFolder()
  for (place, row) in table.enumerated() {
    try folder.write(row.lines.replacingOccurrences(of: "\n", with: "\r\n"), to: "\(place).ics")
  }
  let run = try folder.run(
    ["busy"] + table.indices.map { "\($0).ics" } + [
      "--from", "2026-11-01T00:00:00Z", "--until", "2026-12-31T00:00:00Z", "--home", home, "--json",
    ] + (me.map { ["--me", $0] } ?? []))
  let all = try JSONDecoder().decode([String: BusyCommandTests.Answer].self, from: Data(run.out.utf8))
  for (place, row) in table.enumerated() {
    let answer = try #require(all["\(place).ics"])
    let busy = answer.busy.map { pair in
      let (start, end) = (pair[0].dropFirst(5).dropLast(4), pair[1].dropFirst(5).dropLast(4))
      return start.prefix(5) == end.prefix(5) ? "\(start)-\(end.dropFirst(6))" : "\(start)-\(end)"
    }
    #expect(busy == row.busy, "\(row.lines)")
    if let problem = row.problem {
      #expect(answer.problems.contains { $0.contains(problem) }, "\(row.lines): \(answer.problems)")
    } else {
      #expect(answer.problems.isEmpty, "\(row.lines)")
    }
  }
}
