import Bytes
import Mentoring

/// Replaces the marks of erased people in the record by words in the pages' language. A title that somebody else wrote
/// is not changed: only rows of erased people are checked.
extension Site {
  /// Whether both people of a session or request are in the programme. Erased people have no pages.
  func hasBothPeople(_ entry: AgendaEntry) -> Bool {
    programme.person(entry.mentor) != nil && programme.person(entry.student) != nil
  }

  /// An agenda with the names and texts of erased people replaced by words.
  func worded(_ agenda: [AgendaEntry], arena: TextArena) -> [AgendaEntry] {
    guard agenda.contains(where: { $0.title.isMark(ErasedMark.text) || $0.otherName.isMark(ErasedMark.name) }) else {
      return agenda
    }
    let erased = arena.copy(strings.sentence("erased"))
    let name = arena.copy(strings.sentence("former_member"))
    let left = arena.copy(strings.sentence("left_programme"))
    return agenda.map { entry in
      if hasBothPeople(entry) { return entry }
      var entry = entry
      if entry.otherName.isMark(ErasedMark.name) { entry.otherName = name }
      if entry.title.isMark(ErasedMark.text) { entry.title = erased }
      if entry.address.isMark(ErasedMark.text) { entry.address = erased }
      // The reason for cancelling or declining is no longer known.
      if entry.reason.isMark(ErasedMark.text) { entry.reason = .empty }
      if entry.reason.isMark(ErasedMark.reason) { entry.reason = left }
      return entry
    }
  }

  /// Reviews with erased texts replaced by words.
  func worded(_ reviews: [SessionReview], arena: TextArena) -> [SessionReview] {
    reviews.map { review in
      var review = review
      review.text = worded(review.text, arena: arena)
      return review
    }
  }

  func worded(_ reviews: [PublicReview], arena: TextArena) -> [PublicReview] {
    reviews.map { review in
      var review = review
      review.text = worded(review.text, arena: arena)
      return review
    }
  }

  private func worded(_ text: Utf8, arena: TextArena) -> Utf8 {
    text.isMark(ErasedMark.text) ? arena.copy(strings.sentence("erased")) : text
  }
}

extension Utf8 {
  fileprivate func isMark(_ mark: String) -> Bool { count == mark.utf8.count && bytes.elementsEqual(mark.utf8) }
}
