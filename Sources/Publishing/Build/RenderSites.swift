import Bytes
import CivilTime
import Mentoring
import Synchronization

extension Sites {
  /// Renders the sites of all languages into the publisher.
  ///
  /// - Parameters:
  ///   - sources: one per worker, all of the revision of ``Site/programme``.
  ///   - changes: what is rendered; the publisher keeps the rest.
  /// - Returns: the outputs that were rendered.
  public func render(
    into publisher: Publisher, sources: [any RecordSource], scope: BuildScope, changes: BuildChanges
  ) throws -> OutputCounts {
    let work = try workList(publisher, sources, scope: scope, changes: changes)
    let queue = WorkQueue(count: work.count, block: 16)
    let box = SourceBox(sources)
    let counts = Mutex(OutputCounts())
    try onWorkers(sources.count) { worker in
      var context = RenderContext(source: box.sources[worker], writer: publisher.writer())
      while let range = queue.take() {
        for index in range { try self.render(work[index], on: &context) }
      }
      let made = context.counts
      counts.withLock { $0 += made }
    }
    return counts.withLock { $0 }
  }

  /// A unit of work for one worker.
  private enum Work {
    case programme(ProgrammePart, Site)
    case mentor(Int, Site, isCore: Bool)
    case person(Person, hasPages: Bool, hasBookings: Bool, isCore: Bool)
  }

  private enum ProgrammePart { case lists, content, small, organisers }

  private func render(_ work: Work, on context: inout RenderContext) throws {
    context.arena.removeAll()
    switch work {
    case .programme(let part, let site):
      context.speak(site.siteLanguage)
      try render(part, of: site, on: &context)
    case .mentor(let index, let site, let isCore):
      context.speak(site.siteLanguage)
      try site.writeMentor(site.mentors[index], isCore: isCore, on: &context)
    case .person(let person, let hasPages, let hasBookings, let isCore):
      let site = site(for: person)
      context.speak(site.siteLanguage)
      if isCore { return try site.writeFeed(try FeedRows(of: person, site: site, context: context), on: &context) }
      let rows = try PersonalRows(of: person, site: site, context: context)
      if hasPages { try site.writePerson(rows, on: &context) }
      if hasBookings { try site.writeBookings(rows, on: &context) }
      if hasPages { try writeMeetings(of: rows, site, on: &context) }
    }
  }

  private func render(_ part: ProgrammePart, of site: Site, on context: inout RenderContext) throws {
    switch part {
    case .lists:
      try site.writeHome(on: &context)
      try site.writeMentorList(on: &context)
      try site.writeTopics(on: &context)
      if site.siteLanguage.isMain { try site.writeMentorsDocument(on: &context) }
    case .content:
      try site.writeContent(on: &context)
      if site.siteLanguage.isMain { try site.writeProgrammeCalendar(on: &context) }
      try site.writeSessionTypes(on: &context)
    case .small:
      try site.writeNotFound(on: &context)
      guard site.siteLanguage.isMain else { return }
      try site.writeSmallFiles(on: &context)
      try writeSitemap(on: &context)
    case .organisers:
      let organisers = main.programme.people.filter { $0.isOrganiser && self.site(for: $0) === site }
      try site.writeOrganiserPages(of: organisers, on: &context)
      try site.writeProgrammeFeeds(of: organisers, on: &context)
    }
  }

  /// Writes the meeting pages of a person. Each meeting has one page for two people, in their language if both use the
  /// same one, otherwise in the main one.
  private func writeMeetings(of rows: PersonalRows, _ site: Site, on context: inout RenderContext) throws {
    var inMain: PersonalRows?
    for entry in rows.agenda where entry.mentor == rows.person.id && site.isInMeetingWindow(entry) {
      let student = main.programme.person(entry.student)
      if site.siteLanguage.isMain || student.map({ self.site(for: $0) === site }) ?? false {
        try site.writeMeeting(entry, rows, on: &context)
        continue
      }
      context.speak(main.siteLanguage)
      let rows = try inMain ?? PersonalRows(of: rows.person, site: main, context: context)
      inMain = rows
      guard let same = rows.agenda.first(where: { $0.id == entry.id && $0.isRequest == entry.isRequest }) else {
        continue
      }
      try main.writeMeeting(same, rows, on: &context)
      context.speak(site.siteLanguage)
    }
  }

  /// The units to render. In a partial build, the publisher keeps the rest.
  private func workList(
    _ publisher: Publisher, _ sources: [any RecordSource], scope: BuildScope, changes: BuildChanges
  ) throws -> [Work] {
    var dirty: Set<Int>?
    if case .people(let people) = changes {
      var owners = try self.owners(dependingOn: people, sources)
      owners.formUnion(try publisher.keepAll(except: owners))
      dirty = owners
    }
    func isDirty(_ unit: BuildUnit) -> Bool { dirty?.contains(unit.owner) ?? true }
    var work: [Work] = []
    if scope.hasPublic {
      if scope != .core, isDirty(.programme) {
        for site in all { work += [.programme(.lists, site), .programme(.content, site), .programme(.small, site)] }
      }
      for (index, entry) in main.mentors.enumerated() where isDirty(.mentor(entry.mentor.id)) {
        for site in all { work.append(.mentor(index, site, isCore: scope == .core)) }
      }
    }
    if scope.hasPrivate {
      if scope != .core, isDirty(.programme) { work += all.map { .programme(.organisers, $0) } }
      for person in main.programme.people {
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

  /// The units whose pages may change after rows that touch these people have changed.
  private func owners(dependingOn people: Set<PersonID>, _ sources: [any RecordSource]) throws -> Set<Int> {
    var owners: Set<Int> = [BuildUnit.programme.owner]
    var watchers: Set<PersonID> = []
    let arena = TextArena()
    for id in people {
      owners.formUnion([BuildUnit.mentor(id).owner, BuildUnit.person(id).owner, BuildUnit.booking(id).owner])
      guard let source = sources.first else { continue }
      if all.count > 1 {
        // A meeting's page belongs to the mentor's unit, but its language also depends on the student's.
        arena.removeAll()
        for entry in try source.agenda(of: id, from: feedLowerEdge(at: main.clock.now), arena: arena) {
          owners.insert(BuildUnit.person(entry.mentor).owner)
        }
      }
      let programme = main.programme
      // Waiting lists name both sides, even if nothing else connects them.
      for place in programme.waiting where place.mentor == id || place.student == id {
        owners.formUnion([BuildUnit.person(place.mentor).owner, BuildUnit.person(place.student).owner])
        watchers.insert(place.student)
      }
      // A person who has left may have been a mentor.
      guard programme.mentorCard(of: id) != nil || programme.person(id) == nil else { continue }
      if main.hasPrivateDirectory {
        watchers.formUnion(programme.people.lazy.filter(\.isStudent).map(\.id))
      }
      arena.removeAll()
      for connection in try source.connections(of: id, arena: arena) where connection.mentor == id {
        watchers.insert(connection.student)
      }
      if main.needsConnection { continue }
      // If no connection is required, a session or a request gives the student the booking page.
      arena.removeAll()
      for entry in try source.agenda(of: id, from: Instant(seconds: 0), arena: arena) where entry.mentor == id {
        watchers.insert(entry.student)
      }
    }
    for watcher in watchers { owners.insert(BuildUnit.booking(watcher).owner) }
    return owners
  }
}
