import Bytes
import CivilTime
import Diagnostics
import Markup
import Mentoring

/// Reads `site.yaml`.
///
/// - Parameter diagnostics: receives all errors at once: unknown keys with the nearest name, and values out of range.
/// - Returns: nil if the file contains no settings at all.
public func readSettings(_ bytes: [UInt8], file: String, into diagnostics: inout Diagnostics) -> Settings? {
  var found = Diagnostics()
  defer { diagnostics.add(contentsOf: found) }
  guard let node = parseYAML(bytes, file: file, into: &found) else {
    if !found.hasErrors { found.add(missingTitle(Place(file: file, line: 1))) }
    return nil
  }
  var keys = YAMLMapping(node)
  var settings = Settings(title: "")
  let isMapping = !keys.diagnostics.hasErrors
  readLanguages(&keys, into: &settings)
  let told = keys.diagnostics.all.count
  settings.titles = keys.textByLanguage("title", settings) ?? [:]
  if let title = settings.text(settings.titles, in: settings.language), title.contains(where: { !$0.isWhitespace }) {
    settings.title = title
  } else if isMapping, keys.diagnostics.all.count == told {
    found.add(missingTitle(node.place))
  }
  settings.descriptions = keys.textByLanguage("description", settings) ?? [:]
  if let text = settings.text(settings.descriptions, in: settings.language) { settings.description = text }
  if let text = keys.text("accent") {
    settings.accent = checked(text, "accent", isColour, "\"#3b5bdb\"", &keys)
  } else if keys.isNothing("accent") {
    keys.fail("accent", "\"accent\" has no value", remedy: "put it in quotes: \"#3b5bdb\"; a bare # begins a comment")
  }
  if let text = keys.text("base_url") {
    settings.baseURL = siteAddress(
      checked(text, "base_url", { siteAddress($0) != nil }, "https://mentors.example.org", &keys))
  }
  if let text = keys.text("zone") {
    settings.zone = text
    settings.zonePlace = keys.place(of: "zone")
  }
  if let start = keys.choice("week_start", WeekStart.self) { settings.weekStart = start }
  if let minutes = keys.integer("join_minutes", in: 0...1440) { settings.policy.joinMinutes = minutes }
  if let flag = keys.flag("free_busy") { settings.freeBusy = flag }
  if let most = keys.integer("private_directory_max", in: 0...100_000) { settings.privateDirectoryMax = most }
  if let hours = keys.integer("stale_after", in: 0...87_600) { settings.staleAfter = hours }
  readPolicy(&keys, into: &settings.policy)
  readRooms(&keys, into: &settings.rooms)
  readPayments(&keys, into: &settings.payments)
  readMail(&keys, into: &settings.mail)
  readFeed(&keys, into: &settings.feed)
  var busy = keys.mapping("busy")
  if let choice = busy.choice("unreadable", UnreadableBusy.self) { settings.busyUnreadable = choice }
  keys.close(busy)
  var publish = keys.mapping("publish")
  if let mode = publish.choice("mode", PublishMode.self) { settings.publish.mode = mode }
  if let endings = publish.texts("file_types") {
    let isFine = endings.allSatisfy { ending in
      (1...12).contains(ending.utf8.count)
        && ending.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
    }
    if isFine {
      settings.publish.fileTypes = endings
    } else {
      publish.fail(
        "file_types", "\"file_types\" is not a list of endings", remedy: "write them without dots: [zip, gpx]")
    }
  }
  keys.close(publish)
  readTerms(&keys, into: &settings)
  settings.policy.events = settings.eventSettings
  found.add(contentsOf: keys.finish())
  return settings
}

extension Settings {
  /// The settings that the text of calendar events depends on.
  fileprivate var eventSettings: EventSettings {
    var rest = [
      baseURL ?? "", zone, language, feed.alarm ? "alarm" : "", "\(policy.joinMinutes)", "\(policy.cancelNotice)",
      policy.defaultHours.map { "\($0.start)-\($0.end)" } ?? "",
    ]
    for subject in listedTerms.subjects ?? [] { rest += [subject.slug, subject.name] }
    return EventSettings(roomLink: rooms.link, voiceSuffix: rooms.voiceSuffix, rest: rest)
  }
}

private func missingTitle(_ place: Place) -> Diagnostic {
  Diagnostic(at: place, "the site has no title", remedy: "write title: and the programme's name")
}

/// Returns the text; reports an error at its place if it is not valid.
private func checked(
  _ text: String, _ key: String, _ isValid: (String) -> Bool, _ example: String, _ keys: inout YAMLMapping
) -> String {
  if !isValid(text) { keys.fail(key, "\"\(key)\" is \"\(text)\"", remedy: "write it as \(example)") }
  return text
}

private func readPolicy(_ keys: inout YAMLMapping, into policy: inout ProgrammePolicy) {
  var inner = keys.mapping("policy")
  if let flag = inner.flag("connection_required") { policy.connectionRequired = flag }
  if let confirm = inner.choice("confirm", Confirmation.self) { policy.confirmsEach = confirm == .each }
  if let texts = inner.texts("durations") {
    let minutes = texts.compactMap { Int($0) }.filter { (1...1440).contains($0) }
    if minutes.count == texts.count, !minutes.isEmpty, Set(minutes).count == minutes.count {
      policy.durations = minutes
    } else {
      inner.fail(
        "durations", "\"durations\" is no list of lengths", remedy: "write minutes, each once: [30, 60, 90, 120]")
    }
  }
  func minutes(_ key: String, _ range: ClosedRange<Int>, _ value: WritableKeyPath<ProgrammePolicy, Int>) {
    if let number = inner.integer(key, in: range) { policy[keyPath: value] = number }
  }
  minutes("step", 1...1440, \.step)
  minutes("buffer_before", 0...1440, \.bufferBefore)
  minutes("buffer_after", 0...1440, \.bufferAfter)
  minutes("notice", 0...525_600, \.notice)
  minutes("horizon_days", 1...730, \.horizonDays)
  minutes("max_per_day", 0...1440, \.maxPerDay)
  minutes("max_per_week", 0...10_080, \.maxPerWeek)
  minutes("capacity", 0...100_000, \.capacity)
  minutes("cancel_notice", 0...525_600, \.cancelNotice)
  minutes("bookings_per_hour", 0...1000, \.bookingsPerHour)
  minutes("expire_after", 1...8760, \.expireAfter)
  minutes("reviews_min", 0...1000, \.reviewsMin)
  minutes("min_sessions_taught", 0...10_000, \.minSessionsTaught)
  if let flag = inner.flag("pending_holds") { policy.pendingHolds = flag }
  if let flag = inner.flag("mentors_need_approval") { policy.mentorsNeedApproval = flag }
  if let choice = inner.choice("outside_hours", OutsideHours.self) { policy.proposesOutsideHours = choice == .propose }
  if let choice = inner.choice("default_role", DefaultRole.self) { policy.defaultRoleIsStudent = choice == .student }
  if let choice = inner.choice("late_override", LateOverride.self) { policy.lateOverride = choice }
  if let text = inner.text("default_hours"), text != "off" {
    let ends = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).map {
      WallTime(String(decoding: $0, as: UTF8.self))
    }
    if ends.count == 2, let start = ends[0], let end = ends[1], let window = HoursWindow(start: start, end: end) {
      policy.defaultHours = window
    } else {
      inner.fail("default_hours", "\"default_hours\" is \"\(text)\"", remedy: "write off or \"09:00-18:00\"")
    }
  }
  keys.close(inner)
}

private enum Confirmation: String, CaseIterable { case instant, each }
private enum OutsideHours: String, CaseIterable { case refuse, propose }
private enum DefaultRole: String, CaseIterable { case student, none }

private func readRooms(_ keys: inout YAMLMapping, into rooms: inout RoomSettings) {
  var inner = keys.mapping("rooms")
  if let text = inner.text("template") {
    rooms.template = text
    let known: Set = ["rand8", "rand20", "session_uid", "timestamp_ms"]
    if let wrong = GapText(text).gaps.subtracting(known).sorted().first {
      inner.fail(
        "template", "\"template\" has a gap {\(wrong)}",
        remedy: "known are {rand8} {rand20} {session_uid} {timestamp_ms}")
    }
  }
  if let text = inner.text("link") {
    rooms.link = text
    if !text.hasPrefix("https://") || !GapText(text).gaps.contains("room") || !isSafeURL(text) {
      inner.fail("link", "\"link\" is \"\(text)\"", remedy: "write an https address with {room} in it")
    }
  }
  if let text = inner.text("voice_suffix") {
    rooms.voiceSuffix = checked(
      text, "voice_suffix", { isSafeURL("https://a.example/" + $0) }, "\"#config.startAudioOnly=true\"", &inner)
  }
  if let hosts = inner.texts("allowed_hosts") {
    rooms.allowedHosts = hosts
    if let wrong = hosts.first(where: { !isHostName($0) }) {
      inner.fail("allowed_hosts", "\"allowed_hosts\" holds \"\(wrong)\"", remedy: "write host names: [zoom.us]")
    }
  }
  keys.close(inner)
}

private func readPayments(_ keys: inout YAMLMapping, into payments: inout PaymentSettings) {
  var inner = keys.mapping("payments")
  if let text = inner.text("link") {
    payments.link = text
    let template = GapText(text)
    if let wrong = template.gaps.subtracting(["session", "amount", "currency"]).sorted().first {
      inner.fail("link", "\"link\" has a gap {\(wrong)}", remedy: "known are {session} {amount} {currency}")
    } else if !isPaymentLink(template) {
      inner.fail(
        "link", "\"link\" is \"\(text)\"",
        remedy: "write an https address such as https://pay.example.org/{session}?amount={amount}&currency={currency}")
    }
  }
  keys.close(inner)
}

/// Whether a template is an https address whose host contains no gap.
private func isPaymentLink(_ template: GapText) -> Bool {
  guard case .literal(let start)? = template.pieces.first, start.hasPrefix("https://") else { return false }
  let afterScheme = start.utf8.dropFirst("https://".utf8.count)
  guard let host = afterScheme.first, !"/?#".utf8.contains(host) else { return false }
  if template.pieces.count > 1, !afterScheme.contains(where: { "/?#".utf8.contains($0) }) { return false }
  var sample = ByteSink(capacity: 256)
  template.append(into: &sample) { $1.append($0) }
  return isSafeURL(sample.string())
}

private func readMail(_ keys: inout YAMLMapping, into mail: inout MailSettings) {
  var inner = keys.mapping("mail")
  if let text = inner.text("from") { mail.from = checked(text, "from", isMailAddress, "bookings@example.org", &inner) }
  if let text = inner.text("dropbox") {
    mail.dropbox = checked(text, "dropbox", isFormAddress, "https://forms.example.org/almanac", &inner)
  }
  keys.close(inner)
}

private func readFeed(_ keys: inout YAMLMapping, into feed: inout FeedDefaults) {
  var inner = keys.mapping("feed")
  if let flag = inner.flag("alarm") { feed.alarm = flag }
  if let text = inner.text("refresh") {
    if let seconds = durationSeconds(text), seconds > 0 {
      feed.refresh = seconds
    } else {
      inner.fail("refresh", "\"refresh\" is \"\(text)\"", remedy: "write a duration as PT1H or P1D")
    }
  }
  keys.close(inner)
}
