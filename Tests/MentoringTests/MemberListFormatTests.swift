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
  }

  @Test func everyEncodingOfSpreadsheetsIsRead() throws {
    let text = "email;name;membershiptype\na@b.org;Jürgen Müller €;Mentor\n"
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let windows = text.unicodeScalars.map { $0 == "€" ? 0x80 : UInt8($0.value) }
    for (bytes, encoding) in [
      ([0xEF, 0xBB, 0xBF] + Array(text.utf8), nil), ([0xFF, 0xFE] + little, nil), ([0xFE, 0xFF] + big, nil),
      (little, nil), (big, nil), (windows, .cp1252), ([0xFF, 0xFE] + little, .utf16le), (little, .utf16le),
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
  ])
  func addressesAreTakenAsPeopleWriteThem(written: String, stored: String) throws {
    #expect(try Self.list("email\tname\trole\n\(written)\tA\tx\n").members.first?.email == stored)
  }

  @Test(arguments: [
    "erased-3@erased.invalid", "a@b.org, c@d.org", "a b@c.org", "a@", "@b.org", "a@b", "jürgen@b.org", "a@b@c.org",
    "a@-b.org",
  ])
  func whatIsNoAddressIsRefused(written: String) {
    #expect(Self.fault(Array("email\tname\trole\n\(written)\tA\tx\n".utf8))?.place?.line == 2)
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
}
