import Diagnostics
import Mentoring
import Testing

/// Lists as spreadsheets write them.
struct MemberListFormatTests {
  static func list(_ bytes: [UInt8], _ encoding: ListEncoding? = nil) throws -> MemberList {
    try bytes.withUnsafeBytes { try readMemberList($0, file: "members.csv", encoding: encoding) }
  }

  static func list(_ text: String) throws -> MemberList { try list(Array(text.utf8)) }

  static func fault(_ bytes: [UInt8]) -> Diagnostic? {
    #expect(throws: Diagnostics.self) { try list(bytes) }?.all.first
  }

  @Test(arguments: [",", ";", "\t", "|"])
  func theSeparatorIsFound(separator: String) throws {
    let rows = [
      ["email", "name", "membershiptype", "", ""], ["a@b.org", "\"A, B; C|D\"", "Mentor", "", ""],
      ["", " ", "", "", ""], ["c@d.org", "C", "", "", "", "", ""],
    ]
    let list = try Self.list(rows.map { $0.joined(separator: separator) + "\r\n" }.joined())
    #expect(list.members.map(\.name) == ["A, B; C|D", "C"])
    #expect(list.members.map(\.line) == [2, 4] && list.ignoredColumns.isEmpty)
  }

  @Test func excelsOwnLineNamesTheSeparator() throws {
    let list = try Self.list("sep=;\r\nemail;name;membershiptype\r\na@b.org;\"A, B\";x\r\n")
    #expect(list.members.map(\.name) == ["A, B"] && list.members.map(\.line) == [3])
  }

  @Test(arguments: [
    "sep=;\r\n", "\"sep=;\"\r\n", "sep=\r\n", "SEP=;;;\n", "",
  ])
  func rowsThatWereQuotedAsAWholeAreReadAsWhatTheyHold(first: String) throws {
    let list = try Self.list(
      first + "\"email;name;role\"\r\n\"a@b.org;\"\"A; B\"\";Mentor\"\r\nc@d.org;C;x\r\n")
    #expect(list.members.map(\.name) == ["A; B", "C"] && list.members.map(\.membershipType) == ["Mentor", "x"])
  }

  @Test func aShortRowHasEmptyValuesAtItsEnd() throws {
    let list = try Self.list("email,name,role,zone\na@x.de,Ada,Mentor\nb@x.de,Bob\n")
    #expect(list.members.map(\.membershipType) == ["Mentor", ""] && list.members.map(\.zone) == [nil, nil])
  }

  @Test(arguments: [
    "E-Mail;Vorname;Nachname;Mitgliedschaft;Zeitzone;Sprache", "E-Mail-Adresse;Vorname;Name;Rolle;Zeitzone;Sprache",
    "Courriel;Prénom;Nom;Adhésion;Fuseau horaire;Langue",
    "Email Address;First Name;Last Name;Membership Type;Timezone;Lang",
    "adresse e-mail;PRENOM;NOM DE FAMILLE;rôle;time zone;language",
  ])
  func columnsAreNamedInThreeLanguages(header: String) throws {
    let list = try Self.list(header + "\na@b.org;Ada;Byron;Mentor;Europe/Berlin;de\n")
    let member = try #require(list.members.first)
    #expect(member.name == "Ada Byron" && member.membershipType == "Mentor" && member.zone == "Europe/Berlin")
    #expect(member.language == "de" && list.ignoredColumns.isEmpty)
  }

  @Test func whatIsNotReadIsNamed() throws {
    let list = try Self.list("email,name,membershiptype,Phone,,Shoe size\na@b.org,A,x,1,2,3\n")
    #expect(list.ignoredColumns == ["Phone", "column 5", "Shoe size"])
  }

  @Test func aNameMayBeTheLastNameBesideAFirstName() throws {
    let list = try Self.list("email,Vorname,Name,Rolle\na@b.org,Ada,Byron,x\nc@d.org,Ada,Ada Lovelace,x\n")
    #expect(list.members.map(\.name) == ["Ada Byron", "Ada Lovelace"])
    #expect(try Self.list("email,Nom,role\na@b.org,Ada Byron,x\n").members.first?.name == "Ada Byron")
    #expect(try Self.list("email,Name,Surname,role\na@b.org,Ada,Byron,x\n").members.first?.name == "Ada Byron")
  }

  @Test func aFirstAndALastNameAreNotTheFirms() throws {
    let list = try Self.list(
      "email,Vorname,Nachname,Name,Rolle\na@b.org,Ada,Byron,Firma X,x\nc@d.org,,,Kim Lee,x\ne@f.org,,Ito,Firma Y,x\n")
    #expect(list.members.map(\.name) == ["Ada Byron", "Kim Lee", "Ito"] && list.ignoredColumns == ["Name"])
    let same = try Self.list("email,first_name,last_name,name,role\na@b.org,Ada,Byron,ada byron,x\n")
    #expect(same.ignoredColumns.isEmpty)
  }

  @Test func aTableMayHaveRowsOfNothingAndNumbersWithAPoint() throws {
    let rows = [["a@b.org", "A", "mentor", "3.0"], ["", "", "", ""], ["c@d.org", "C", "mentor", "12"]]
    let list = try memberList(header: ["email", "name", "membershiptype", "years"], rows: rows, file: "m.db")
    #expect(list.members.map(\.profile.years) == [3, 12] && list.members.map(\.line) == [1, 3])
  }

  @Test func everyEncodingOfSpreadsheetsIsRead() throws {
    let text = "email;name;membershiptype\na@b.org;Jürgen Müller €;Mentor\n"
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let windows = text.unicodeScalars.map { $0 == "€" ? 0x80 : UInt8($0.value) }
    for (bytes, encoding) in [
      ([0xEF, 0xBB, 0xBF] + Array(text.utf8), nil), ([0xFF, 0xFE] + little, nil), ([0xFE, 0xFF] + big, nil),
      (little, nil), (big, nil), (windows, .cp1252), ([0xFF, 0xFE] + little, .utf16le), (little, .utf16le),
      // What the bytes say themselves counts more than the flag.
      ([0xFE, 0xFF] + big, .utf16le), (big, .utf16le), ([0xEF, 0xBB, 0xBF] + Array(text.utf8), .cp1252),
      ([0xFF, 0xFE] + little, .cp1252), ([0xFF, 0xFE] + little, .utf8),
    ] as [([UInt8], ListEncoding?)] {
      #expect(
        try Self.list(bytes, encoding).members.first?.name == "Jürgen Müller €", "\(String(describing: encoding))")
    }
    let mac = Array("email,name,role\na@b.org,J".utf8) + [0x9F] + Array("rgen,x\n".utf8)
    #expect(try Self.list(mac, .macroman).members.first?.name == "Jürgen")
    let polish = Array("email,name,role\na@b.org,".utf8) + [0xA3] + Array("ukasz,x\n".utf8)
    #expect(try Self.list(polish, .cp1250).members.first?.name == "Łukasz")
    #expect(ListEncoding(named: "Windows-1252") == .cp1252 && ListEncoding(named: "klingon") == nil)
  }

  @Test func otherBytesAreNamedWithWhatTheProgramsOffer() {
    let fault = Self.fault(Array("email,name,role\na@b.org,A,x\nc@d.org,J".utf8) + [0xFC] + Array("rgen,x\n".utf8))
    #expect(fault?.place?.line == 3 && fault?.message.contains("is not UTF-8") == true)
    #expect(fault?.remedy?.contains("--encoding cp1252") == true && fault?.remedy?.contains("CSV UTF-8") == true)
  }

  /// A character that the encoding does not have is never replaced in silence.
  @Test(
    arguments: [
      ([0x81], .cp1252, "CSV UTF-8"), ([0x90], .cp1250, "CSV UTF-8"), ([0xE4, 0x84], .latin1, "cp1252"),
      ([0x9F], .latin9, "cp1252"), ([0xEF, 0xBF, 0xBD], .utf8, "export the list again"),
    ] as [([UInt8], ListEncoding, String)])
  func whatCannotBeReadIsRefused(bytes: [UInt8], encoding: ListEncoding, remedy: String) {
    let list = Array("email,name,role\na@b.org,A,x\nc@d.org,J".utf8) + bytes + Array("rgen,x\n".utf8)
    let fault = #expect(throws: Diagnostics.self) { try Self.list(list, encoding) }?.all.first
    #expect(fault?.place?.line == 3 && fault?.message.contains("has a character that was lost") == true)
    #expect(fault?.remedy?.contains(remedy) == true, "\(fault?.remedy ?? "")")
  }

  @Test func halfACharacterOfUTF16IsRefused() throws {
    let text = "email,name,role\na@b.org,A"
    let bytes: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    // A surrogate without its other half, then a byte that is none.
    for ending in [[0x3D, 0xD8, 0x2C, 0x00, 0x78, 0x00], [0x2C, 0x00, 0x78, 0x00, 0x41]] as [[UInt8]] {
      #expect(Self.fault(bytes + ending)?.place?.line == 2, "\(ending)")
    }
    #expect(try Self.list(bytes + [0x2C, 0x00, 0x78, 0x00]).members.count == 1)
  }

  @Test(arguments: [
    ("PK\u{3}\u{4}......xl/workbook.xml", ".xlsx"),
    ("PK\u{3}\u{4}..mimetypeapplication/vnd.oasis.opendocument", ".ods"),
    ("PK\u{3}\u{4}....Index/Document.iwa", ".numbers"), ("<html><table>", "HTML"), ("%PDF-1.7", "PDF"),
    ("[{}]", "JSON"),
  ])
  func filesOfOtherKindsAreNamed(text: String, words: String) {
    #expect(Self.fault(Array(text.utf8))?.message.contains(words) == true)
  }

  @Test(arguments: [
    (" a@b.org ", "a@b.org"), ("mailto:A@B.org", "a@b.org"), ("Ada Byron <ada@b.org>", "ada@b.org"),
    ("\u{A0}a@b.org\u{200B}", "a@b.org"), ("ann@müller.example", "ann@xn--mller-kva.example"),
    ("ann@mu\u{308}ller.example", "ann@xn--mller-kva.example"), ("x@BÜCHER.example", "x@xn--bcher-kva.example"),
    ("ada@ＥＸＡＭＰＬＥ．org", "ada@example.org"),
  ])
  func addressesAreTakenAsPeopleWriteThem(written: String, stored: String) throws {
    #expect(try Self.list("email\tname\trole\n\(written)\tA\tx\n").members.first?.email == stored)
  }

  @Test(arguments: [
    "erased-3@erased.invalid", "a@b.org, c@d.org", "a b@c.org", "a@", "@b.org", "a@b", "jürgen@b.org", "a@b@c.org",
    "a@-b.org", "a@ﬁ.de", "a@127.0.0.1", "a@1.2", "a@exa\u{200D}mple.org",
  ])
  func whatIsNoAddressIsRefused(written: String) {
    #expect(Self.fault(Array("email\tname\trole\n\(written)\tA\tx\n".utf8))?.place?.line == 2)
  }

  @Test(arguments: [
    ("a\u{A0}b@c.org", "holds U+00A0 (no-break space) before the @"),
    ("a b@c.org", "holds U+0020 (space) before the @"),
    ("a\u{200B}b@c.org", "holds U+200B (zero width space) before the @"),
    ("“ada”@c.org", "holds U+201C (left double quotation mark) before the @"),
    ("a@b\u{200B}c.org", "holds U+200B (zero width space) behind the @"), ("jürgen@b.org", "has letters before the @"),
    ("ju\u{308}rgen@b.org", "has letters before the @"),
  ])
  func aCharacterThatNoAddressHasIsNamed(written: String, words: String) {
    let fault = Self.fault(Array("email\tname\trole\n\(written)\tA\tx\n".utf8))
    #expect(fault?.message.contains(words) == true, "\(fault?.message ?? "")")
  }

  @Test func aMentorsProfileIsRead() throws {
    let list = try Self.list(
      """
      email;name;role;Firma;Position;Themen;Sprachen;Honorar;Sprechzeiten;LinkedIn
      a@b.org;A;Mentor;ACME;CTO;"Compilers, Career advice";Deutsch, en;40,50 €;Mo-Mi 9-12, Fr 14:00-16:00;linkedin.com/in/a
      """)
    let profile = try #require(list.members.first?.profile)
    #expect(profile.company == "ACME" && profile.jobTitle == "CTO" && profile.topics == ["Compilers", "Career advice"])
    #expect(profile.languages == ["de", "en"] && profile.rateInHundredths == 4050 && profile.currency == "EUR")
    #expect(
      profile.hours?.map(\.text) == ["MO 09:00-12:00", "TU 09:00-12:00", "WE 09:00-12:00", "FR 14:00-16:00"])
    #expect(profile.links == ["https://linkedin.com/in/a"])
  }

  @Test(arguments: ["email,name,role,rate\na@b.org,A,x,40\n", "email,name,role,hours\na@b.org,A,x,sometimes\n"])
  func aProfileThatIsNotUnderstoodIsNamed(text: String) { #expect(Self.fault(Array(text.utf8))?.place?.line == 2) }

  private static func profile(_ column: String, _ value: String, currency: String = "") throws -> MemberProfile? {
    let cell = value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    return try list("email;name;role;\(column);currency\na@b.org;A;mentor;\"\(cell)\";\(currency)\n").members.first?
      .profile
  }

  @Test(arguments: [
    ("40", "EUR", 4000), ("40.50", "EUR", 4050), ("40,5 €", "", 4050), ("EUR 40", "EUR", 4000), ("40,- EUR", "", 4000),
    ("40.–", "CHF", 4000), ("1'234.50", "CHF", 123_450), ("1’234", "CHF", 123_400), ("1.234,50 €", "", 123_450),
    ("1,234.50", "USD", 123_450), ("1\u{202F}234,50 €", "", 123_450), ("1 234", "EUR", 123_400), ("0", "EUR", 0),
    ("5000000", "JPY", 500_000_000), ("+40", "EUR", 4000),
  ])
  func aRateIsReadAsPeopleWriteIt(text: String, currency: String, hundredths: Int) throws {
    #expect(try Self.profile("rate", text, currency: currency)?.rateInHundredths == hundredths)
  }

  @Test(arguments: [
    ("40€50", "", "is not an amount"), ("40 50 EUR", "", "is not an amount"), ("40 EUR 50", "", "is not an amount"),
    ("12 34", "EUR", "is not an amount"), ("1.234", "EUR", "is not an amount"), ("1.234.56", "EUR", "is not an amount"),
    ("40.", "EUR", "is not an amount"), (".50", "EUR", "is not an amount"), ("40-", "EUR", "is not an amount"),
    ("EUR 40 USD", "", "is not an amount"), ("free", "EUR", "is not an amount"), ("-40", "EUR", "is negative"),
    ("40 EUR", "USD", "the rate is in EUR"), ("10 €", "GBP", "the rate is in EUR"),
    ("40", "ABC", "\"ABC\" is not a currency of ISO 4217"), ("40 EURO$", "", "does not say which currency"),
    ("99999999999", "EUR", "is too high"),
  ])
  func aRateThatMayMeanAnotherAmountIsRefused(text: String, currency: String, words: String) {
    let faults = #expect(throws: Diagnostics.self) { try Self.profile("rate", text, currency: currency) }
    #expect(faults?.all.first?.message.contains(words) == true, "\(faults?.all.first?.message ?? "")")
  }

  /// The verb's own door: what a page cannot show is not taken from a list either.
  @Test(arguments: [
    ("bio", String(repeating: "[", count: 3000), "opening brackets"),
    ("bio", String(repeating: "> ", count: 3000), "nested more than 32 deep"), ("bio", "a\u{0}b", "U+0000"),
    ("bio", "a\u{1}b", "U+0001"), ("bio", String(repeating: "a", count: 65_537), "64 KiB"),
    ("topics", "Swi\u{1}ft", "control character"), ("topics", String(repeating: "a", count: 101), "more than 100"),
    ("years", "3.5", "years \"3.5\""), ("hours", "MO 12-9", "would last 21 hours"), ("hours", "MO-FR 9-5", "20 hours"),
  ])
  func aProfileThatTheVerbRefusesIsRefused(column: String, text: String, words: String) {
    let faults = #expect(throws: Diagnostics.self) { try Self.profile(column, text) }
    #expect(faults?.all.first?.message.contains(words) == true, "\(faults?.all.first?.message ?? "")")
  }

  @Test func hoursMayEndOnTheNextDay() throws {
    let hours = try Self.profile("hours", "FR 22-2, SA 18:00-24:00, SU 20:00-00:00, MO 21-9")?.hours
    #expect(hours?.map(\.minutes) == [720, 240, 360, 240])
    #expect(hours?.map(\.isOvernight) == [true, true, false, false])
  }

  /// Signs that tell one topic from another go into its slug; what joins the parts of a name does not tell them apart.
  @Test func topicsWithOtherSignsAreOtherTopics() {
    #expect(
      ["C", "C++", "C#", ".NET", "Node.js", "A+B"].map { termSlug(of: $0) }
        == ["c", "cplusplus", "csharp", "net", "node-js", "aplusb"])
    #expect(Set(["Node.js", "Node JS", "node-js", "NODE_JS"].map(termKey)) == ["node-js"])
    #expect(Set(["C", "C++", "C#", "C*", ".NET", "NET"].map(termKey)).count == 6)
    #expect(newTermSlug(of: "Swift 語", isTaken: { $0 == "swift" }) == "swift-2")
    #expect(newTermSlug(of: "Page", isTaken: { _ in false }) == "page-2")
  }

  @Test func hoursAreReadAsPeopleWriteThem() {
    let week = "MO 09:00-12:00, WE 09:00-12:00, WE 13:00-24:00"
    for text in [
      week, "MO,WE 09:00-12:00, WE 13:00-24:00", "Mon/Wed 9:00 – 12:00; Mittwoch 13h-24h", "mo 9-12\nmi 9-12 13-24",
    ] {
      #expect(weeklyHours(text)?.map(\.text).joined(separator: ", ") == week, "\(text)")
    }
    for text in ["", "MO", "09:00-12:00", "MO 9", "XX 09:00-12:00", "MO 09:00-09:00", "MO 25:00-26:00"] {
      #expect(weeklyHours(text) == nil, "\(text)")
    }
    #expect(weekdays(in: "FR-MO") == [1, 5, 6, 0] && weekdays(in: "MO,WE") == [1, 3] && weekdays(in: "X") == nil)
  }

  @Test func aRowOfWhatCannotBeSeenIsNoEmptyRow() throws {
    let head = "email,name,membershiptype\na@b.org,A,Mentor\n"
    #expect(try Self.list(head + "\u{A0},\u{3000},\t\n,,\n\u{FEFF},,\n").members.count == 1)
    for (sign, code) in [("\u{7}", "U+0007"), ("\u{200B}", "U+200B"), ("\u{1B}", "U+001B"), ("\u{3164}", "U+3164")] {
      let fault = Self.fault(Array((head + "\(sign), ,\n").utf8))
      #expect(fault?.place?.line == 3 && fault?.remedy == "remove the row")
      #expect(
        fault?.message.hasPrefix("the row holds nothing but characters that cannot be seen: \(code)") == true,
        "\(fault?.message ?? "")")
    }
  }

  @Test func aListWithTooManyRowsIsRefusedAsAWhole() throws {
    let rows = [[String]](repeating: ["a@b.org", "A", "x"], count: mostMembers + 1)
    let fault = #expect(throws: Diagnostics.self) {
      try memberList(header: ["email", "name", "membershiptype"], rows: rows, file: "m.db")
    }?.all.first
    #expect(fault?.message == "the member list has 100001 rows, more than 100000")
    #expect(fault?.remedy == "split it into several lists, and import one after the other")
  }
}
