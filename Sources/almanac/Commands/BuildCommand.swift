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
) { invocation, surroundings in
  try telling(invocation, on: surroundings.console, failedBuild(invocation, surroundings)) {
    try runBuild(invocation, surroundings)
  }
}

private func runBuild(_ invocation: Invocation, _ surroundings: Surroundings) throws -> Int32 {
  var build = try SiteBuild(invocation, surroundings)
  if let published = try build.publishedOutputs() {
    var unchanged = PressSummary()
    unchanged.unchanged = published.count
    if invocation.has("strict") {
      // The warnings of what is published count as those of a new build.
      _ = try build.run(into: try build.openPress(dryRun: true))
      if !build.diagnostics.all.isEmpty {
        build.tellWarnings()
        build.report(exit: .failed, nil, unchanged)
        return ExitCode.failed.rawValue
      }
    } else {
      if published.stamp.shifted > 0 { try build.listShifted() }
      try build.checkZoneRules()
      build.tellWarnings()
    }
    // The site is what it should be, whatever becomes of the words.
    if !invocation.has("dry-run") { surroundings.console.noteDone() }
    build.report(exit: .done, nil, unchanged, words: "nothing has changed\n")
    return 0
  }
  let isDry = invocation.has("dry-run")
  let press = try build.openPress(dryRun: isDry)
  try build.checkScope(of: press)
  let outcome = try build.run(into: press)
  if invocation.has("strict"), !build.diagnostics.all.isEmpty {
    press.abandon()
    build.tellWarnings()
    build.report(exit: .failed, outcome.counts, PressSummary())
    return ExitCode.failed.rawValue
  }
  let summary = try press.publish(stamp: outcome.stamp.text)
  if !isDry {
    build.noteCalendars(outcome.stamp)
    surroundings.console.noteDone()
  }
  build.tellWarnings()
  for warning in press.warnings { surroundings.console.report(DiagnosticRenderer().render(warning)) }
  if !invocation.has("json") {
    for change in summary.changes { surroundings.console.print(change + "\n") }
  }
  build.addWarnings(press.warnings)
  let exit = build.exitCode
  build.report(exit: exit, outcome.counts, summary, words: build.summary(outcome.counts, summary))
  build.leaveToTheSystem(press)
  return exit.rawValue
}

let checkCommand: CommandSpec = CommandSpec(
  words: ["check"], summary: "do everything that build does, write nothing, and tell what is wrong or strange",
  options: buildOptions
) { invocation, surroundings in
  try telling(invocation, on: surroundings.console, append(findings:into:)) {
    var build = try SiteBuild(invocation, surroundings)
    let press = try build.openPress(dryRun: true)
    _ = try build.run(into: press)
    try build.addFindings()
    build.tellWarnings()
    tellFindings(build.diagnostics, invocation, on: surroundings.console)
    return build.diagnostics.all.isEmpty ? 0 : ExitCode.failed.rawValue
  }
}
