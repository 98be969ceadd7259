import Foundation
import Testing

@testable import almanac

/// The completion scripts, as shells carry them out. Lines are given as the shell hands them over: bash parts them at
/// `=` too.
@Suite struct CompletionTests {
  // MARK: bash

  /// The proposals for the last of the words.
  private func bash(_ words: [String], in folder: ProgramFolder) throws -> [String] {
    try bash([words], in: folder)[0]
  }

  /// One run of bash for many lines, each with its proposals, sorted.
  private func bash(_ lines: [[String]], in folder: ProgramFolder) throws -> [[String]] {
    try folder.write(try folder.say("completions", "bash").out, to: "almanac.bash")
    var driver = "source ./almanac.bash\n"
    for line in lines {
      driver += "COMP_WORDS=(\((["almanac"] + line).map(quoted).joined(separator: " "))); COMP_CWORD=\(line.count)\n"
      driver += "_almanac; printf '%s\\n' \"${COMPREPLY[@]}\"; echo ---\n"
    }
    try folder.write(driver, to: "driver.bash")
    let told = try folder.shell("/bin/bash", ["--norc", "--noprofile", "driver.bash"])
    #expect(told.err == "" && told.code == 0)
    return told.out.components(separatedBy: "---\n").dropLast().map { part in
      part.split(separator: "\n").map(String.init).sorted()
    }
  }

  @Test(
    arguments: [
      (["bui"], ["build"]),
      (["session", "re"], ["request", "reschedule"]),
      (["sess"], ["session"]),
      (["session", "book", "--mentor", "ada", "--ti"], ["--title"]),
      (["session", "book", "--as", "sam", "@", "example.org", "--ti"], ["--title"]),
      (["session", "book", "--title", "--as", "--mento"], ["--mentor"]),
      (["session", "book", "--type", "V"], ["VIDEO", "VOICE"]),
      (["session", "book", "--type", "="], ["CHAT", "IN_PERSON", "VIDEO", "VOICE"]),
      (["session", "book", "--type", "=", "IN"], ["IN_PERSON"]),
      (["session", "book", "--title", "V"], []),
      (["session", "no-show", "S-1", "--absent", ""], ["both", "mentor", "student"]),
      (["build", "--publish", "a"], ["auto"]),
      (["-C", "site", "build", "--on"], ["--only"]),
      (["build", "--publish", ""], ["auto", "exchange", "files", "symlink"]),
      (["build", "--publish", "e"], ["exchange"]),
      (["build", "-"], nil),
      (["build", "--", "--on"], []),
      (["completions", ""], ["bash", "fish", "zsh"]),
      (["help", "session", "app"], ["approve"]),
      (["help", "help"], ["help"]),
      (["help", "troubl"], ["troubleshooting"]),
      (["troubl"], []),
      (["person", "set", "sam", "@", "example.org", "--role", "=", "o"], ["organiser"]),
      (["nonsense", "bui"], []),
    ] as [([String], [String]?)])
  func bashProposesWhatMayStandThere(_ line: [String], _ expected: [String]?) throws {
    let folder = try ProgramFolder()
    let proposals = try bash(line, in: folder)
    guard let expected else {
      #expect(proposals.contains("-o") && proposals.contains("--strict") && proposals.contains("--now"))
      return
    }
    #expect(proposals == expected)
  }

  @Test func pathsAreCompletedByFilesAndFolders() throws {
    let folder = try ProgramFolder()
    try folder.write("", to: "members 2026.csv")
    try folder.write("", to: "mementos/letter.txt")
    let lines = [
      ["person", "import", "mem"], ["-C", "mem"], ["build", "-o", "mem"], ["slots", "--spec", "=", "mem"],
      ["build", "--jobs", "mem"], ["db", "backup", "one", "mem"],
    ]
    let both = ["members 2026.csv", "mementos"]
    #expect(try bash(lines, in: folder) == [both, ["mementos"], ["mementos"], both, [], []])
  }

  @Test func everyCommandWithEveryOptionOfTheHelpIsProposed() throws {
    let folder = try ProgramFolder()
    var lines: [[String]] = []
    var expected: [Set<String>] = []
    for command in Program.standard.commands {
      lines.append(command.words)
      expected.append([command.words.last ?? ""])
      let help = try folder.run(["help"] + command.words).out
      let told = help.matches(of: /(?m)^  (?:-(\w), |    )--([a-z-]+)/).flatMap { match in
        ["--\(match.2)"] + (match.1.map { ["-\($0)"] } ?? [])
      }
      #expect(told.count >= globalOptions.count)
      lines.append(command.words + ["-"])
      expected.append(Set(told))
      for option in command.options where !option.choices.isEmpty {
        lines.append(command.words + ["--" + option.long, ""])
        expected.append(Set(option.choices))
      }
    }
    let proposals = try bash(lines, in: folder)
    try #require(proposals.count == lines.count && lines.count > 120)
    for (index, line) in lines.enumerated() {
      let all = Set(proposals[index])
      let isWord = line == line.filter { !$0.hasPrefix("-") && !$0.isEmpty }
      if isWord {
        #expect(expected[index].isSubset(of: all), "\(line)")
      } else {
        #expect(all == expected[index], "\(line)")
      }
    }
  }

  /// What is proposed as a value is taken as one: no choice stands in the table that its command refuses.
  @Test func everyProposedChoiceOfAListIsTaken() throws {
    let folder = try ProgramFolder.verbs(students: [])
    for command in Program.standard.commands where command.words.last == "list" {
      for option in command.options {
        for choice in option.choices {
          try folder.say(command.words[0], command.words[1], "--" + option.long, choice)
        }
      }
    }
  }

  @Test func anUnknownShellIsNamed() throws {
    let run = try ProgramFolder().run("completions", "tcsh")
    #expect(run.code == 5)
    #expect(run.err == "almanac: error: no completions for \"tcsh\"; write bash, zsh or fish\n")
  }

  // MARK: zsh and fish, where they are installed

  private static func installed(_ shell: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return folders.split(separator: ":").map { "\($0)/\(shell)" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }

  private static let cases: [(line: String, expected: [String])] = [
    ("session re", ["request", "reschedule"]), ("session book --type V", ["VIDEO", "VOICE"]),
    ("session book --title x --ti", ["--title"]), ("build --publish a", ["auto"]), ("-C site build --on", ["--only"]),
    ("help session app", ["approve"]), ("help troubl", ["troubleshooting"]), ("completions z", ["zsh"]),
    ("person import mem", ["members.csv"]),
  ]

  @Test(.enabled(if: installed("fish") != nil), arguments: cases)
  func fishProposesWhatMayStandThere(_ line: String, _ expected: [String]) throws {
    let folder = try ProgramFolder()
    try folder.write("", to: "members.csv")
    try folder.write(try folder.say("completions", "fish").out, to: "almanac.fish")
    let shell = try #require(Self.installed("fish"))
    let told = try folder.shell(
      shell, ["--no-config", "-c", "source ./almanac.fish; complete -C \(quoted("almanac " + line))"])
    #expect(told.err == "")
    #expect(told.out.split(separator: "\n").map { $0.prefix { $0 != "\t" } }.map(String.init).sorted() == expected)
  }

  /// The script by itself; the widgets of zsh's completion are stood in for by functions that print what they are given.
  @Test(.enabled(if: installed("zsh") != nil), arguments: cases)
  func zshProposesWhatMayStandThere(_ line: String, _ expected: [String]) throws {
    let folder = try ProgramFolder()
    try folder.write("", to: "members.csv")
    try folder.write(try folder.say("completions", "zsh").out, to: "almanac.zsh")
    let words = (["almanac"] + line.split(separator: " ").map(String.init)).map(quoted)
    try folder.write(
      """
      compdef() { }
      compset() { }
      _message() { }
      _describe() { print -rl -- ${${(P)4}%%:*} }
      compadd() { shift; print -rl -- "$@" }
      _files() { print -rl -- *(N) }
      source ./almanac.zsh
      words=(\(words.joined(separator: " "))); CURRENT=\(words.count)
      _almanac
      """, to: "driver.zsh")
    let told = try folder.shell(try #require(Self.installed("zsh")), ["-f", "driver.zsh"])
    #expect(told.err == "")
    let last = String(line.split(separator: " ").last ?? "")
    #expect(told.out.split(separator: "\n").map(String.init).filter { $0.hasPrefix(last) }.sorted() == expected)
  }
}

extension ProgramFolder {
  /// Runs another program in this folder.
  func shell(_ program: String, _ arguments: [String]) throws -> Run {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": path]
      .merging(ProcessInfo.processInfo.environment.filter { $0.key == "LD_LIBRARY_PATH" }) { $1 }
    let (out, err) = (Pipe(), Pipe())
    process.standardOutput = out
    process.standardError = err
    try process.run()
    let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let faults = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Run(code: process.terminationStatus, out: text, err: faults)
  }
}
