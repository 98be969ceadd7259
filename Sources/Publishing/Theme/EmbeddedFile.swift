/// A file of the default theme or the starter content, as the build put it into the program.
package struct EmbeddedFile: Sendable {
  /// From the repository's root: `Templates/home.mustache`, `content/about.md`.
  package let path: String
  package let text: StaticString

  package var bytes: [UInt8] { text.withUTF8Buffer { Array($0) } }

  /// All of them, by path.
  package static var all: [EmbeddedFile] { embeddedFiles }
}
