import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Storage

/// Books a series: the same wall time every week or month, each date by the same rules. Refused dates are reported and
/// skipped; the others are booked in one transaction.
///
/// - Parameter proposal: the first session, evaluated inside the transaction.
func bookSeries(
  every period: String, count text: String?, _ mentor: PersonID, _ student: PersonID, by principal: Principal,
  _ context: VerbContext, proposal: () throws -> BookingProposal
) throws -> Int32 {
  guard period == "week" || period == "month" else {
    throw Diagnostic("unknown --every \"\(period)\"", remedy: "write week or month")
  }
  guard let text, let count = Int(text), (2...104).contains(count) else {
    throw Diagnostic("a series needs --count", remedy: "write how many sessions, 2 to 104")
  }
  let zone = try context.zones.zone(
    named: try context.record.texts("SELECT zone FROM person WHERE id = \(mentor.number)").first ?? "UTC")
  context.skippedItems.isExpected = true
  return try context.run("session book", by: principal) { reader, writer in
    let proposal = try proposal()
    var series: Int?
    /// Created with its first booking: a series without bookings, or one booked before, is not created.
    func seriesID() throws -> Int {
      if let series { return series }
      let id = try writer.insert(
        "series",
        [
          ("mentor_id", .integer(mentor.number)), ("student_id", .integer(student.number)),
          ("frequency", .text(period == "week" ? "WEEKLY" : "MONTHLY")), ("count", .integer(count)),
          ("created_at", .integer(context.now.seconds)),
        ])
      series = id
      return id
    }
    var notices: [Notice] = []
    var isThere = false
    for date in seriesStarts(from: proposal.start, every: period, count: count, in: zone) {
      let start: Instant
      switch date.start {
      case .success(let instant): start = instant
      case .failure(let refusal):
        context.skippedItems.add(date.name, refusal)
        continue
      }
      var one = proposal
      one.start = start
      do {
        let situation = try reader.bookingContext(
          of: mentor, with: student, startingAt: start, series: series, received: context.received, now: context.now)
        let decision = try decideBooking(
          one, by: principal.actor, situation, received: context.received, now: context.now)
        if decision.isNothing {
          isThere = true
          continue
        }
        // An override is for one session that somebody has looked at, not for every date of a series.
        if let rule = decision.overrides.first {
          let words =
            SlotReason(rawValue: rule.rawValue)?.words ?? "sessions of \(one.duration) minutes are not offered"
          throw Refusal(
            rule, "\(start.rfc3339) is not open: \(words)",
            slots: nearestSlots(to: start, minutes: one.duration, situation, now: context.now))
        }
        try writer.attempt {
          let id = try seriesID()
          var booking = decision
          booking.changes = booking.changes.map { change in
            guard case .addRequest(var request) = change else { return change }
            request.series = id
            return .addRequest(request)
          }
          try writer.write(booking, rooms: context.rooms, zoneVersion: context.zones.version ?? "")
        }
        notices += decision.notices
      } catch let refusal as Refusal {
        if notices.isEmpty { series = nil }
        context.skippedItems.add(start.rfc3339, refusal)
      }
    }
    // Without any booking there is no series; the first refusal gives the reason.
    if notices.isEmpty, !isThere, let first = context.skippedItems.all.first { throw first.refusal }
    return notices
  }
}

/// One date of a series: its name, and its start or why it has none.
typealias SeriesDate = (name: String, start: Result<Instant, Refusal>)

/// The starts of a series: the same wall time on the mentor's clock on each date. A month without that day has no
/// start, and neither has a wall time that the clock skips or repeats. The first date is the requested instant.
func seriesStarts(from first: Instant, every period: String, count: Int, in zone: Zone) -> [SeriesDate] {
  let local = zone.local(at: first)
  let (year, month, day) = local.date.components
  return (0..<count).map { step in
    if step == 0 { return (first.rfc3339, .success(first)) }
    var date = local.date.adding(days: 7 * step)
    if period == "month" {
      let months = year * 12 + month - 1 + step
      guard let same = CivilDate(year: months / 12, month: months % 12 + 1, day: day) else {
        let name = CivilDate(year: months / 12, month: months % 12 + 1, day: 1)?.iso.prefix(7) ?? ""
        return (String(name), .failure(Refusal(.noSuchDate, "the month has no day \(day)")))
      }
      date = same
    }
    let reading = LocalDateTime(date: date, secondOfDay: local.secondOfDay)
    let instants = zone.instants(of: reading)
    if instants.count == 1, let instant = instants.first { return (instant.rfc3339, .success(instant)) }
    var time = ByteSink(capacity: 8)
    time.append(minuteOfDay: reading.minuteOfDay)
    let clock = "the clock in \(zone.name) reads \(time.string())"
    let message =
      instants.isEmpty
      ? "\(clock) at no moment of that day: it is set forward there"
      : "\(clock) twice that day: book it alone, at \(instants.map(\.rfc3339).joined(separator: " or "))"
    return (date.iso, .failure(Refusal(.clockChange, message)))
  }
}
