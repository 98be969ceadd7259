import CivilTime
import Diagnostics
import Mentoring
import Storage

/// Books a series: the same wall time every week or month, each date by the same rules. Dates that are refused are told
/// and left out; the others are booked in one transaction.
///
/// - Parameter wish: its first session, asked for inside the transaction.
func bookSeries(
  every period: String, count text: String?, _ mentor: PersonID, _ student: PersonID, by speaker: Speaker,
  _ context: VerbContext, wish: () throws -> BookingWish
) throws -> Int32 {
  guard period == "week" || period == "month" else {
    throw Diagnostic("unknown --every \"\(period)\"", remedy: "write week or month")
  }
  guard let text, let count = Int(text), (2...104).contains(count) else {
    throw Diagnostic("a series needs --count", remedy: "write how many sessions, 2 to 104")
  }
  let zone = try context.zones.zone(
    named: try context.record.texts("SELECT zone FROM person WHERE id = \(mentor.number)").first ?? "UTC")
  var refused: [(start: Instant, refusal: Refusal)] = []
  let code = try context.run("session book", by: speaker) { reader, writer in
    let wish = try wish()
    let series = try writer.insert(
      "series",
      [
        ("mentor_id", .integer(mentor.number)), ("student_id", .integer(student.number)),
        ("frequency", .text(period == "week" ? "WEEKLY" : "MONTHLY")), ("count", .integer(count)),
        ("created_at", .integer(context.now.seconds)),
      ])
    var notices: [Notice] = []
    for start in seriesStarts(from: wish.start, every: period, count: count, in: zone) {
      var one = wish
      one.start = start
      do {
        var decision = try decideBooking(
          one, by: speaker.actor,
          try reader.wish(of: mentor, with: student, received: context.received, now: context.now),
          received: context.received, now: context.now)
        decision.changes = decision.changes.map { change in
          guard case .addRequest(var request) = change else { return change }
          request.series = series
          return .addRequest(request)
        }
        let booking = decision
        try writer.attempt {
          try writer.write(booking, rooms: context.rooms, zoneVersion: context.zones.version ?? "")
        }
        notices += decision.notices
      } catch let refusal as Refusal {
        refused.append((start, refusal))
      }
    }
    // A series of which nothing came is no series; the last refusal says why.
    if notices.isEmpty, let last = refused.last { throw last.refusal }
    return notices
  }
  for (start, refusal) in refused {
    context.surroundings.console.report(
      "left out \(start.rfc3339): \(visible(refusal.message)) (rule \(refusal.rule.rawValue))\n")
  }
  return code
}

/// The starts of a series: the same reading of the mentor's clock on each date. A month without the day is left out; in a
/// gap the clock's later reading counts, in a fold the first pass.
func seriesStarts(from first: Instant, every period: String, count: Int, in zone: Zone) -> [Instant] {
  let local = zone.local(at: first)
  let (year, month, day) = local.date.components
  return (0..<count).compactMap { step in
    var date = local.date.adding(days: 7 * step)
    if period == "month" {
      let months = year * 12 + month - 1 + step
      guard let same = CivilDate(year: months / 12, month: months % 12 + 1, day: day) else { return nil }
      date = same
    }
    let reading = LocalDateTime(date: date, secondOfDay: local.secondOfDay)
    if let instant = zone.instants(of: reading).first { return instant }
    return Instant(
      seconds: reading.secondsSinceEpoch - zone.offset(at: Instant(seconds: reading.secondsSinceEpoch - 86_400)))
  }
}
