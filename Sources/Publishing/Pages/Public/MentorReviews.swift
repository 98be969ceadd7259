import Bytes
import CivilTime
import Markup
import Mentoring

extension Site {
  /// The newest twenty public reviews that students wrote about a mentor.
  func publicReviews(of mentor: PublicMentor, on context: borrowing RenderContext) throws -> [PublicReview] {
    guard mentor.ratingCount > 0 else { return [] }
    return worded(
      try context.source.reviews(ofMentor: mentor.id, limit: 20, arena: context.arena), arena: context.arena)
  }

  func addReviews(
    of mentor: PublicMentor, _ row: Row<MentorPageFields>, _ fields: MentorPageFields, on context: inout RenderContext
  ) throws {
    let review = ReviewFields.scope.fields
    let reviews = try publicReviews(of: mentor, on: context)
    context.data.set(row, fields.hasReviews, !reviews.isEmpty)
    for one in reviews {
      let item = context.data.add(row, fields.reviews)
      if let stars = one.stars {
        context.set(item, review.halfStars, stars * 2)
        context.data.set(item, review.starsText, strings.counted("stars_of_five", stars))
      }
      if one.author.isEmpty {
        context.data.set(item, review.author, strings.sentence("a_student"))
      } else {
        context.data.set(item, review.author, one.author)
      }
      let date = zone.local(at: one.created).date
      context.data.set(item, review.date) { $0.append(date: date) }
      context.data.set(item, review.dateText) { self.strings.append(date: date, into: &$0) }
      context.data.set(item, review.text, one.text)
      context.data.set(item, review.reply, one.reply)
    }
  }
}
