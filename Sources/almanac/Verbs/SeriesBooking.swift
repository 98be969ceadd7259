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
  context.omissions.isExpected = true
  return try context.run("session book", by: speaker) { reader, writer in
    let wish = try wish()
    let series = try writer.insert(
      "series",
      [
        ("mentor_id", .integer(mentor.number)), ("student_id", .integer(student.number)),
        ("frequency", .text(period == "week" ? "WEEKLY" : "MONTHLY")), ("count", .integer(count)),
        ("created_at", .integer(context.now.seconds)),
      ])
    var notices: [Notice] = []
    for date in seriesStarts(from: wish.start, every: period, count: count, in: zone) {
      guard let start = date.start else {
        context.omissions.add(
          date.month, Refusal(.closedDate, "the month has no day \(zone.local(at: wish.start).date.components.day)"))
        continue
      }
      var one = wish
      one.start = start
      do {
        var decision = try decideBooking(
          one, by: speaker.actor,
          try reader.wish(
            of: mentor, with: student, series: series, received: context.received, now: context.now),
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
        context.omissions.add(start.rfc3339, refusal)
      }
    }
    // A series of which nothing came is no series; the first refusal says why.
    if notices.isEmpty, let first = context.omissions.all.first { throw first.refusal }
    return notices
  }
}

/// The starts of a series: the same reading of the mentor's clock on each date. A month without the day has no start; in a
/// gap the clock's later reading counts, in a fold the first pass.
func seriesStarts(
  from first: Instant, every period: String, count: Int, in zone: Zone
) -> [(month: String, start: Instant?)] {
  let local = zone.local(at: first)
  let (year, month, day) = local.date.components
  return (0..<count).map { step in
    var date = local.date.adding(days: 7 * step)
    if period == "month" {
      let months = year * 12 + month - 1 + step
      guard let same = CivilDate(year: months / 12, month: months % 12 + 1, day: day) else {
        let first = CivilDate(year: months / 12, month: months % 12 + 1, day: 1)
        return (String(first?.iso.prefix(7) ?? ""), nil)
      }
      date = same
    }
    let name = String(date.iso.prefix(7))
    let reading = LocalDateTime(date: date, secondOfDay: local.secondOfDay)
    if let instant = zone.instants(of: reading).first { return (name, instant) }
    let before = zone.offset(at: Instant(seconds: reading.secondsSinceEpoch - 86_400))
    return (name, Instant(seconds: reading.secondsSinceEpoch - before))
  }
}
