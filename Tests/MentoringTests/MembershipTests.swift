import Diagnostics
import Foundation
import Mentoring
import Testing

struct MembershipTests {
  // Row S3-2.
  /// The ten examples are the table of the handbook's chapter on people.
  @Test func rolesFollowTheWords() throws {
    let chapter = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/almanac/Handbook/people.md")
    let rows = try String(contentsOf: chapter, encoding: .utf8).split(separator: "\n").map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }.filter { $0.count == 3 && ["yes", "no"].contains($0[2]) }
    #expect(rows.count == 10)
    for row in rows {
      let roles = membershipRoles(of: row[0] == "(empty)" ? "" : row[0], default: .student)
      #expect(roles.isMentor == (row[1] == "yes") && roles.isStudent == (row[2] == "yes"), "\(row)")
    }
  }

  /// Words for a mentee that begin like a mentor's, with accents as parts of letters or behind them.
  @Test(arguments: [
    "mentoré", "mentore\u{301}", "MENTORÉE", "mentore\u{301}es", "mentoree", "Mentorand", "Mentorandin", "Mentorado",
    "mentoradas", "Mentorierte", "mentorizado",
  ])
  func whoeverIsMentoredIsAStudent(word: String) {
    let roles = membershipRoles(of: "Gold \(word)", default: .none)
    #expect(roles.isStudent && !roles.isMentor, "\(roles.reason)")
  }

  @Test func withoutADefaultNobodyGetsARoleUnasked() {
    let roles = membershipRoles(of: "Alumni", default: .none)
    #expect(!roles.isMentor && !roles.isStudent)
  }

  static func read(_ text: String) throws -> [Member] {
    try Array(text.utf8).withUnsafeBytes { try readMemberList($0, file: "members.csv") }.members
  }

  @Test func columnsMayStandInAnyOrder() throws {
    let members = try Self.read(
      "\u{feff}Membership Type,First Name,Last Name,Email\r\nMentor,Ada,\"O'Neil, \"\"A\"\"\",ADA@Example.org\r\n\r\n")
    #expect(members.count == 1)
    #expect(members.first?.email == "ada@example.org")
    #expect(members.first?.name == "Ada O'Neil, \"A\"")
    #expect(members.first?.line == 2)
  }

  @Test func aLineBreakInsideQuotesKeepsTheCountOfLines() throws {
    let members = try Self.read("email,name,membershiptype\na@b.c,A,\"x\nz\"\nd@e.f,D,y")
    #expect(members.map(\.line) == [2, 4])
    #expect(members.last?.membershipType == "y")
  }

  @Test(arguments: [
    ("", "the member list is empty"),
    ("email,name\na@b.c,A\n", "no column \"membershiptype\"; the first line names \"email\", \"name\""),
    ("email,name,membershiptype\na@b.c,\"A\nB\",x\n", "the name holds a line break or a control character"),
    ("email,name,membershiptype\na@b.c,A,x,y\n", "4 values where the first line names 3"),
    ("a;b;c\n1;2;3\n", "no column \"email\", \"membershiptype\", \"name\"; the first line names \"a\", \"b\", \"c\""),
    ("email,name,membershiptype\na@b.c,A,x\u{0}y\n", "the membership holds the control character U+0000"),
    ("email,name,membershiptype\na@b.c,A\u{FFFD}B,x\n", "name \"A\u{FFFD}B\" has a character that was lost"),
    ("email,Pr\u{FFFD}nom,membershiptype\na@b.c,A,x\n", "the column \"Pr\u{FFFD}nom\" has a character that was lost"),
    ("email,name,membershiptype\nnobody,A,x\n", "the e-mail address has no @"),
    ("email,name,membershiptype\na@b.c,,x\n", "the name is empty"),
    ("email,name,membershiptype\na@b.c,A\u{1}B,x\n", "the name holds a line break or a control character"),
    (
      "email,name,membershiptype\na@b.c,\(String(repeating: "é", count: 201)),x\n",
      "the name has more than 200 characters"
    ),
    ("email,name,membershiptype\na@b.c,A,x\nA@B.C,A,x\n", "the same address as on line 2"),
    ("email,name,membershiptype\n\"a@b.c,A,x\n", "a quote is opened and never closed"),
    ("email,name,membershiptype\n\"a@b.c\"z,A,x\n", "text after a closing quote"),
  ])
  func aFaultyListIsRefusedWithItsLine(text: String, message: String) {
    let error = #expect(throws: Diagnostics.self) { try Self.read(text) }
    #expect(error?.all.first?.message == message)
    #expect(error?.all.first?.place?.line != nil)
  }
}
