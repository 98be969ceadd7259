import BusyCalendars
import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage
import Synchronization

/// The calendars in a programme's folder: `busy/<mentor>/*.ics` keep a mentor busy, `content/holidays/*.ics` close dates for
/// all. Each file is read once, when it is first asked for; several workers may ask.
final class ProgrammeCalendars: ForeignCalendars {
  private let folder: ProgrammeFolder
  private let zones: ZoneDirectory
  private let surroundings: Surroundings
  private let unreadable: UnreadableBusy
  /// IANA name of the programme's zone.
  private let home: String
  /// Two years and more from the month before now's: wider than any horizon, and the same for a month, so that answers keep.
  private let window: Interval
  private let now: Instant
  private let cache: CalendarCache
  private let state = Mutex(State())

  private struct State {
    var times: [String: ForeignTimes] = [:]
    var holidays: [ProgrammeClosure]?
    var findings = Diagnostics()
    var hasTransient = false
  }

  /// - Parameter mayWrite: answers may be kept for the next time.
  init(
    _ folder: ProgrammeFolder, settings: Settings?, zones: ZoneDirectory, now: Instant, _ surroundings: Surroundings,
    mayWrite: Bool = true
  ) {
    self.folder = folder
    self.zones = zones
    self.surroundings = surroundings
    unreadable = settings?.busyUnreadable ?? .lastGood
    home = settings?.zone ?? "UTC"
    self.now = now
    let first = now.dateUTC.firstOfPreviousMonth
    window = Interval(start: first.startUTC, end: first.adding(days: 800).startUTC)
    cache = CalendarCache(folder: folder.file(".almanac/busy"), mayWrite: mayWrite)
  }

  /// What is wrong in the calendars read so far.
  var findings: Diagnostics { state.withLock { $0.findings } }

  /// Whether a file was not read for a reason that may be gone next time.
  var hasTransientFault: Bool { state.withLock { $0.hasTransient } }

  // MARK: Answers

  func times(ofMentor slug: String, zone: String, email: String) throws(Diagnostic) -> ForeignTimes {
    if let known = state.withLock({ $0.times[slug] }) { return known }
    var times = ForeignTimes()
    let request = ReaderRequest(window: window, home: zone, me: [email], zoneFolder: zones.path)
    for name in calendars(in: "busy/\(slug)") {
      guard let answer = try answer("busy/\(slug)/\(name)", keptAs: "\(slug)/\(name)", request) else {
        times.busy.append(window)
        continue
      }
      times.busy += answer.busy
      for (uid, busy) in answer.own { times.own[uid, default: []] += busy }
    }
    let merged = ForeignTimes(busy: IntervalSet(times.busy).intervals, own: times.own)
    state.withLock { $0.times[slug] = merged }
    return merged
  }

  func holidays() throws(Diagnostic) -> [ProgrammeClosure] {
    if let known = state.withLock({ $0.holidays }) { return known }
    var all: [ProgrammeClosure] = []
    let request = ReaderRequest(kind: .dates, window: window, home: home, zoneFolder: zones.path)
    for name in calendars(in: "content/holidays") {
      let path = "content/holidays/\(name)"
      guard let answer = try answer(path, keptAs: "holidays,/\(name)", request) else {
        // Every date closed would be a site without a slot; that is no answer to a damaged file.
        throw Diagnostic(
          at: Place(file: path), "the holidays cannot be read", remedy: "put the file right or take it away")
      }
      all += answer.holidays.map { holiday in
        // Nothing was written before the beginning of time, nor tomorrow.
        let changed = holiday.label.changed.map(Instant.init(seconds:)).flatMap {
          $0.seconds > 0 && $0 <= now ? $0 : nil
        }
        return ProgrammeClosure(
          dates: CivilDate(
            daysSinceEpoch: holiday.dates.lowerBound)...CivilDate(
              daysSinceEpoch: holiday.dates.upperBound),
          reason: holiday.label.name, changed: changed ?? Instant(seconds: 0))
      }
    }
    state.withLock { $0.holidays = all }
    return all
  }

  private func calendars(in path: String) -> [String] {
    names(in: folder.file(path), folders: false).filter { $0.lowercased().utf8.suffix(4).elementsEqual(".ics".utf8) }
  }

  /// - Returns: nil when everything counts as busy: the file is unreadable, and nothing better is known.
  private func answer(
    _ path: String, keptAs name: String, _ request: ReaderRequest
  ) throws(Diagnostic) -> ReaderAnswer? {
    var file: [UInt8]?
    var answer = ReaderAnswer()
    do throws(FileFault) {
      file = try readForeignFile(folder.file(path), limit: ReaderRequest.mostOctets)
    } catch {
      answer = ReaderAnswer(failure: error.message)
    }
    if let file { answer = try self.answer(file, keptAs: name, isCopy: false, request) }
    guard answer.isDamaged else {
      tell(answer.problems, in: path)
      return answer
    }
    switch unreadable {
    case .ignore:
      tell(answer.problems, in: path, "what could be read of it is taken (busy.unreadable is ignore)")
      return answer
    case .lastGood:
      if let good = cache.lastGood(name), good != file {
        let before = try self.answer(good, keptAs: name + ".before", isCopy: true, request)
        if !before.isDamaged {
          tell(answer.problems, in: path, "the calendar as it was when it could last be read is taken")
          return before
        }
      }
      tell(answer.problems, in: path, "all time is taken for busy until it can be read")
      return nil
    case .closed:
      tell(answer.problems, in: path, "all time is taken for busy until it can be read (busy.unreadable is closed)")
      return nil
    }
  }

  /// From what is kept, else read now.
  ///
  /// - Parameter isCopy: the file is the one that is kept as the last good one.
  private func answer(
    _ file: [UInt8], keptAs name: String, isCopy: Bool, _ request: ReaderRequest
  ) throws(Diagnostic) -> ReaderAnswer {
    var hash = InputHash()
    for text in request.arguments + [zones.version ?? ""] { hash.add(text) }
    hash.add(file)
    let key = hash.finish()
    if let kept = cache.answer(name, key) { return kept }
    let outcome = try CalendarReader(surroundings).read(file, request)
    if outcome.isTransient { state.withLock { $0.hasTransient = true } }
    if outcome.isFinal {
      cache.keep(name, key, outcome.answer)
      if !isCopy, !outcome.answer.isDamaged { cache.keepGood(name, file) }
    }
    return outcome.answer
  }

  /// - Parameter remedy: what was done about a damaged file; nil for one that was read.
  private func tell(_ problems: [CalendarProblem], in path: String, _ remedy: String? = nil) {
    state.withLock { state in
      for problem in problems {
        let place = Place(file: path, line: problem.line > 0 ? problem.line : nil)
        state.findings.add(Diagnostic(.warning, at: place, problem.message, remedy: remedy))
      }
    }
  }

  // MARK: The build's view

  /// The octets of each mentor's calendars as one hash, ascending by slug. Nothing is read through.
  func digests() -> [(slug: String, digest: String)] {
    names(in: folder.file("busy"), folders: true).compactMap { slug in
      var hash = InputHash()
      let files = calendars(in: "busy/\(slug)")
      if files.isEmpty { return nil }
      for name in files {
        hash.add(name)
        let file = try? readForeignFile(folder.file("busy/\(slug)/\(name)"), limit: ReaderRequest.mostOctets)
        hash.add(file ?? [])
      }
      return (slug, String(hash.finish().prefix(32)))
    }
  }

  /// Folders of `busy/` that no mentor has are slips of the pen.
  func findings(slugs: Set<String>) -> [Diagnostic] {
    names(in: folder.file("busy"), folders: true).filter { !slugs.contains($0) }.map { slug in
      let near = nearestName(to: slug, among: slugs.sorted()).map { "did you mean \"\($0)\"?" }
      return Diagnostic(
        .warning, at: Place(file: "busy/\(slug)"), "there is no mentor \"\(slug)\"",
        remedy: near ?? "see almanac mentor list")
    }
  }

  /// Forgets calendars that are gone.
  func tidy() {
    var present: Set<String> = []
    for (owner, path) in names(in: folder.file("busy"), folders: true).map({ ($0, "busy/\($0)") })
      + [("holidays,", "content/holidays")]
    {
      for name in calendars(in: path) { present.formUnion(["\(owner)/\(name)", "\(owner)/\(name).before"]) }
    }
    cache.removeOthers(than: present)
  }

  // MARK: What was published

  /// Notes which calendars a published site was made of, so that the next build knows whose have changed.
  func note(_ digests: [(slug: String, digest: String)], as word: String) {
    let lines = [word] + digests.map { "\($0.slug) \($0.digest)" }
    cache.write("published", Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  /// Mentors whose calendars differ from those of the site that was published with `word`; nil when that is not known.
  func changed(since word: String, _ digests: [(slug: String, digest: String)]) -> Set<String>? {
    if word == noCalendars { return Set(digests.map(\.slug)) }
    guard let octets = cache.read("published") else { return nil }
    let lines = octets.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
    guard lines.first == word else { return nil }
    let now = Set(digests.map { "\($0.slug) \($0.digest)" })
    return Set(
      now.symmetricDifference(lines.dropFirst()).compactMap {
        $0.utf8.split(separator: 32).first.map { String(decoding: $0, as: UTF8.self) }
      })
  }
}

private let noCalendars = "none"

/// The word for a set of calendars in the build's stamp.
func calendarsWord(_ digests: [(slug: String, digest: String)]) -> String {
  if digests.isEmpty { return noCalendars }
  var hash = InputHash()
  for (slug, digest) in digests {
    hash.add(slug)
    hash.add(digest)
  }
  return hash.finish()
}
