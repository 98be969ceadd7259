import Bytes
import Diagnostics
import Mentoring
import Publishing
import Storage

/// What `person import` prints.
struct ImportReport {
  var file: String
  var ignoredColumns: [String]
  var zoneReadings: [String]
  var members: [ImportedMember] = []
  var result = VerbResult(changed: [], notices: [])
  /// Lines of the list with facts about a mentor's profile.
  private var linesWithProfile: Set<Int> = []
  /// Hours that end on the next day, by line.
  private var nights: [Int: [WeeklyWindow]] = [:]

  init(file: String, ignoredColumns: [String], zoneReadings: [String]) {
    self.file = file
    self.ignoredColumns = ignoredColumns
    self.zoneReadings = zoneReadings
  }

  mutating func noteProfiles(of members: [Member]) {
    linesWithProfile = Set(members.lazy.filter { !$0.profile.isEmpty }.map(\.line))
    for member in members {
      let windows = member.profile.hours?.filter(\.isOvernight) ?? []
      if !windows.isEmpty { nights[member.line] = windows }
    }
  }

  func print(for context: VerbContext, isRehearsal: Bool) throws {
    let console = context.process.console
    if !context.invocation.has("quiet") {
      console.report(context.mentorFiles.notes.map { visible($0) + "\n" }.joined())
    }
    if context.invocation.has("json") {
      try context.tell(result) { appendMembers(into: &$0, isRehearsal: isRehearsal) }
      return
    }
    guard !context.invocation.has("quiet") else { return }
    console.report(remarks)
    var text = ""
    for member in members {
      if context.invocation.has("explain") { text += explanation(of: member) + "\n" }
      if let change = change(of: member, isRehearsal: isRehearsal) { text += change + "\n" }
      for field in member.kept {
        text +=
          visible(
            "\(member.email): kept \(field.name) \"\(field.old)\", which a command set; the list says \"\(field.new)\"")
          + "\n"
      }
    }
    func count(_ change: ImportedMember.Change) -> Int { members.filter { $0.change == change }.count }
    text += "\(members.count) \(members.count == 1 ? "member" : "members"): \(count(.added)) added, "
    text += "\(count(.changed)) changed, \(count(.unchanged)) unchanged"
    text += isRehearsal ? " (dry run: nothing is written)\n" : "\n"
    console.print(text)
    console.print(try context.noticeLines(result.notices))
  }

  /// The remarks on what was not imported, for standard error.
  private var remarks: String {
    var text = ""
    func list(_ names: [String]) -> String { names.map { "\"\(visible($0, limit: 60))\"" }.joined(separator: ", ") }
    if !ignoredColumns.isEmpty {
      text += "\(visible(file)): ignored \(ignoredColumns.count == 1 ? "column" : "columns"): \(list(ignoredColumns)); "
      text += "almanac help people lists the columns that are read\n"
    }
    if !zoneReadings.isEmpty {
      text += "\(visible(file)): time zones: \(visible(zoneReadings.joined(separator: ", ")))\n"
    }
    let left = members.filter { !$0.roles.isMentor && linesWithProfile.contains($0.line) }.count
    if left > 0 {
      text += "\(visible(file)): profile columns are read for mentors only: ignored for \(left) "
      text += left == 1 ? "member\n" : "members\n"
    }
    for member in members where member.roles.isMentor {
      guard let windows = nights[member.line] else { continue }
      text += visible("\(file):\(member.line): hours that end on the next day: \(member.email) ")
      text += windows.map(\.text).joined(separator: ", ") + "\n"
    }
    return text
  }

  private func explanation(of member: ImportedMember) -> String {
    let said = member.membership
    let differs = said.isMentor != member.roles.isMentor || said.isStudent != member.roles.isStudent
    return visible(
      "\(member.email): \(member.roles.words); \(said.reason)" + (differs ? "; a command has set other roles" : ""))
  }

  /// The line for a change; additions are listed by a dry run only.
  private func change(of member: ImportedMember, isRehearsal: Bool) -> String? {
    let more = member.consequences.isEmpty ? "" : "; " + member.consequences.joined(separator: "; ")
    switch member.change {
    case .unchanged: return nil
    case .added:
      return isRehearsal ? visible("\(member.email): added: \"\(member.name)\", \(member.roles.words)\(more)") : nil
    case .changed:
      let fields = member.fields.map { "\($0.name) \"\(cut($0.old))\" → \"\(cut($0.new))\"" }.joined(separator: ", ")
      return visible("\(member.email): changed: \(fields.isEmpty ? "" : fields)\(more)", limit: 2000)
    }
  }

  private func cut(_ text: String) -> String { visible(text, limit: 100) }

  private func appendMembers(into sink: inout ByteSink, isRehearsal: Bool) {
    sink.append(",\"dry_run\":\(isRehearsal),\"ignored_columns\":")
    sink.append(json: ignoredColumns)
    sink.append(",\"members\":[")
    for (index, member) in members.enumerated() {
      sink.append(index == 0 ? "\n{\"email\":" : ",\n{\"email\":")
      sink.append(json: member.email)
      sink.append(",\"line\":\(member.line),\"change\":")
      sink.append(json: member.change.rawValue)
      let roles = [
        member.roles.isMentor ? "mentor" : nil, member.roles.isStudent ? "student" : nil,
        member.roles.isOrganiser ? "organiser" : nil,
      ].compactMap { $0 }
      sink.append(",\"roles\":")
      sink.append(json: roles)
      sink.append(",\"reason\":")
      sink.append(json: member.membership.reason)
      for (name, fields) in [("fields", member.fields), ("kept", member.kept)] {
        sink.append(",\"\(name)\":[")
        for (place, field) in fields.enumerated() {
          sink.append(place == 0 ? "{\"name\":" : ",{\"name\":")
          sink.append(json: field.name)
          sink.append(",\"old\":")
          sink.append(json: field.old)
          sink.append(",\"new\":")
          sink.append(json: field.new)
          sink.append("}")
        }
        sink.append("]")
      }
      sink.append(",\"consequences\":")
      sink.append(json: member.consequences)
      sink.append("}")
    }
    sink.append("]")
  }
}
