import Bytes
import Diagnostics
import Publishing

/// Findings as a JSON array of objects, in the order in which they are told: `severity`, `place` (null, or `file` with `line`
/// and `column` where they are known), `cause` and `remedy` (null where there is none).
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

/// Runs a command that answers with findings. With --json what it throws is told on standard output too, as `document`
/// words it, so that a reader gets one document whatever comes.
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

/// What a build came to, for --json.
struct BuildDocument {
  var exit: ExitCode
  var output: String
  var summary: PublishingSummary
  /// Nil when only what changed was rendered: the whole was not counted then.
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
