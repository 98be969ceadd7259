import Diagnostics
import Publishing

let buildCommand: CommandSpec = CommandSpec(
  words: ["build"], summary: "render the site and the calendars, and publish what changed",
  options: buildOptions + [
    OptionSpec("strict", "end with 1 and publish nothing if there are warnings"),
    OptionSpec("dry-run", "list what would change, write nothing"),
    OptionSpec("force", "render everything anew, compare every byte, also into a folder that almanac did not make"),
    OptionSpec(
      "publish", value: "MODE", choices: choices(of: PublishMode.self),
      "auto, exchange, symlink or files (default: publish.mode in site.yaml)"),
    OptionSpec(
      "only", value: "PART", choices: choices(of: BuildScope.self), "core, public, private or full (default: full)"),
    OptionSpec("public-only", "the same as --only public"),
    OptionSpec("private-only", "the same as --only private"),
  ]
) { invocation, process in
  try reporting(invocation, on: process.console, failedBuild(invocation, process)) {
    try runBuild(invocation, process)
  }
}

private func runBuild(_ invocation: Invocation, _ process: ProcessEnvironment) throws -> Int32 {
  var build = try SiteBuild(invocation, process)
  if let published = try build.publishedOutputs() {
    var unchanged = PublishingSummary()
    unchanged.unchanged = published.count
    if invocation.has("strict") {
      // Warnings about the published site count like those of a new build.
      _ = try build.run(into: try build.openPublisher(dryRun: true))
      if !build.diagnostics.all.isEmpty {
        build.reportWarnings()
        build.report(exit: .failed, nil, unchanged)
        return ExitCode.failed.rawValue
      }
    } else {
      if published.stamp.shifted > 0 { try build.listShifted() }
      try build.checkZoneRules()
      build.reportWarnings()
    }
    // The site is published, even if the report cannot be printed.
    if !invocation.has("dry-run") { process.console.noteDone() }
    build.report(exit: .done, nil, unchanged, words: "nothing has changed\n")
    return 0
  }
  let isDry = invocation.has("dry-run")
  let publisher = try build.openPublisher(dryRun: isDry)
  try build.checkScope(of: publisher)
  let outcome = try build.run(into: publisher)
  if invocation.has("strict"), !build.diagnostics.all.isEmpty {
    publisher.abandon()
    build.reportWarnings()
    build.report(exit: .failed, outcome.counts, PublishingSummary())
    return ExitCode.failed.rawValue
  }
  let summary = try publisher.publish(stamp: outcome.stamp.text)
  if !isDry {
    build.noteCalendars(outcome.stamp)
    process.console.noteDone()
  }
  build.reportWarnings()
  for warning in publisher.warnings { process.console.report(DiagnosticRenderer().render(warning)) }
  if !invocation.has("json") {
    for change in summary.changes { process.console.print(change + "\n") }
  }
  build.addWarnings(publisher.warnings)
  let exit = build.exitCode
  build.report(exit: exit, outcome.counts, summary, words: build.summary(outcome.counts, summary))
  build.leaveToTheSystem(publisher)
  return exit.rawValue
}

let checkCommand: CommandSpec = CommandSpec(
  words: ["check"], summary: "do everything that build does, write nothing, and tell what is wrong or strange",
  options: buildOptions
) { invocation, process in
  try reporting(invocation, on: process.console, append(findings:into:)) {
    var build = try SiteBuild(invocation, process)
    let publisher = try build.openPublisher(dryRun: true)
    _ = try build.run(into: publisher)
    try build.addFindings()
    build.reportWarnings()
    reportFindings(build.diagnostics, invocation, on: process.console)
    return build.diagnostics.all.isEmpty ? 0 : ExitCode.failed.rawValue
  }
}
