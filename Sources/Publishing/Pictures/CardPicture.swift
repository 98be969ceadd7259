import Diagnostics

/// The picture shown with a page's title if the page is shared (ogp.me).
struct CardPicture: Sendable {
  var route: Route
  var width: Int
  var height: Int
  var mediaType: String
  /// The alternative text.
  var alt: String

  init(_ picture: Picture, at route: Route, alt: String) {
    self.route = route
    width = picture.width
    height = picture.height
    mediaType = picture.format.mediaType
    self.alt = alt
  }

  /// Whether it fills the width of a card or is shown beside the text.
  var isWide: Bool { width * 2 >= height * 3 && width >= 600 }

  /// Names of the site's own picture at the top of `content/`; the theme's is an asset with the same name.
  private static let names = ["card.jpg", "card.jpeg", "card.png"]

  /// The site's own picture, otherwise the theme's.
  ///
  /// - Parameter findings: receives a warning for an own picture that cannot be read.
  static func chosen(
    _ content: Content, _ theme: Theme, title: String, into findings: inout [Diagnostic]
  ) -> CardPicture? {
    for file in content.files where names.contains(file.route.path) {
      do throws(PictureFault) {
        return CardPicture(try readPicture(file.bytes), at: file.route, alt: title)
      } catch {
        findings.append(
          Diagnostic(
            .warning, at: Place(file: file.source), "\(error.cause), so pages are shared with the theme's picture",
            remedy: error.remedy))
      }
    }
    for name in names {
      guard let asset = theme.assets.first(where: { $0.name == "assets/" + name }) else { continue }
      do throws(PictureFault) {
        return CardPicture(try readPicture(asset.bytes), at: asset.route, alt: title)
      } catch {
        findings.append(
          Diagnostic(
            .warning, at: Place(file: "Templates/\(asset.name)"),
            "\(error.cause), so pages are shared without a picture",
            remedy: error.remedy))
      }
    }
    return nil
  }
}
