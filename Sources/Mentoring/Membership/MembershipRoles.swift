/// The roles that a person has in the programme.
public struct Roles: Hashable, Sendable {
  public var isMentor: Bool
  public var isStudent: Bool
  public var isOrganiser: Bool

  public init(isMentor: Bool = false, isStudent: Bool = false, isOrganiser: Bool = false) {
    self.isMentor = isMentor
    self.isStudent = isStudent
    self.isOrganiser = isOrganiser
  }

  /// `mentor and student`; `no role`.
  public var words: String {
    let all = [isMentor ? "mentor" : nil, isStudent ? "student" : nil, isOrganiser ? "organiser" : nil]
      .compactMap { $0 }
    guard all.count > 1, let last = all.last else { return all.first ?? "no role" }
    return all.dropLast().joined(separator: ", ") + " and " + last
  }
}

/// The roles that a member list's `membershiptype` gives.
public struct MembershipRoles: Hashable, Sendable {
  public var isMentor: Bool
  public var isStudent: Bool
  /// Whether the membership says so itself; otherwise the programme's default decided.
  public var isNamed: Bool
  /// Why, in words, for `person import --explain`.
  public var reason: String
}

/// What somebody becomes whose membership names neither role (settings: policy.default_role).
public enum DefaultRole: String, Sendable, CaseIterable {
  case student, none
}

/// Reads roles from a membership type: case folded, split at everything that is not a letter. A word that starts with
/// `mentor`, other than mentorship and mentoring, makes a mentor. A word that starts with `mentee`, or is student or
/// students, makes a student; so do the words of other languages for a mentee that begin like a mentor's. Both are possible.
///
/// - Parameter type: as the member list has it, for example `Gold Mentor / Student`.
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

/// The roles of somebody whose membership was `previous` and is `type` now: what the change of words gives and takes.
/// Roles that a command gave or took stay as they are.
///
/// - Parameter previous: nil when no list or command has told one: then roles are only given, and the default role only
///   to somebody who has none.
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

/// `mentoré(e)(s)` in French, `mentorand(in)` and `mentorierte(r)` in German, `mentorado` and `mentorizado` in Spanish and
/// Portuguese, and `mentoree`.
private func isMentee(_ word: String) -> Bool {
  // Strings are compared by canonical equivalence: an accent may be a character of its own.
  if ["mentoré", "mentorée", "mentorés", "mentorées"].contains(word) { return true }
  return ["mentoree", "mentorand", "mentoriert", "mentorado", "mentorada", "mentorizad"].contains {
    word.utf8.starts(with: $0.utf8)
  }
}

/// Maximal runs of letters and their accents, in lower case.
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
