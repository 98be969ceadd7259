import Foundation
import Testing

/// The ledger of credits on the command line and on a person's own page.
@Suite struct CreditTests {
  private func add(_ folder: ProgramFolder, _ amount: String, _ currency: String = "EUR", _ more: String...) throws
    -> ProgramFolder.Run
  {
    try folder.run(
      ["credit", "add", "sam@example.org", "--amount", amount, "--currency", currency, "--reason", "Ten lessons"] + more
    )
  }

  // Row S2-28.
  @Test func aLedgerIsAddedToListedAndExported() throws {
    let folder = try ProgramFolder.verbs()
    try folder.say("mentor", "set", "ada", "--hourly-rate", "2501", "--currency", "EUR")
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam", "2026-11-24T10:00:00Z")
    try folder.say(
      "session", "book", "--mentor", "ada", "--student", "sam@example.org", "--start", "2026-11-25T10:00:00Z",
      "--duration", "30", "--title", "Short")
    #expect(
      try add(folder, "10000").out
        == "credit 1 of sam@example.org: 100.00 EUR, balance 100.00 EUR\nto be told: sam@example.org (credited)\n")
    #expect(try add(folder, "700", "JPY").out.hasPrefix("credit 2 of sam@example.org: 700 JPY, balance 700 JPY\n"))
    #expect(try add(folder, "1250", "KWD").out.hasPrefix("credit 3 of sam@example.org: 1.250 KWD, "))
    #expect(
      try add(folder, "-2505", "EUR", "--session", "S-1").out.hasPrefix(
        "credit 4 of sam@example.org: -25.05 EUR, balance 74.95 EUR"))
    try folder.say("session", "complete", "S-1", at: "2026-11-24T12:00:00Z")
    let listed = try folder.say("credit", "list", "sam@example.org", at: "2026-11-24T12:00:00Z").out
    #expect(
      listed == """
        1\tsam@example.org\t100.00 EUR\t100.00 EUR\t2026-11-21T08:00:00Z\t\tTen lessons
        2\tsam@example.org\t700 JPY\t700 JPY\t2026-11-21T08:00:00Z\t\tTen lessons
        3\tsam@example.org\t1.250 KWD\t1.250 KWD\t2026-11-21T08:00:00Z\t\tTen lessons
        4\tsam@example.org\t-25.05 EUR\t74.95 EUR\t2026-11-21T08:00:00Z\tS-1\tTen lessons
        sam@example.org: balance 74.95 EUR; sessions booked 12.51 EUR, completed 25.01 EUR
        sam@example.org: balance 700 JPY; sessions booked 0 JPY, completed 0 JPY
        sam@example.org: balance 1.250 KWD; sessions booked 0.000 KWD, completed 0.000 KWD

        """)
    let balances = try folder.say("credit", "list", "--balances", "--csv").out
    #expect(
      balances
        == "person,currency,balance,booked,completed\r\nsam@example.org,EUR,7495,1251,2501\r\n"
        + "sam@example.org,JPY,700,0,0\r\nsam@example.org,KWD,1250,0,0\r\n")
    let document = try JSONSerialization.jsonObject(with: Data(try folder.say("credit", "list", "--json").out.utf8))
    let entries = try #require(document as? [[String: Any]])
    #expect(entries.map { $0["balance"] as? Int } == [10000, 700, 1250, 7495])
    #expect(entries[3]["session"] as? Int == 1 && entries[0]["session"] is NSNull)
    #expect(entries[0]["created_at"] as? String == "2026-11-21T08:00:00Z")
    let verb = try folder.json(
      "credit", "add", "sam@example.org", "--amount", "1", "--currency", "EUR", "--reason", "x",
      at: "2026-11-24T12:00:00Z")
    let changed = try #require(verb.document["changed"] as? [[String: Any]])
    #expect(changed.count == 1 && changed[0]["kind"] as? String == "credit" && changed[0]["id"] as? Int == 5)
    #expect(try folder.say("journal", "list", "--kind", "credit").out.contains("credit add"))
    #expect(try folder.say("person", "export", "sam@example.org").out.contains("Ten lessons"))
  }

  @Test func reasonsAreQuotedInCSV() throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.say(
      "credit", "add", "sam@example.org", "--amount", "5", "--currency", "EUR", "--reason", "a, \"b\"")
    #expect(
      try folder.say("credit", "list", "--csv").out.hasSuffix("5,EUR,5,,\"a, \"\"b\"\"\",2026-11-21T08:00:00Z\r\n"))
  }

  /// A spreadsheet that opens the file runs nothing that somebody wrote into a reason.
  @Test(arguments: [
    ("=HYPERLINK(\"http://x\",1)", "\"'=HYPERLINK(\"\"http://x\"\",1)\""), ("+49 30 1", "'+49 30 1"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("-2+3", "'-2+3"), ("＝1", "'＝1"), ("-12.50", "-12.50"), ("a=b", "a=b"), ("+5", "+5"),
  ])
  func noCellOfCSVIsAFormula(reason: String, cell: String) throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    try folder.say("credit", "add", "sam@example.org", "--amount=-5", "--currency", "EUR", "--reason", reason)
    #expect(try folder.say("credit", "list", "--csv").out.hasSuffix("-5,EUR,-5,,\(cell),2026-11-21T08:00:00Z\r\n"))
  }

  @Test func theSameEntryIsMadeOnce() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    let nothing = "no change: already up to date\n"
    let at = ["--received", "2026-11-20T10:00", "--zone", "Europe/Berlin"]
    #expect(try add(folder, "500", "EUR", at[0], at[1], at[2], at[3]).code == 0)
    #expect(try add(folder, "500", "EUR", at[0], at[1], at[2], at[3]).out == nothing)
    #expect(try folder.texts("SELECT created_at FROM credit") == ["1795165200"])
    // Paid twice, at two moments.
    #expect(try add(folder, "500", "EUR", "--received", "2026-11-20T09:30:00Z").out != nothing)
    #expect(try add(folder, "-500", "EUR", "--session", "1").out != nothing)
    #expect(try add(folder, "-500", "EUR", "--session", "S-1", "--now", "2026-11-21T09:00:00Z").out == nothing)
    #expect(try folder.texts("SELECT count(*) FROM credit") == ["3"])
  }

  @Test func onlyTheOrganiserAddsAndPeopleSeeTheirOwn() throws {
    let folder = try ProgramFolder.verbs()
    try folder.say("person", "set", "grace@example.org", "--role", "organiser", "--role", "mentor")
    #expect(try add(folder, "500", "EUR", "--as", "sam@example.org").code == 4)
    #expect(try add(folder, "500", "EUR", "--as", "kim@example.org").code == 4)
    #expect(try add(folder, "500", "EUR", "--as", "grace@example.org").code == 0)
    try folder.say("credit", "add", "kim@example.org", "--amount", "9", "--currency", "EUR", "--reason", "Kim's")
    let own = try folder.say("credit", "list", "--as", "sam@example.org").out
    #expect(own.contains("5.00 EUR") && !own.contains("kim@"))
    #expect(try folder.say("credit", "list", "kim@example.org", "--as", "grace@example.org").out.contains("Kim's"))
    let foreign = try folder.run("credit", "list", "kim@example.org", "--as", "sam@example.org", "--json")
    #expect(foreign.code == 4 && foreign.out.contains("\"rule\":\"actor\""), "\(foreign.out)")
  }

  @Test(arguments: [
    ("25.50", "EUR", 5, "25.50 EUR is --amount 2550"), ("-0.5", "EUR", 5, "-0.50 EUR is --amount -50"),
    ("1.5", "KWD", 5, "1.500 KWD is --amount 1500"),
    ("1.5", "JPY", 5, "smallest unit of JPY: 2500 JPY is --amount 2500"),
    ("0", "EUR", 5, "but not 0"), ("100000001", "EUR", 5, "100000000"), ("much", "EUR", 5, "no whole number"),
    ("", "EUR", 5, "no whole number"), ("99999999999999999999", "EUR", 5, "no whole number"),
    ("5", "euro", 5, "ISO 4217"), ("5", "", 5, "(rule currency)"),
  ]) func aWrongEntryIsRefusedInItsOwnWords(_ amount: String, _ currency: String, _ code: Int, _ words: String) throws {
    let folder = try ProgramFolder.verbs(students: ["sam"])
    let run = try add(folder, amount, currency)
    #expect(Int(run.code) == code && run.err.contains(words), "\(run.err)")
    #expect(try folder.texts("SELECT count(*) FROM credit") == ["0"])
  }

  @Test func anEntryIsForASessionOfThatPerson() throws {
    let folder = try ProgramFolder.verbs()
    try folder.connect("ada", "kim")
    try folder.book("ada", "kim")
    let foreign = try add(folder, "5", "EUR", "--session", "S-1")
    #expect(foreign.code == 4 && foreign.err.contains("(rule other-session)"), "\(foreign.err)")
    let missing = try add(folder, "5", "EUR", "--session", "S-9")
    #expect(missing.code == 5 && missing.err.contains("no session S-9"), "\(missing.err)")
    let reason = try folder.run(
      "credit", "add", "kim@example.org", "--amount", "5", "--currency", "EUR", "--reason", " ")
    #expect(reason.code == 5 && reason.err.contains("(rule reason)"), "\(reason.err)")
  }

  @Test func theOwnPageShowsALedgerWhereThereIsOne() throws {
    let folder = try ProgramFolder.verbs()
    try folder.say("mentor", "set", "ada", "--hourly-rate", "2500", "--currency", "EUR")
    try folder.connect("ada", "sam")
    try folder.book("ada", "sam")
    #expect(!(try folder.page("", of: "sam").text.contains("Credits")))
    _ = try add(folder, "-1250")
    let page = try folder.page("", of: "sam")
    #expect(page.text.contains("Credits \u{2212}12.50 EUR 25.00 EUR for sessions ahead"), "\(page.text)")
    #expect(!(try folder.page("", of: "kim").text.contains("Credits")))
    #expect(!(try folder.page("", of: "ada").text.contains("Credits")))
  }

  @Test func whoIsErasedLeavesAmountsWithoutWords() throws {
    let folder = try ProgramFolder.verbs()
    _ = try add(folder, "500")
    try folder.say("person", "erase", "sam@example.org", "--yes")
    #expect(try folder.texts("SELECT amount || reason FROM credit") == ["500(erased)"])
    #expect(!(try folder.run("db", "dump", "--secrets").out.contains("Ten lessons")))
    #expect(try folder.run("db", "verify").code == 0)
  }
}
