import Bytes
import Diagnostics
import Markup
import Mentoring

/// A Markdown text of the record that the pages leave out because parsing it could take long.
public struct SkippedText: Hashable, Sendable {
  /// The place of the text in the record.
  public enum Source: Hashable, Sendable {
    case bio(slug: String)
    case notesBefore(session: Int)
    case notesAfter(session: Int)
  }

  public var source: Source
  public var fault: MarkdownFault

  public init(_ source: Source, _ fault: MarkdownFault) {
    self.source = source
    self.fault = fault
  }

  /// - Parameter record: the record's path as the user wrote it.
  public func finding(record: String) -> Diagnostic {
    let (row, command) =
      switch source {
      case .bio(let slug): ("mentor \"\(slug)\", bio", "almanac mentor set \(slug) --bio …")
      case .notesBefore(let id): ("S-\(id), notes_before", "almanac session note S-\(id) --before …")
      case .notesAfter(let id): ("S-\(id), notes_after", "almanac session complete S-\(id) --notes …")
      }
    let line = fault.line.map { " (line \($0) of the text)" } ?? ""
    return Diagnostic(
      .warning, at: Place(file: record), "\(row): the text is left out, since \(fault.message)\(line)",
      remedy: "\(fault.remedy): \(command)", exitCode: .publishedWithOmissions)
  }
}

extension RenderContext {
  /// Sets a field to a Markdown text of the record. A text that is skipped leaves the field empty and is counted.
  mutating func set<Fields>(
    _ row: Row<Fields>, _ field: HTMLField<Fields>, markdown text: Utf8,
    of source: @autoclosure () -> SkippedText.Source
  ) {
    if text.isEmpty { return }
    var fault: MarkdownFault?
    data.set(row, field) { sink in
      do throws(MarkdownFault) { try appendMarkdown(text, into: &sink) } catch { fault = error }
    }
    if let fault { counts.skipped.insert(SkippedText(source(), fault)) }
  }
}
