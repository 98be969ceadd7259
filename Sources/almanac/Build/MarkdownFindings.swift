import Bytes
import Diagnostics
import Markup
import Publishing
import Storage

/// Reports syntax of other Markdown dialects in content and record, which pages show as plain text, for `check`.
extension SiteBuild {
  /// The maximum number of findings listed for one file or column.
  private static let most = 20

  mutating func addDialectFindings() throws {
    for site in sites?.all ?? [] {
      let pages = site.content.pages + Array(site.content.mentors.values) + (site.content.home.map { [$0] } ?? [])
      // Text that stands in for a translation is checked in its own language.
      for page in pages.sorted(by: { $0.source < $1.source }) where page.language == site.content.siteLanguage.language
      {
        for found in page.body.withUnsafeBytes({ dialects(in: $0) }).prefix(Self.most) {
          let place = Place(file: page.source, line: page.firstLine + found.line - 1)
          diagnostics.add(Diagnostic(.warning, at: place, found.syntax.message, remedy: found.syntax.remedy))
        }
      }
    }
    var counts: [Substring: Int] = [:]
    var found: [Diagnostic] = []
    try forEachMarkdown(in: try openRecord(at: folder.record)) { markdown in
      let column = markdown.name.split(separator: " ").last ?? ""
      for dialect in Array(markdown.text.utf8).withUnsafeBytes({ dialects(in: $0) })
      where counts[column, default: 0] < Self.most {
        counts[column, default: 0] += 1
        found.append(
          Diagnostic(
            .warning, at: Place(file: folder.record),
            "\(markdown.name) (line \(dialect.line) of the text): \(dialect.syntax.message)",
            remedy: dialect.syntax.remedy))
      }
    }
    for finding in found { diagnostics.add(finding) }
  }

  /// Reports pages as `init` made them that are in another language than the site's, or in the site's language but not
  /// translated into its other languages.
  mutating func addStarterFindings() {
    guard let settings = sites?.main.settings else { return }
    let language = settings.language
    let paths = Set(inputs.content.map(\.path))
    for file in inputs.content where isStarterPage(file.path, file.bytes, inLanguageOf: language) {
      let others = settings.languages.filter {
        $0 != language && !paths.contains("\(file.path.dropLast(".md".utf8.count)).\($0).md")
      }
      if others.isEmpty { continue }
      diagnostics.add(
        Diagnostic(
          .warning, at: Place(file: file.path), "the page is not translated (\(others.joined(separator: ", ")))",
          remedy:
            "write it beside it as \(file.path.dropLast(".md".utf8.count)).\(others[0]).md; where almanac has it in "
            + "that language, almanac init elsewhere --language … makes one to copy"))
    }
    for file in inputs.content where isStarterPage(file.path, file.bytes, inOtherLanguageThan: language) {
      diagnostics.add(
        Diagnostic(
          .warning, at: Place(file: file.path), "the page is not in the site's language (\(language))",
          remedy: "translate it; where almanac has it in your language, delete it and write almanac init --language …"))
    }
  }

  private func dialects(in text: UnsafeRawBufferPointer) -> [(line: Int, syntax: UnsupportedMarkdown)] {
    guard let base = text.baseAddress, let document = try? MarkdownDocument(Utf8(start: base, count: text.count))
    else { return [] }
    return document.unsupported()
  }
}
