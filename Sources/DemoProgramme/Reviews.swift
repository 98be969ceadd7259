import CivilTime

/// Reviews of about half of the completed sessions, in order of creation.
func demoReviews(of bookings: [DemoBooking], seed: UInt64, now: Instant) -> [DemoReview] {
  var reviews: [DemoReview] = []
  for booking in bookings where booking.session == .completed {
    var random = SplitMix64(seed: seed, stream: 4, index: booking.id)
    let created = min(now, booking.interval.end.adding(minutes: 30 + random.below(3_000)))
    if random.chance(oneIn: 2) {
      let stars = [5, 5, 5, 4, 4, 4, 3, 2, 1][random.below(9)]
      reviews.append(
        DemoReview(
          session: booking.id, author: booking.student, direction: .studentToMentor,
          stars: random.chance(oneIn: 12) ? nil : stars,
          text: random.pick(stars > 2 ? Writing.praise : Writing.critique) ?? "",
          showsName: random.chance(oneIn: 2), reply: random.chance(oneIn: 3) ? random.pick(Writing.replies) : nil,
          created: created))
    }
    if random.chance(oneIn: 5) {
      reviews.append(
        DemoReview(
          session: booking.id, author: booking.mentor, direction: .mentorToStudent, stars: 3 + random.below(3),
          text: random.pick(Writing.aboutStudents) ?? "", showsName: false, reply: nil,
          created: created))
    }
  }
  return reviews.sorted { ($0.created, $0.session, $0.author) < ($1.created, $1.session, $1.author) }
}
