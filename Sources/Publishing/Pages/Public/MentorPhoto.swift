import Bytes
import CivilTime
import Mentoring

extension Site {
  /// The mentor's picture, unless it is too small for a card.
  func cardPicture(of mentor: PublicMentor) -> CardPicture? {
    guard let photo = photo(of: mentor), min(photo.picture.width, photo.picture.height) >= 200 else { return nil }
    return CardPicture(photo.picture, at: photo.route, alt: mentor.name)
  }

  /// Written with the mentor's pages and not with the content's files: the picture of a mentor who is not shown must
  /// not be public either.
  func writePhoto(of mentor: PublicMentor, owner: Int, on context: inout RenderContext) throws {
    guard let photo = photo(of: mentor) else { return }
    context.page.removeAll()
    photo.picture.bytes.withUnsafeBytes { context.page.append($0) }
    try context.put(photo.route, changed: sourcesChanged, owner: owner, follows: .bytes)
  }
}
