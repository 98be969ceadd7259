import Bytes
import Diagnostics
import Publishing

/// The document of a failed build.
func failedBuild(
  _ invocation: Invocation, _ process: ProcessEnvironment
) -> (Diagnostics, inout ByteSink) -> Void {
  let output = ProgrammeFolder(for: invocation, environment: process.environment).output(for: invocation)
  return { found, sink in
    BuildDocument(exit: found.exitCode, output: output, summary: PublishingSummary(), findings: found).append(
      into: &sink)
  }
}

/// Prints the findings of `check`: a document with --json, otherwise their number.
func reportFindings(_ findings: Diagnostics, _ invocation: Invocation, on console: Console) {
  let count = findings.all.count
  if invocation.has("json") {
    var sink = ByteSink(capacity: 1024)
    append(findings: findings, into: &sink)
    sink.append("\n")
    console.print(sink.bytes)
  } else if !invocation.has("quiet") {
    console.print(count == 0 ? "no findings\n" : "\(count) finding\(count == 1 ? "" : "s")\n")
  }
}

extension SiteBuild {
  func reportWarnings() {
    if diagnostics.all.isEmpty || invocation.has("quiet") && !diagnostics.hasErrors { return }
    process.console.report(DiagnosticRenderer().render(diagnostics))
  }

  mutating func addWarnings(_ warnings: [Diagnostic]) { for warning in warnings { diagnostics.add(warning) } }

  /// Prints the document with --json, otherwise the words unless --quiet.
  func report(exit: ExitCode, _ counts: OutputCounts?, _ summary: PublishingSummary, words: String = "") {
    if invocation.has("json") {
      var sink = ByteSink(capacity: 1024)
      BuildDocument(exit: exit, output: output, summary: summary, counts: counts, findings: diagnostics)
        .append(into: &sink)
      sink.append("\n")
      process.console.print(sink.bytes)
    } else if !invocation.has("quiet") {
      process.console.print(words)
    }
  }

  /// A summary such as `212 pages, 48 feeds, 1,304 open slots; 37 written, 411 unchanged, 2 removed`, without the first
  /// part if the site was not counted.
  func summary(_ counts: OutputCounts?, _ summary: PublishingSummary) -> String {
    let (written, removed) = invocation.has("dry-run") ? ("to write", "to remove") : ("written", "removed")
    let size = counts.map { "\($0.pages) pages, \($0.feeds) feeds, \($0.openSlots) open slots; " } ?? ""
    return """
      \(size)\(summary.written) \(written), \(summary.unchanged) unchanged, \(summary.removed) \(removed): \(visible(output))

      """
  }
}
