import Mentoring

/// What is rendered together and kept together when nothing of it changed. The press knows it as the `owner` of its
/// outputs.
public enum BuildUnit: Hashable, Sendable {
  /// Pages that show many people: the first page, lists, content, assets.
  case programme
  /// A mentor's public pages and calendars: they follow her row and her schedule.
  case mentor(PersonID)
  /// A person's own pages, feed and meetings: they follow the rows that touch the person.
  case person(PersonID)
  /// A person's pages that show mentors' openings: they follow those mentors' schedules too.
  case booking(PersonID)

  public var owner: Int {
    switch self {
    case .programme: 0
    case .mentor(let person): person.number &* 4 &+ 1
    case .person(let person): person.number &* 4 &+ 2
    case .booking(let person): person.number &* 4 &+ 3
    }
  }
}
