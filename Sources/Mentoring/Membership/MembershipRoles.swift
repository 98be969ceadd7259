/// The roles of a person in the programme.
public struct Roles: Hashable, Sendable {
  public var isMentor: Bool
  public var isStudent: Bool
  public var isOrganiser: Bool

  public init(isMentor: Bool = false, isStudent: Bool = false, isOrganiser: Bool = false) {
    self.isMentor = isMentor
    self.isStudent = isStudent
    self.isOrganiser = isOrganiser
  }

  /// The roles as text: `mentor and student`; `no role`.
  public var words: String {
    let all = [isMentor ? "mentor" : nil, isStudent ? "student" : nil, isOrganiser ? "organiser" : nil]
      .compactMap { $0 }
    guard all.count > 1, let last = all.last else { return all.first ?? "no role" }
    return all.dropLast().joined(separator: ", ") + " and " + last
  }
}

/// The roles derived from the `membershiptype` column of a member list.
public struct MembershipRoles: Hashable, Sendable {
  public var isMentor: Bool
  public var isStudent: Bool
  /// Whether the membership type names the roles; otherwise they are the programme's default.
  public var isNamed: Bool
  /// The explanation for `person import --explain`.
  public var reason: String
}

/// The role of a member whose membership type names no role (settings: policy.default_role).
public enum DefaultRole: String, Sendable, CaseIterable {
  case student, none
}

/// Derives roles from a membership type. The text is case-folded and split at every non-letter. A word that starts with
/// `mentor`, except mentorship and mentoring, makes the person a mentor. A word that starts with `mentee`, or is
/// student or students, makes the person a student. So do words for a mentee in other languages that start with
/// `mentor`. Both roles are possible.
///
/// - Parameter type: the value in the member list, for example `Gold Mentor / Student`.
public func membershipRoles(of type: String, default defaultRole: DefaultRole) -> MembershipRoles {
  var mentorWord: String?
  var studentWord: String?
  for word in words(of: type) {
    if isMentee(word) {
      studentWord = studentWord ?? word
    } else if word.utf8.starts(with: "mentor".utf8), word != "mentorship", word != "mentoring" {
      mentorWord = mentorWord ?? word
    }
    if word.utf8.starts(with: "mentee".utf8) || word == "student" || word == "students" {
      studentWord = studentWord ?? word
    }
  }
  let found = [mentorWord.map { "\"\($0)\" makes a mentor" }, studentWord.map { "\"\($0)\" makes a student" }]
  if mentorWord == nil && studentWord == nil {
    let isStudent = defaultRole == .student
    return MembershipRoles(
      isMentor: false, isStudent: isStudent, isNamed: false,
      reason: "neither role is named" + (isStudent ? "; the programme's default is student" : "; no role is given"))
  }
  return MembershipRoles(
    isMentor: mentorWord != nil, isStudent: studentWord != nil, isNamed: true,
    reason: found.compactMap { $0 }.joined(separator: ", "))
}

/// The roles of a person whose membership type changes from `previous` to `type`. Only roles that the change of the
/// text adds or removes are changed. Roles that a command added or removed remain.
///
/// - Parameter previous: nil if no list or command has set a type before; then roles are only added, and the default
///   role only if the person has none.
public func roles(
  after type: String, previous: String?, now: Roles, default defaultRole: DefaultRole
) -> Roles {
  let wanted = membershipRoles(of: type, default: defaultRole)
  var roles = now
  guard let previous else {
    if wanted.isNamed || now == Roles() {
      roles.isMentor = now.isMentor || wanted.isMentor
      roles.isStudent = now.isStudent || wanted.isStudent
    }
    return roles
  }
  let before = membershipRoles(of: previous, default: defaultRole)
  if before.isMentor != wanted.isMentor { roles.isMentor = wanted.isMentor }
  if before.isStudent != wanted.isStudent { roles.isStudent = wanted.isStudent }
  return roles
}

/// Whether a word for a mentee begins with `mentor`: French `mentoré(e)(s)`, German `mentorand(in)` and
/// `mentorierte(r)`, Spanish and Portuguese `mentorado` and `mentorizado`, and `mentoree`.
private func isMentee(_ word: String) -> Bool {
  // Strings are compared by canonical equivalence, so an accent may also be a separate combining character.
  if ["mentoré", "mentorée", "mentorés", "mentorées"].contains(word) { return true }
  return ["mentoree", "mentorand", "mentoriert", "mentorado", "mentorada", "mentorizad"].contains {
    word.utf8.starts(with: $0.utf8)
  }
}

/// The maximal sequences of letters and combining accents, in lower case.
private func words(of text: String) -> [String] {
  var words: [String] = []
  var word = String.UnicodeScalarView()
  for scalar in text.lowercased().unicodeScalars {
    if scalar.properties.isAlphabetic || (!word.isEmpty && isMark(scalar)) {
      word.append(scalar)
    } else if !word.isEmpty {
      words.append(String(word))
      word = String.UnicodeScalarView()
    }
  }
  if !word.isEmpty { words.append(String(word)) }
  return words
}
