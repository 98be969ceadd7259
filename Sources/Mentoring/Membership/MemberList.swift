import Diagnostics

/// One row of a member list.
public struct Member: Hashable, Sendable {
  public var email: String
  public var name: String
  public var membershipType: String
  /// As written; nil if the list has no such column or it is empty.
  public var zone: String?
  /// A BCP 47 code; nil if the list has no such column or it is empty.
  public var language: String?
  /// The line of the file on which the row starts, from 1.
  public var line: Int
  /// Used for mentors only.
  public var profile = MemberProfile()

  public init(email: String, name: String, membershipType: String, zone: String?, language: String? = nil, line: Int) {
    self.email = email
    self.name = name
    self.membershipType = membershipType
    self.zone = zone
    self.language = language
    self.line = line
  }
}

/// A parsed member list.
public struct MemberList: Sendable {
  public var members: [Member] = []
  /// Unknown columns by their name in the list; `column 7` for a column without a name.
  public var ignoredColumns: [String] = []

  public init(_ members: [Member] = [], ignoredColumns: [String] = []) {
    self.members = members
    self.ignoredColumns = ignoredColumns
  }
}

/// The maximum number of rows in a member list.
public let mostMembers = 100_000

/// Reads a member list in the form of separated values (``separatedRows``, ``listRows``). The first row names the
/// columns, in any order, in English, German or French: `email`, `name` (or `first_name` and `last_name`),
/// `membershiptype`, and optionally `zone`, `language` and the columns of a mentor's profile (``MemberColumn``).
///
/// Each invalid row is reported as an error. If there are errors, nothing is returned.
///
/// - Parameter encoding: the encoding of a list without a byte order mark; nil = UTF-8.
public func readMemberList(
  _ bytes: UnsafeRawBufferPointer, file: String, encoding: ListEncoding? = nil
) throws(Diagnostics) -> MemberList {
  let list: (rows: [(line: Int, fields: [String])], encoding: ListEncoding)
  do { list = try listRows(bytes, file: file, encoding: encoding) } catch { throw Diagnostics([error]) }
  guard let header = list.rows.first else {
    throw Diagnostics([
      Diagnostic(at: Place(file: file, line: 1), "the member list is empty", remedy: "its first line names the columns")
    ])
  }
  return try memberList(
    header, list.rows.dropFirst(), file: file, remedyForLostCharacters: list.encoding.remedyForLostCharacters)
}

/// The members in a table with the column names of a member list. Rows of blank values are skipped.
///
/// - Parameter rows: rows with as many values as the header; errors and ``Member/line`` number them from 1.
public func memberList(header: [String], rows: [[String]], file: String) throws(Diagnostics) -> MemberList {
  let numbered = rows.enumerated().map { (line: $0.offset + 1, fields: $0.element) }
  return try memberList(
    (0, header), numbered.filter { !$0.fields.allSatisfy(isEmptyValue) }[...], file: file,
    remedyForLostCharacters: "write the character again in the database")
}

private func memberList(
  _ header: (line: Int, fields: [String]), _ rows: ArraySlice<(line: Int, fields: [String])>, file: String,
  remedyForLostCharacters remedy: String
) throws(Diagnostics) -> MemberList {
  guard rows.count <= mostMembers else {
    throw Diagnostics([
      Diagnostic(
        at: Place(file: file), "the member list has \(rows.count) rows, more than \(mostMembers)",
        remedy: "split it into several lists, and import one after the other")
    ])
  }
  var reader = try MemberRows(
    header: header.fields, file: file, line: header.line, remedyForLostCharacters: remedy)
  for row in rows { reader.take(row.fields, line: row.line) }
  try reader.errors.throwIfErrors()
  return MemberList(reader.members, ignoredColumns: reader.ignoredColumns)
}

/// The rows of a list below its header.
private struct MemberRows {
  var errors = Diagnostics()
  var members: [Member] = []
  private let file: String
  private let names: [String]
  private let columns: [MemberColumn?]
  private let remedyForLostCharacters: String
  private var lineOfAddress: [String: Int] = [:]
  /// Columns without a name that contain values.
  private var filledNameless: Set<Int> = []
  /// Whether the column `name` differs from the combination of first and last name, which takes precedence.
  private var hasOtherName = false

  init(header: [String], file: String, line: Int, remedyForLostCharacters: String) throws(Diagnostics) {
    self.file = file
    self.remedyForLostCharacters = remedyForLostCharacters
    names = header.map(trimmedText)
    columns = names.map { memberColumn(named: $0) }
    var faults = Diagnostics()
    func fault(_ message: String, _ remedy: String) {
      faults.add(Diagnostic(at: Place(file: file, line: line), message, remedy: remedy))
    }
    for meaning in MemberColumn.allCases {
      let same = zip(columns, names).filter { $0.0 == meaning }.map { "\"\($0.1)\"" }
      if same.count > 1 { fault("the columns \(same.joined(separator: " and ")) mean the same", "keep one of them") }
    }
    if let lost = names.first(where: isLossy) {
      fault("the column \"\(visible(lost, limit: 60))\" has a character that was lost", remedyForLostCharacters)
      try faults.throwIfErrors()
    }
    let named = names.filter { !$0.isEmpty }.prefix(12).map { "\"\($0)\"" }.joined(separator: ", ")
    let missing = [
      (columns.contains(.email), "\"email\""), (columns.contains(.membership), "\"membershiptype\""),
      (columns.contains(.name) || columns.contains(.firstName) || columns.contains(.lastName), "\"name\""),
    ].filter { !$0.0 }.map { $0.1 }
    // One error for one cause: a list without any of these columns is usually not a member list.
    if !missing.isEmpty {
      fault(
        "no column \(missing.joined(separator: ", ")); the first line names \(named)",
        "the first line needs email, membershiptype and name (or first_name and last_name)")
    }
    try faults.throwIfErrors()
  }

  var ignoredColumns: [String] {
    columns.indices.filter { columns[$0] == nil || (columns[$0] == .name && hasOtherName) }.compactMap { index in
      if !names[index].isEmpty { return names[index] }
      return filledNameless.contains(index) ? "column \(index + 1)" : nil
    }
  }

  mutating func take(_ fields: [String], line: Int) {
    if fields.allSatisfy(isBlank) {
      let signs = fields.flatMap { $0.unicodeScalars.filter { !$0.properties.isWhitespace } }
      let name = signs.first.map { ": " + characterName($0) } ?? ""
      fault(line, "the row holds nothing but characters that cannot be seen\(name)", "remove the row")
      return
    }
    // Spreadsheets write as many separators in each row as the widest row needs.
    var fields = fields
    while fields.count > names.count, isBlank(fields[fields.count - 1]) { fields.removeLast() }
    // Excel omits trailing separators after the last value of a row.
    while fields.count < names.count { fields.append("") }
    guard fields.count == names.count else {
      fault(
        line, "\(fields.count) values where the first line names \(names.count)",
        "put quotes around a value that holds a separator")
      return
    }
    for (index, field) in fields.enumerated() where names[index].isEmpty && !isBlank(field) {
      filledNameless.insert(index)
    }
    if let lost = fields.indices.first(where: { columns[$0] != nil && isLossy(fields[$0]) }) {
      fault(
        line, "\(names[lost]) \"\(visible(fields[lost], limit: 60))\" has a character that was lost",
        remedyForLostCharacters)
      return
    }
    func value(_ column: MemberColumn) -> String? {
      guard let index = columns.firstIndex(of: column), !isBlank(fields[index]) else { return nil }
      return trimmedText(fields[index])
    }
    var address = ""
    do throws(AddressFault) { address = try mailAddress(value(.email) ?? "").lowercased() } catch {
      fault(line, "the e-mail address \(error.message)", error.remedy)
    }
    if isErasedAddress(address) {
      fault(line, "\(address) stands for somebody who was erased", "remove the row")
    }
    let name = fullName(value(.name), first: value(.firstName), last: value(.lastName))
    if name.isEmpty { fault(line, "the name is empty", "give a name") }
    if name.unicodeScalars.count > 200 { fault(line, "the name has more than 200 characters", "shorten it") }
    if name.unicodeScalars.contains(where: isControl) {
      fault(line, "the name holds a line break or a control character", "remove it")
    }
    let membership = value(.membership) ?? ""
    if membership.unicodeScalars.count > 200 {
      fault(line, "the membership has more than 200 characters", "shorten it")
    }
    if let control = membership.unicodeScalars.first(where: isTextControl) {
      fault(line, "the membership holds the control character \(characterName(control))", "remove it")
    }
    if !address.isEmpty, let earlier = lineOfAddress.updateValue(line, forKey: address) {
      fault(line, "the same address as on line \(earlier)", "keep one of them")
    }
    var member = Member(email: address, name: name, membershipType: membership, zone: value(.zone), line: line)
    if let language = value(.language) { member.language = languageCode(of: language) ?? language }
    for column in MemberColumn.profile {
      guard let text = value(column) else { continue }
      do throws(ValueFault) { try member.profile.take(text, of: column) } catch {
        fault(line, error.message, error.remedy)
      }
    }
    if member.profile.rateInHundredths != nil, member.profile.currency == nil {
      fault(line, "a rate without a currency", "write 40 EUR, or add a column currency")
    }
    members.append(member)
  }

  /// The full name. If the list has both a first and a last name, they form the name even beside a column `name`, which
  /// often contains the company. If the list has only one of the two columns, `name` is the other one unless it
  /// contains both. The French `Nom` alone is the whole name.
  private mutating func fullName(_ name: String?, first: String?, last: String?) -> String {
    if columns.contains(.firstName), columns.contains(.lastName), first != nil || last != nil {
      let full = [first, last].compactMap { $0 }.joined(separator: " ")
      if let name, searchKey(name) != searchKey(full) { hasOtherName = true }
      return full
    }
    guard let name else { return first ?? last ?? "" }
    if let first, !searchKey(name).contains(searchKey(first)) { return first + " " + name }
    if let last, !searchKey(name).contains(searchKey(last)) { return name + " " + last }
    return name
  }

  private mutating func fault(_ line: Int, _ message: String, _ remedy: String) {
    errors.add(Diagnostic(at: Place(file: file, line: line), message, remedy: remedy))
  }
}

/// Whether the text contains U+FFFD, which replaces a character that could not be decoded here or by an earlier
/// program.
private func isLossy(_ text: String) -> Bool { text.unicodeScalars.contains("\u{FFFD}") }
