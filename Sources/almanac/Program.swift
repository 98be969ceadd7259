import CivilTime
import Diagnostics
import Mentoring
import Storage

/// The release's version, printed by --version and written into `.almanac/`.
let programVersion = "0.1.0"

/// The date of the last change to the release's templates and strings. No page has an older mtime, which browsers use
/// for caching.
let programChanged = Instant(seconds: 1_795_219_200)

/// Runs one command line and returns its exit code. Everything it needs is an argument.
struct Program: Sendable {
  var commands: [CommandSpec]

  static let standard: Program = Program(
    commands: recordCommands + personCommands + personVerbs + linkCommands + connectionCommands + sessionCommands
      + reviewCommands + creditCommands
      + mentorCommands + availabilityCommands + journalCommands + [
        initCommand, buildCommand, checkCommand, demoCommand, slotsCommand, busyCommand, tickCommand,
        completionsCommand,
        helpCommand,
        versionCommand,
      ])

  func run(_ arguments: [String], in process: ProcessEnvironment) -> Int32 {
    let console = process.console
    let renderer = DiagnosticRenderer()
    var wantsJSON = false
    var isVerb = false
    do {
      if arguments.isEmpty || arguments == ["--help"] || arguments == ["-h"] {
        console.print(overview(of: commands, chapters: handbookChapters))
        return arguments.isEmpty ? ExitCode.usage.rawValue : 0
      }
      if arguments == ["--version"] { return try versionCommand.run(Invocation(command: versionCommand), process) }
      let invocation = try ArgumentParser(commands: commands).parse(arguments)
      wantsJSON = invocation.has("json")
      isVerb = invocation.command.isVerb
      if invocation.has("help") {
        console.print(help(for: invocation.command))
        return 0
      }
      return try run(invocation, in: process)
    } catch let refusal as Refusal {
      return printRefusal(refusal, json: wantsJSON, to: console)
    } catch let error as Diagnostic {
      if wantsJSON, isVerb { printError(Diagnostics([error]), to: console) }
      console.report(renderer.render(error))
      return error.exitCode.rawValue
    } catch let errors as Diagnostics {
      if wantsJSON, isVerb { printError(errors, to: console) }
      console.report(renderer.render(errors))
      return errors.exitCode.rawValue
    } catch {
      console.report("almanac: error: \(visible(String(describing: error)))\n")
      return ExitCode.failed.rawValue
    }
  }

  /// Runs a command, and repeats it if the record was replaced before the command wrote anything: what it read then
  /// belongs to the former record.
  private func run(_ invocation: Invocation, in process: ProcessEnvironment) throws -> Int32 {
    // Standard input can be read only once.
    let mayRepeat = !invocation.operands.contains("-")
    for _ in 0..<3 {
      do {
        return try invocation.command.run(invocation, process)
      } catch let replaced as RecordReplaced where replaced.isAfterCommit || !mayRepeat {
        throw replaced.diagnostic
      } catch is RecordReplaced {
        continue
      }
    }
    throw RecordReplaced(path: "the record", isAfterCommit: false).diagnostic
  }
}
