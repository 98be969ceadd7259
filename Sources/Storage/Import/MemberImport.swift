import Bytes
import CivilTime
import Diagnostics
import Mentoring

/// The changes that importing one member made or would make.
public struct ImportedMember: Hashable, Sendable {
  public enum Change: String, Sendable { case added, changed, unchanged }

  /// A value before and after; for ``kept`` the record's and the list's.
  public struct Field: Hashable, Sendable {
    public var name: String
    public var old: String
    public var new: String
  }

  public var email: String
  public var name: String
  public var line: Int
  public var change: Change
  /// The roles that the membership grants.
  public var membership: MembershipRoles
  /// The person's roles after the import.
  public var roles: Roles
  public var fields: [Field] = []
  /// Values that both a command and the list have changed since the last import: the record keeps its value.
  public var kept: [Field] = []
  /// Further consequences besides the roles, each as a phrase.
  public var consequences: [String] = []
}

/// Values and rules for an import where the list says nothing.
public struct MemberImportPolicy: Sendable {
  public var defaultRole: DefaultRole
  /// The zone of members without their own.
  public var zone: String
  /// The BCP 47 language of new members without their own. With a German language, short names write ü as ue.
  public var language: String
  /// Whether a new mentor waits for `mentor approve`.
  public var mentorsNeedApproval: Bool
  /// Whether site.yaml lists the topics. If so, a list adds none.
  public var listsTopics = false
  /// Whether a new person may have the name and zone of an existing person whose address is not in the list.
  public var takesNamesakes = false
  /// The number of digits that a currency has after the point.
  public var minorDigits: @Sendable (String) -> Int = { _ in 2 }

  public init(
    defaultRole: DefaultRole = .student, zone: String = "UTC", language: String = "en", mentorsNeedApproval: Bool = true
  ) {
    self.defaultRole = defaultRole
    self.zone = zone
    self.language = language
    self.mentorsNeedApproval = mentorsNeedApproval
  }
}

/// Imports a member list into the record, inside the caller's verb. Importing the same list again changes nothing.
///
/// People are identified by e-mail address. The list sets name, membership, zone, language and profile where it has
/// changed since its last import. Values that a command or a person changed since then stay. Nobody is removed.
///
/// - Parameter file: the file name for errors.
/// - Throws: `Diagnostics` with every row that cannot be imported.
public func importMembers(
  _ members: [Member], with writer: RecordWriter, reader: SituationReader, policy: MemberImportPolicy, file: String
) throws -> (members: [ImportedMember], notices: [Notice]) {
  if !policy.takesNamesakes { try refuseNamesakes(of: members, in: writer.connection, policy: policy, file: file) }
  var importer = MemberImporter(writer: writer, reader: reader, policy: policy)
  var imported: [ImportedMember] = []
  var faults = Diagnostics()
  for member in members {
    do { imported.append(try importer.take(member)) } catch var fault as Diagnostic where fault.place == nil {
      fault.place = Place(file: file, line: member.line)
      faults.add(fault)
    }
  }
  try faults.throwIfErrors()
  return (imported, importer.notices)
}

/// Refuses new addresses with the name and zone of a person whose own address is no longer in the list. It is most
/// likely that person's new address, and a second person would split their sessions.
private func refuseNamesakes(
  of members: [Member], in connection: Database, policy: MemberImportPolicy, file: String
) throws {
  let listed = Set(members.map { $0.email.lowercased() })
  let rows = try Statement(
    "SELECT email, name, zone FROM person WHERE state = 'active' ORDER BY id", on: connection)
  var known: Set<String> = []
  // By name: one person, and one for each time zone.
  var unlisted: [String: (first: String, byZone: [String: String])] = [:]
  while try rows.step() {
    let email = rows.text(0).string
    known.insert(email.lowercased())
    guard !listed.contains(email.lowercased()) else { continue }
    let zone = rows.text(2).string
    var namesakes = unlisted[searchKey(rows.text(1).string)] ?? (email, [:])
    if namesakes.byZone[zone] == nil { namesakes.byZone[zone] = email }
    unlisted[searchKey(rows.text(1).string)] = namesakes
  }
  var faults = Diagnostics()
  for member in members where !known.contains(member.email.lowercased()) {
    guard let namesakes = unlisted[searchKey(member.name)],
      let same = member.zone == nil ? namesakes.first : namesakes.byZone[member.zone ?? ""]
    else { continue }
    faults.add(
      Diagnostic(
        at: Place(file: file, line: member.line),
        "\(member.email) is new, but \(same), who is not in the list, has the same name and time zone",
        remedy: "if the address has changed: almanac person set \(same) --email \(member.email); "
          + "if they are two people, import with --namesakes"))
  }
  try faults.throwIfErrors()
}

/// Reads members from the table `members` of another SQLite file, with the same column names as a list.
///
/// - Parameter file: the file name for errors; a row's number is given as its line.
/// - Throws: `Diagnostics` that name the file when it has no such table or columns.
public func readMemberDatabase(at path: String) throws -> MemberList {
  let connection = try Database(path: path, purpose: .readOnly)
  let columns = try connection.texts("SELECT name FROM pragma_table_info('members') ORDER BY cid")
  guard !columns.isEmpty else {
    throw Diagnostic(
      at: Place(file: path), "no table or view members",
      remedy: "give it a table or view members (email, name, membershiptype)")
  }
  let statement = try Statement("SELECT * FROM members LIMIT \(mostMembers + 1)", on: connection)
  var rows: [[String]] = []
  while try statement.step() {
    rows.append(columns.indices.map { statement.isNull(Int32($0)) ? "" : statement.text(Int32($0)).string })
  }
  return try memberList(header: columns, rows: rows, file: path)
}
