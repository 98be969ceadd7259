import Bytes
import Diagnostics

/// One row of a member list.
public struct Member: Hashable, Sendable {
  public var email: String
  public var name: String
  public var membershipType: String
  /// IANA name; nil when the list has no such column or it is empty.
  public var zone: String?
  /// BCP 47; nil when the list has no such column or it is empty.
  public var language: String?
  /// Line of the file the row starts on, from 1.
  public var line: Int

  public init(email: String, name: String, membershipType: String, zone: String?, language: String? = nil, line: Int) {
    self.email = email
    self.name = name
    self.membershipType = membershipType
    self.zone = zone
    self.language = language
    self.line = line
  }
}

/// Reads a member list as comma-separated values (RFC 4180: quotes, doubled quotes, line breaks inside quotes; LF is
/// taken too; a byte order mark is skipped). The first line names the columns, in any order and case:
/// `email`, `name` (or `first_name` and `last_name`), `membershiptype`, and optionally `zone` and `language`. Others are left aside.
///
/// Every faulty row is an error of its own; nothing is returned when there is one.
public func readMemberList(_ bytes: UnsafeRawBufferPointer, file: String) throws(Diagnostics) -> [Member] {
  var errors = Diagnostics()
  let rows: [(line: Int, fields: [String])]
  do { rows = try commaSeparatedRows(bytes, file: file) } catch { throw Diagnostics([error]) }
  guard let header = rows.first else {
    throw Diagnostics([
      Diagnostic(at: Place(file: file, line: 1), "the member list is empty", remedy: "its first line names the columns")
    ])
  }
  // What spreadsheets write where the comma parts whole numbers from their rest.
  if header.fields.count == 1, let sign = [";", "\t"].first(where: header.fields[0].contains) {
    throw Diagnostics([
      Diagnostic(
        at: Place(file: file, line: header.line),
        "the columns are parted by \(sign == ";" ? "semicolons" : "tabulators"), not by commas",
        remedy: "save the list as CSV with commas (UTF-8)")
    ])
  }
  let names = header.fields.map { column(named: $0) }
  func index(_ wanted: String) -> Int? { names.firstIndex(of: wanted) }
  let email = index("email")
  let type = index("membershiptype")
  let name = index("name")
  let first = index("firstname")
  let last = index("lastname")
  for meaning in ["email", "membershiptype", "name", "firstname", "lastname", "zone", "language"] {
    let same = zip(names, header.fields).filter { $0.0 == meaning }.map { "\"\(trimmed($0.1))\"" }
    if same.count > 1 {
      errors.add(
        Diagnostic(
          at: Place(file: file, line: header.line), "the columns \(same.joined(separator: " and ")) mean the same",
          remedy: "keep one of them"))
    }
  }
  for (position, missing) in [(email, "email"), (type, "membershiptype"), (name ?? first, "name")] where position == nil
  {
    errors.add(
      Diagnostic(
        at: Place(file: file, line: header.line), "no column \"\(missing)\"",
        remedy: "the first line needs email, membershiptype and name (or first_name and last_name)"))
  }
  try errors.throwIfErrors()
  var members: [Member] = []
  var lineOfAddress: [String: Int] = [:]
  for row in rows.dropFirst() where row.fields != [""] {
    guard row.fields.count == names.count else {
      errors.add(
        Diagnostic(
          at: Place(file: file, line: row.line), "\(row.fields.count) values where the first line names \(names.count)",
          remedy: "put quotes around a value that holds a comma"))
      continue
    }
    func value(_ index: Int?) -> String { index.map { trimmed(row.fields[$0]) } ?? "" }
    let address = value(email).lowercased()
    let fullName = name != nil ? value(name) : trimmed(value(first) + " " + value(last))
    if !looksLikeAddress(address) {
      errors.add(
        Diagnostic(
          at: Place(file: file, line: row.line), "no e-mail address in column email", remedy: "write it as name@host"))
    }
    if fullName.isEmpty {
      errors.add(Diagnostic(at: Place(file: file, line: row.line), "the name is empty", remedy: "give a name"))
    }
    if fullName.unicodeScalars.count > 200 {
      errors.add(
        Diagnostic(
          at: Place(file: file, line: row.line), "the name has more than 200 characters", remedy: "shorten it"))
    }
    if fullName.unicodeScalars.contains(where: isControl) {
      errors.add(
        Diagnostic(
          at: Place(file: file, line: row.line), "the name holds a line break or another sign that cannot be seen",
          remedy: "take it out"))
    }
    if let earlier = lineOfAddress[address] {
      errors.add(
        Diagnostic(
          at: Place(file: file, line: row.line), "the same address stands on line \(earlier)",
          remedy: "keep one of them"))
    }
    lineOfAddress[address] = row.line
    let zone = value(index("zone"))
    let language = value(index("language"))
    members.append(
      Member(
        email: address, name: fullName, membershipType: value(type), zone: zone.isEmpty ? nil : zone,
        language: language.isEmpty ? nil : language, line: row.line))
  }
  try errors.throwIfErrors()
  return members
}

/// `First Name`, `first_name` and `FIRSTNAME` are one column.
private func column(named text: String) -> String {
  String(decoding: text.lowercased().utf8.filter { (97...122).contains($0) }, as: UTF8.self)
}

private func trimmed(_ text: String) -> String {
  let isSpace: (UInt8) -> Bool = { $0 == 32 || $0 == 9 }
  let kept = text.utf8.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
  return String(decoding: Array(kept), as: UTF8.self)
}

/// The shape of an addr-spec in ASCII: one `@`, no spaces or controls, a dot-separated host.
private func looksLikeAddress(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  guard bytes.count <= 254, bytes.allSatisfy({ $0 > 32 && $0 < 127 && $0 != 44 && $0 != 59 && $0 != 60 && $0 != 62 })
  else {
    return false
  }
  let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
  guard parts.count == 2, !parts[0].isEmpty, parts[0].count <= 64 else { return false }
  let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
}
