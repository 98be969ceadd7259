import Diagnostics
import Publishing

/// Flags common to `build` and `check`.
let buildOptions: [OptionSpec] = [
  OptionSpec("output", short: "o", value: "DIR", "where the site goes (default: public in the folder)"),
  OptionSpec("base-url", short: "u", value: "URL", "the site's address, instead of base_url in site.yaml"),
  OptionSpec("drafts", "take drafts and mentors who wait for approval too"),
  OptionSpec("jobs", value: "N", "how many workers (default: the machine's processors, at most 8)"),
  zoneFolderOption,
]

extension SiteBuild {
  static func scope(_ invocation: Invocation) throws(Diagnostic) -> BuildScope {
    let said =
      ["public-only", "private-only"].filter(invocation.has) + (invocation.value("only") == nil ? [] : ["only"])
    if said.count > 1 {
      throw Diagnostic("--\(said[0]) and --\(said[1]) say two things", remedy: "keep one of them")
    }
    if invocation.has("public-only") { return .public }
    if invocation.has("private-only") { return .private }
    guard let text = invocation.value("only") else { return .full }
    guard let scope = BuildScope(rawValue: text) else {
      throw Diagnostic("unknown --only \"\(text)\"", remedy: "write core, public, private or full")
    }
    return scope
  }

  static func jobs(_ invocation: Invocation, _ process: ProcessEnvironment) throws(Diagnostic) -> Int {
    guard let text = invocation.value("jobs") else { return min(8, max(1, process.processors)) }
    guard let jobs = Int(text), (1...64).contains(jobs) else {
      throw Diagnostic("--jobs \"\(text)\" is no number of 1 to 64", remedy: "write digits only")
    }
    return jobs
  }

  static func mode(_ invocation: Invocation) throws(Diagnostic) -> PublishMode? {
    guard let text = invocation.value("publish") else { return nil }
    guard let mode = PublishMode(rawValue: text) else {
      throw Diagnostic("unknown --publish \"\(text)\"", remedy: "write auto, exchange, symlink or files")
    }
    return mode
  }
}

extension BuildScope {
  /// Whether the whole public tree is built, so that a list of it can be made.
  var publishesAll: Bool { self == .full || self == .public }
}
