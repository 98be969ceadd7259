import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Synchronization

/// The pages that a build writes.
public enum BuildScope: String, Sendable, CaseIterable {
  /// Public pages of mentors and mentors' feeds: the part that benchmarks measure.
  case core
  /// Everything without a secret address.
  case `public`
  /// People's pages, feeds and meetings.
  case `private`
  case full

  var hasPublic: Bool { self != .private }
  var hasPrivate: Bool { self != .public }
}

/// The part of a published site that has to be rendered again.
public enum BuildChanges: Sendable {
  case everything
  /// Everything that depends on the rows of these people.
  case people(Set<PersonID>)
}

/// Computes what every page needs for each mentor: hours and openings.
///
/// - Parameter sources: one per worker, all of one revision.
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

/// Record sources passed to workers. Each is used by one worker only, which the compiler cannot check.
final class SourceBox: @unchecked Sendable {
  let sources: [any RecordSource]
  init(_ sources: [any RecordSource]) { self.sources = sources }
}

/// A mentor with the facts of their content file.
///
/// - Parameter topics: of the programme; other topics in the file are left out.
func applied(_ page: ContentPage?, to mentor: PublicMentor, topics: [Term]) -> PublicMentor {
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
