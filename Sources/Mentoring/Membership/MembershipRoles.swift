/// The roles that a member list's `membershiptype` gives.
public struct MembershipRoles: Hashable, Sendable {
  public var isMentor: Bool
  public var isStudent: Bool
  /// Why, in words, for `person import --explain`.
  public var reason: String
}

/// What somebody becomes whose membership names neither role (settings: policy.default_role).
public enum DefaultRole: String, Sendable, CaseIterable {
  case student, none
}

/// Reads roles from a membership type: case folded, split at everything that is no letter; a word that starts with
/// `mentor`, other than mentorship and mentoring, makes a mentor; a word that starts with `mentee`, or is student or
/// students, makes a student; both are possible.
///
/// - Parameter type: as the member list has it, for example `Gold Mentor / Student`.
public func membershipRoles(of type: String, default defaultRole: DefaultRole) -> MembershipRoles {
  var mentorWord: String?
  var studentWord: String?
  for word in words(of: type) {
    if word.utf8.starts(with: "mentor".utf8), word != "mentorship", word != "mentoring" {
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
      isMentor: false, isStudent: isStudent,
      reason: "neither role is named" + (isStudent ? "; the programme's default is student" : "; no role is given"))
  }
  return MembershipRoles(
    isMentor: mentorWord != nil, isStudent: studentWord != nil,
    reason: found.compactMap { $0 }.joined(separator: ", "))
}

/// Maximal runs of letters, in lower case.
private func words(of text: String) -> [String] {
  var words: [String] = []
  var word = String.UnicodeScalarView()
  for scalar in text.lowercased().unicodeScalars {
    if scalar.properties.isAlphabetic {
      word.append(scalar)
    } else if !word.isEmpty {
      words.append(String(word))
      word = String.UnicodeScalarView()
    }
  }
  if !word.isEmpty { words.append(String(word)) }
  return words
}
