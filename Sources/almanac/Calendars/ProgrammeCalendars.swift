import BusyCalendars
import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage
import Synchronization

/// The calendars in a programme's folder: the files of `busy/<mentor>/` make a mentor busy, `content/holidays/*.ics`
/// close dates for everybody. Each file is read once, on first use; several workers may use it.
///
/// An unreadable file never counts as empty: `busy.unreadable` sets what happens, and the file is reported.
final class ProgrammeCalendars: ExternalCalendars {
  private let folder: ProgrammeFolder
  private let zones: ZoneDirectory
  private let process: ProcessEnvironment
  private let unreadable: UnreadableBusy
  /// IANA name of the programme's zone.
  private let home: String
  /// Somewhat more than two years, from the month before now's: longer than any horizon, and constant for a month, so
  /// that cached answers stay valid.
  private let window: Interval
  private let now: Instant
  private let cache: CalendarCache
  private let busy: BusyFolder
  private let state = Mutex(State())

  private struct State {
    var times: [String: ForeignTimes] = [:]
    var holidays: [ProgrammeClosure]?
    var findings = Diagnostics()
    /// Findings about calendars that could not be read.
    var unreadable = Diagnostics()
    /// Mentors with such a calendar.
    var unsettled: Set<String> = []
  }

  /// - Parameter mayWrite: answers may be cached for the next run.
  init(
    _ folder: ProgrammeFolder, settings: Settings?, zones: ZoneDirectory, now: Instant, _ process: ProcessEnvironment,
    mayWrite: Bool = true
  ) {
    self.folder = folder
    self.zones = zones
    self.process = process
    unreadable = settings?.busyUnreadable ?? .lastGood
    home = settings?.zone ?? "UTC"
    self.now = now
    let first = now.dateUTC.firstOfPreviousMonth
    window = Interval(start: first.startUTC, end: first.adding(days: 800).startUTC)
    cache = CalendarCache(folder: folder.file(".almanac/busy"), mayWrite: mayWrite)
    busy = BusyFolder(folder)
  }

  /// The findings in all calendars read so far.
  var findings: Diagnostics { state.withLock { $0.findings } }

  /// Those of them about unreadable calendars, which may close all of a mentor's time.
  var unreadableFindings: Diagnostics { state.withLock { $0.unreadable } }

  // MARK: Answers

  func times(ofMentor slug: String, zone: String, email: String) throws(Diagnostic) -> ForeignTimes {
    if let known = state.withLock({ $0.times[slug] }) { return known }
    var times = ForeignTimes()
    let request = ReaderRequest(window: window, home: zone, me: [email], zoneFolder: zones.path)
    for entry in busy.entries(of: slug) {
      guard let answer = try answer(entry, request) else {
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
    for name in try holidayCalendars() {
      let path = "content/holidays/\(name)"
      let loaded = load(path)
      guard let answer = try answer(path, keptAs: "holidays,/\(name)", request, loaded) else {
        // Closing every date would leave a site without slots, which is too much for one damaged file.
        throw unreadableHolidays(path, loaded)
      }
      all += answer.holidays.map { holiday in
        // Ignore a change date before the earliest instant or in the future.
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

  /// The names of the files `content/holidays/*.ics`.
  ///
  /// - Throws: a `Diagnostic` if the folder cannot be read: unread holidays must not count as working days.
  private func holidayCalendars() throws(Diagnostic) -> [String] {
    var calendars: [String] = []
    // The build reports names that are not UTF-8.
    for name in try folderEntries(at: folder.file("content/holidays")).compactMap(\.name)
    where name.lowercased().utf8.suffix(4).elementsEqual(".ics".utf8) {
      if !isFolder(folder.file("content/holidays/\(name)")) { calendars.append(name) }
    }
    return calendars
  }

  /// The error for a file that was not read, with its cause: the system's, otherwise what the reader found.
  private func unreadableHolidays(_ path: String, _ loaded: Result<[UInt8], FileFault>) -> Diagnostic {
    let found = state.withLock { $0.unreadable.all.last { $0.place?.file == path } }
    let line = found?.place?.line.map { " (line \($0))" } ?? ""
    var (cause, remedy) = (found.map { ": " + $0.message + line } ?? "", nil as String?)
    if case .failure(let fault) = loaded { (cause, remedy) = (": " + fault.message, fault.remedy) }
    return Diagnostic(
      at: Place(file: path), "the holidays cannot be read" + cause,
      remedy: remedy ?? "put the file right or take it away")
  }

  private func load(_ path: String) -> Result<[UInt8], FileFault> {
    do throws(FileFault) {
      return .success(try readForeignFile(folder.file(path), limit: ReaderRequest.mostOctets))
    } catch {
      return .failure(error)
    }
  }

  /// The answer for an entry of a mentor's folder.
  ///
  /// - Returns: nil when all time counts as busy.
  private func answer(_ entry: BusyFolder.Entry, _ request: ReaderRequest) throws(Diagnostic) -> ReaderAnswer? {
    if entry.isPassedOver {
      report([CalendarProblem(line: 0, entry.whyPassedOver.message)], in: entry.path, entry.whyPassedOver.remedy)
      return ReaderAnswer()
    }
    var loaded = entry.fault.map { Result.failure($0) } ?? load(entry.path)
    if case .success(let file) = loaded, !CalendarContent.isNamedCalendar(entry.path) {
      if CalendarContent.isCalendar(file) {
        report(
          [CalendarProblem(line: 0, "is a calendar by another name, and is read")], in: entry.path,
          "give it a name that ends in .ics")
      } else {
        loaded = .failure(CalendarContent.fault(of: entry.path, file))
      }
    }
    return try answer(entry.path, keptAs: entry.key, request, loaded)
  }

  /// - Returns: nil when all time counts as busy: the file is unreadable, and there is no earlier version.
  private func answer(
    _ path: String, keptAs name: String, _ request: ReaderRequest, _ loaded: Result<[UInt8], FileFault>
  ) throws(Diagnostic) -> ReaderAnswer? {
    var file: [UInt8]?
    var answer = ReaderAnswer()
    var remedy: String?
    switch loaded {
    case .success(let octets):
      file = octets
      answer = try self.answer(octets, keptAs: name, isCopy: false, request)
    case .failure(let fault):
      answer = ReaderAnswer(failure: fault.message)
      remedy = fault.remedy
    }
    guard answer.isDamaged else {
      report(answer.problems, in: path)
      return answer
    }
    if request.kind == .busy, let owner = name.utf8.split(separator: UInt8(ascii: "/")).first {
      state.withLock { _ = $0.unsettled.insert(String(decoding: owner, as: UTF8.self)) }
    }
    func damaged(_ taken: String) {
      report(answer.problems, in: path, [remedy, taken].compactMap { $0 }.joined(separator: "; "), isUnreadable: true)
    }
    switch unreadable {
    case .ignore:
      damaged("what could be read of it is taken (busy.unreadable is ignore)")
      return answer
    case .lastGood:
      if let good = cache.lastGood(name), good != file {
        var before = try self.answer(good, keptAs: name + ".before", isCopy: true, request)
        if !before.isDamaged {
          damaged("the calendar as it was when it could last be read is taken")
          // New busy times that can be read count too.
          before.busy += answer.busy
          before.own.merge(answer.own) { $0 + $1 }
          return before
        }
      }
      damaged("all time is taken for busy until it can be read")
    case .closed: damaged("all time is taken for busy until it can be read (busy.unreadable is closed)")
    }
    return nil
  }

  /// The cached answer, otherwise the file is read now.
  ///
  /// - Parameter isCopy: the file is the cached last good version.
  private func answer(
    _ file: [UInt8], keptAs name: String, isCopy: Bool, _ request: ReaderRequest
  ) throws(Diagnostic) -> ReaderAnswer {
    var hash = InputHash()
    for text in request.arguments + [zones.version ?? ""] { hash.add(text) }
    hash.add(file)
    let key = hash.finish()
    if let kept = cache.answer(name, key) { return kept }
    let outcome = try CalendarReader(process).read(file, request)
    if outcome.isFinal {
      cache.keep(name, key, outcome.answer)
      if !isCopy, !outcome.answer.isDamaged { cache.keepGood(name, file) }
    }
    return outcome.answer
  }

  /// - Parameter remedy: what to do, and what was done about a damaged file; nil for a file that was read.
  private func report(
    _ problems: [CalendarProblem], in path: String, _ remedy: String? = nil, isUnreadable: Bool = false
  ) {
    state.withLock { state in
      for problem in problems {
        let place = Place(file: path, line: problem.line > 0 ? problem.line : nil)
        let finding = Diagnostic(.warning, at: place, problem.message, remedy: remedy)
        state.findings.add(finding)
        if isUnreadable { state.unreadable.add(finding) }
      }
    }
  }

  // MARK: The build's view

  /// One hash of each mentor's calendar files, ascending by slug, without parsing them. If `busy/` itself cannot be
  /// read, there is one entry under a name that no mentor has.
  func digests() -> [(slug: String, digest: String)] {
    let owners = busy.fault == nil ? busy.owners : [everybody]
    return owners.compactMap { slug in
      let entries = busy.entries(of: slug)
      if entries.isEmpty { return nil }
      var hash = InputHash()
      for entry in entries {
        hash.add(entry.path)
        switch entry.fault.map({ Result.failure($0) }) ?? load(entry.path) {
        case .success(let file): hash.add(file)
        case .failure(let fault): hash.add("\n" + fault.message)
        }
      }
      return (slug, String(hash.finish().prefix(32)))
    }
  }

  /// Reports entries of `busy/` that belong to nobody.
  func findings(slugs: Set<String>) -> [Diagnostic] { busy.findings(slugs: slugs) }

  /// Deletes cache entries of calendars that no longer exist, and keeps those of calendars that cannot be read now.
  func tidy() {
    if busy.fault != nil { return }
    var present: Set<String> = []
    var unknown: Set<String> = []
    for owner in busy.owners {
      for entry in busy.entries(of: owner) {
        present.formUnion([entry.key, entry.key + ".before"])
        if entry.key == "\(owner)/" { unknown.insert(owner) }
      }
    }
    if let names = try? holidayCalendars() {
      for name in names { present.formUnion(["holidays,/\(name)", "holidays,/\(name).before"]) }
    } else {
      unknown.insert("holidays,")
    }
    cache.removeOthers(than: present, unknown: unknown)
  }

  /// The word for the calendars in a build's stamp. While a calendar is unreadable, no build may treat the published
  /// site as up to date: the calendar must be reported every time, and may be readable the next.
  func word(for digests: [(slug: String, digest: String)]) -> String {
    let isSettled = state.withLock { $0.unsettled.isEmpty }
    return isSettled ? calendarsWord(digests) : unsettledPrefix + calendarsWord(digests)
  }

  // MARK: What was published

  /// Stores which calendars a published site was built from, so that the next build knows which have changed.
  func note(_ digests: [(slug: String, digest: String)], as word: String) {
    let unsettled = state.withLock { $0.unsettled }
    let lines = [word] + digests.map { "\($0.slug) \(unsettled.contains($0.slug) ? "unsettled" : $0.digest)" }
    cache.write("published", Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  /// Mentors whose calendars differ from those of the site published with `word`; nil when that is unknown.
  func changed(since word: String, _ digests: [(slug: String, digest: String)]) -> Set<String>? {
    if word == calendarsWord(digests) { return [] }
    if word == noCalendars, !digests.contains(where: { $0.slug == everybody }) { return Set(digests.map(\.slug)) }
    guard let octets = cache.read("published") else { return nil }
    let lines = octets.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
    guard lines.first == word else { return nil }
    let now = Set(digests.map { "\($0.slug) \($0.digest)" })
    let changed = Set(
      now.symmetricDifference(lines.dropFirst()).compactMap {
        $0.utf8.split(separator: 32).first.map { String(decoding: $0, as: UTF8.self) }
      })
    // The change concerns all mentors, with or without a folder.
    return changed.contains(everybody) ? nil : changed
  }
}

private let noCalendars = "none"
private let unsettledPrefix = "unsettled-"
/// Not a slug: `busy/` itself cannot be read, so everybody is busy.
private let everybody = "*"

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
