import Mentoring

/// Pages that are rendered together, and kept together if none of them changed. The publisher stores it as the `owner`
/// of its outputs.
public enum BuildUnit: Hashable, Sendable {
  /// Pages that show many people: the home page, lists, content, assets.
  case programme
  /// A mentor's public pages and calendars: they depend on the mentor's row and schedule.
  case mentor(PersonID)
  /// A person's own pages, feed and meetings: they depend on the rows that touch the person.
  case person(PersonID)
  /// A person's pages that show mentors' openings: they also depend on those mentors' schedules.
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
