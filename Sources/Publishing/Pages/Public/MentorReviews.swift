import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// The newest twenty that students wrote of her, for whoever looks.
  func publicReviews(of mentor: PublicMentor, on desk: borrowing Desk) throws -> [PublicReview] {
    guard mentor.ratingCount > 0 else { return [] }
    return worded(try desk.source.reviews(ofMentor: mentor.id, limit: 20, arena: desk.arena), arena: desk.arena)
  }

  func addReviews(
    of mentor: PublicMentor, _ row: Row<MentorPageFields>, _ fields: MentorPageFields, on desk: inout Desk
  ) throws {
    let review = ReviewFields.scope.fields
    let reviews = try publicReviews(of: mentor, on: desk)
    desk.data.set(row, fields.hasReviews, !reviews.isEmpty)
    for one in reviews {
      let item = desk.data.add(row, fields.reviews)
      if let stars = one.stars {
        desk.set(item, review.halfStars, stars * 2)
        desk.data.set(item, review.starsText, strings.counted("stars_of_five", stars))
      }
      if one.author.isEmpty {
        desk.data.set(item, review.author, strings.sentence("a_student"))
      } else {
        desk.data.set(item, review.author, one.author)
      }
      let date = zone.local(at: one.created).date
      desk.data.set(item, review.date) { $0.append(date: date) }
      desk.data.set(item, review.dateText) { self.strings.append(date: date, into: &$0) }
      desk.data.set(item, review.text, one.text)
      desk.data.set(item, review.reply, one.reply)
    }
  }
}
