import Bytes
import Diagnostics
import Publishing

/// Appends findings as a JSON array of objects, in their order: `severity`, `place` (null, or `file` with `line` and
/// `column` if known), `cause` and `remedy` (null if there is none).
func append(findings: Diagnostics, into sink: inout ByteSink) {
  sink.append("[")
  for (index, finding) in findings.sorted.enumerated() {
    sink.append(index == 0 ? "\n{\"severity\":" : ",\n{\"severity\":")
    sink.append(json: finding.severity.rawValue)
    sink.append(",\"place\":")
    if let place = finding.place {
      sink.append("{\"file\":")
      sink.append(json: place.file)
      sink.append(",\"line\":\(orNull(place.line)),\"column\":\(orNull(place.column))}")
    } else {
      sink.append("null")
    }
    sink.append(",\"cause\":")
    sink.append(json: finding.message)
    sink.append(",\"remedy\":")
    if let remedy = finding.remedy { sink.append(json: remedy) } else { sink.append("null") }
    sink.append("}")
  }
  sink.append(findings.all.isEmpty ? "]" : "\n]")
}

func orNull(_ number: Int?) -> String { number.map(String.init) ?? "null" }

/// Runs a command that reports findings. With --json, errors are also printed on standard output in the form that
/// `document` gives them, so that a reader always gets exactly one document.
func reporting(
  _ invocation: Invocation, on console: Console, _ document: (Diagnostics, inout ByteSink) -> Void,
  _ body: () throws -> Int32
) throws -> Int32 {
  do { return try body() } catch {
    if invocation.has("json"), let found = error as? Diagnostics ?? (error as? Diagnostic).map({ Diagnostics([$0]) }) {
      var sink = ByteSink(capacity: 1024)
      document(found, &sink)
      sink.append("\n")
      console.print(sink.bytes)
    }
    throw error
  }
}

/// The result of a build, for --json.
struct BuildDocument {
  var exit: ExitCode
  var output: String
  var summary: PublishingSummary
  /// Nil when only changed parts were rendered, since the whole site was not counted.
  var counts: OutputCounts?
  var findings: Diagnostics

  func append(into sink: inout ByteSink) {
    sink.append("{\"ok\":\(exit == .done),\"exit\":\(exit.rawValue),\"output\":")
    sink.append(json: output)
    sink.append(
      """
      ,"written":\(summary.written),"unchanged":\(summary.unchanged),"removed":\(summary.removed),\
      "pages":\(orNull(counts?.pages)),"feeds":\(orNull(counts?.feeds)),"slots":\(orNull(counts?.openSlots)),"changes":
      """)
    sink.append(json: summary.changes)
    var errors = Diagnostics()
    var warnings = Diagnostics()
    for one in findings.all { if one.severity == .error { errors.add(one) } else { warnings.add(one) } }
    sink.append(",\"errors\":")
    almanac.append(findings: errors, into: &sink)
    sink.append(",\"warnings\":")
    almanac.append(findings: warnings, into: &sink)
    sink.append("}")
  }
}
