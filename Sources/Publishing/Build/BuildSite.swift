import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Synchronization

/// Which pages a build makes.
public enum BuildScope: String, Sendable, CaseIterable {
  /// Public pages of mentors and mentors' feeds: what is measured as the core.
  case core
  /// Everything without an address of its own.
  case `public`
  /// People's pages, feeds and meetings.
  case `private`
  case full

  var hasPublic: Bool { self != .private }
  var hasPrivate: Bool { self != .public }
}

/// What of a published site has to be rendered again.
public enum BuildChanges: Sendable {
  case everything
  /// Everything that follows from the rows of these people.
  case people(Set<PersonID>)
}

/// Computes what every page needs of each mentor: hours and openings.
///
/// - Parameter sources: one a worker, all of one revision.
public func mentorEntries(
  of programme: Programme, content: Content, clock: PageClock, zones: [String: Zone], sources: [any RecordSource]
) throws -> [MentorEntry] {
  let mentors = byRating(programme.mentors)
  let queue = WorkQueue(count: mentors.count)
  let done = Mutex<[Int: MentorEntry]>([:])
  let box = SourceBox(sources)
  try onWorkers(sources.count) { worker in
    while let range = queue.take() {
      var entries: [(Int, MentorEntry)] = []
      for index in range {
        let page = content.mentors[mentors[index].slug]
        let mentor = applied(page, to: mentors[index], topics: programme.topics)
        let hours = try box.sources[worker].hours(
          of: mentor.id, zoneName: mentor.zone, horizonEnd: { clock.horizonEnd(days: $0) }, since: clock.now)
        entries.append(
          (
            index,
            try MentorEntry(
              mentor: mentor, zone: zones[mentor.zone] ?? hours.schedule.zone, hours: hours,
              openings: openings(of: hours, clock: clock),
              sessionsCompleted: box.sources[worker].completedSessions(of: mentor.id),
              page: page)
          ))
      }
      done.withLock { for (index, entry) in entries { $0[index] = entry } }
    }
  }
  let all = done.withLock { $0 }
  return mentors.indices.compactMap { all[$0] }
}

/// Connections to the record belong to one worker each; the box says so to the compiler.
private final class SourceBox: @unchecked Sendable {
  let sources: [any RecordSource]
  init(_ sources: [any RecordSource]) { self.sources = sources }
}

/// A mentor with what her file says of her.
///
/// - Parameter topics: of the programme; others in her file are left out.
private func applied(_ page: ContentPage?, to mentor: PublicMentor, topics: [Term]) -> PublicMentor {
  guard let words = page?.mentor else { return mentor }
  var mentor = mentor
  if let slugs = words.topics.map(Set.init) { mentor.topics = topics.filter { slugs.contains($0.slug) } }
  if let text = words.headline { mentor.headline = text }
  if let text = words.company { mentor.company = text }
  if let text = words.jobTitle { mentor.jobTitle = text }
  if let years = words.years { mentor.years = years }
  if let languages = words.languages { mentor.languages = languages }
  if let photo = words.photo { mentor.photo = photo }
  if let links = words.links {
    mentor.links = links.map { PublicMentor.Link(kind: linkKind(of: $0), url: $0) }
  }
  return mentor
}

private func linkKind(of url: String) -> String {
  let host = hostOf(url).lowercased()
  for kind in ["linkedin", "github", "twitter", "mastodon"] where host.split(separator: ".").contains(Substring(kind)) {
    return kind
  }
  return "other"
}

extension Site {
  /// Renders the site into the press.
  ///
  /// - Parameters:
  ///   - sources: one a worker, all of the revision of ``Site/programme``.
  ///   - changes: what is rendered; the press keeps the rest.
  /// - Returns: what was made.
  public func render(
    into press: Press, sources: [any RecordSource], scope: BuildScope, changes: BuildChanges
  ) throws -> OutputCounts {
    let work = try workList(press, sources, scope: scope, changes: changes)
    let queue = WorkQueue(count: work.count, block: 16)
    let box = SourceBox(sources)
    let counts = Mutex(OutputCounts())
    try onWorkers(sources.count) { worker in
      var desk = Desk(source: box.sources[worker], writer: press.writer())
      while let range = queue.take() {
        for index in range { try self.render(work[index], on: &desk) }
      }
      let made = desk.counts
      counts.withLock { $0 += made }
    }
    return counts.withLock { $0 }
  }

  /// One piece of work of a worker.
  private enum Work {
    case programme(ProgrammePart)
    case mentor(Int, isCore: Bool)
    case person(Person, hasPages: Bool, hasBookings: Bool, isCore: Bool)
  }

  private enum ProgrammePart { case lists, content, small, organisers }

  private func render(_ work: Work, on desk: inout Desk) throws {
    desk.arena.removeAll()
    switch work {
    case .programme(.lists):
      try writeHome(on: &desk)
      try writeMentorList(on: &desk)
      try writeTopics(on: &desk)
      try writeMentorsDocument(on: &desk)
    case .programme(.content):
      try writeContent(on: &desk)
      try writeProgrammeCalendar(on: &desk)
      try writeSessionTypes(on: &desk)
    case .programme(.small): try writeSmallFiles(on: &desk)
    case .programme(.organisers):
      try writeOrganiserPages(on: &desk)
      try writeProgrammeFeeds(on: &desk)
    case .mentor(let index, let isCore): try writeMentor(mentors[index], isCore: isCore, on: &desk)
    case .person(let person, let hasPages, let hasBookings, let isCore):
      if isCore { return try writeFeed(try FeedRows(of: person, site: self, desk: desk), on: &desk) }
      let rows = try PersonalRows(of: person, site: self, desk: desk)
      if hasPages { try writePerson(rows, on: &desk) }
      if hasBookings { try writeBookings(rows, on: &desk) }
    }
  }

  /// What has to be rendered. For part of the site, the press is told to keep the rest.
  private func workList(
    _ press: Press, _ sources: [any RecordSource], scope: BuildScope, changes: BuildChanges
  ) throws -> [Work] {
    var dirty: Set<Int>?
    if case .people(let people) = changes {
      var owners = try self.owners(dependingOn: people, sources)
      owners.formUnion(try press.keepAll(except: owners))
      dirty = owners
    }
    func isDirty(_ unit: BuildUnit) -> Bool { dirty?.contains(unit.owner) ?? true }
    var work: [Work] = []
    if scope.hasPublic {
      if scope != .core, isDirty(.programme) { work += [.programme(.lists), .programme(.content), .programme(.small)] }
      for (index, entry) in mentors.enumerated() where isDirty(.mentor(entry.mentor.id)) {
        work.append(.mentor(index, isCore: scope == .core))
      }
    }
    if scope.hasPrivate {
      if scope != .core, isDirty(.programme) { work.append(.programme(.organisers)) }
      for person in programme.people {
        if scope == .core {
          if person.isMentor { work.append(.person(person, hasPages: true, hasBookings: false, isCore: true)) }
          continue
        }
        let hasPages = isDirty(.person(person.id))
        let hasBookings = isDirty(.booking(person.id))
        if hasPages || hasBookings {
          work.append(.person(person, hasPages: hasPages, hasBookings: hasBookings, isCore: false))
        }
      }
    }
    return work
  }

  /// The units whose pages may change when rows that touch these people have changed.
  private func owners(dependingOn people: Set<PersonID>, _ sources: [any RecordSource]) throws -> Set<Int> {
    var owners: Set<Int> = [BuildUnit.programme.owner]
    var watchers: Set<PersonID> = []
    let arena = TextArena()
    for id in people {
      owners.formUnion([BuildUnit.mentor(id).owner, BuildUnit.person(id).owner, BuildUnit.booking(id).owner])
      // Somebody who is gone may have been a mentor.
      let mayBeMentor = programme.mentorCard(of: id) != nil || programme.person(id) == nil
      guard mayBeMentor, let source = sources.first else { continue }
      if hasPrivateDirectory {
        watchers.formUnion(programme.people.lazy.filter(\.isStudent).map(\.id))
        continue
      }
      arena.removeAll()
      for connection in try source.connections(of: id, arena: arena) where connection.mentor == id {
        watchers.insert(connection.student)
      }
    }
    for watcher in watchers { owners.insert(BuildUnit.booking(watcher).owner) }
    return owners
  }
}
