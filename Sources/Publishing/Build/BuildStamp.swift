import CSodium
import CivilTime

/// The inputs of a published site, kept in its manifest: the next build compares them and may find nothing to do.
public struct BuildStamp: Equatable, Sendable {
  /// Hash of everything except the record: program, options, settings, content, templates, time zones, page clock.
  public var inputs: String
  /// The record's `programme_uuid`.
  public var programme: String
  /// Distinguishes the record from others at the same revision: its lineage and the newest entry of its journal, as
  /// words without spaces.
  public var lineage: String
  public var journal: String
  public var revision: Int
  public var programmeRevision: Int
  /// How many mentors the site shows. Every student's pages show this number, and leave out the private directory if it
  /// is large.
  public var mentors: Int
  /// The part of the site that was built.
  public var scope: BuildScope
  /// One word that identifies the state of the mentors' own calendars.
  public var calendars: String
  /// Sessions that newer zone rules move and that wait for `tick`: a build that finds nothing to do still lists them.
  public var shifted: Int
  /// One word that identifies the links to targets that are hidden now: the texts of mentors and meetings have such
  /// links too.
  public var links: String

  public init(
    inputs: String, programme: String, lineage: String, journal: String, revision: Int, programmeRevision: Int,
    mentors: Int, scope: BuildScope,
    calendars: String, shifted: Int, links: String
  ) {
    self.inputs = inputs
    self.programme = programme
    self.lineage = lineage
    self.journal = journal
    self.revision = revision
    self.programmeRevision = programmeRevision
    self.mentors = mentors
    self.scope = scope
    self.calendars = calendars
    self.shifted = shifted
    self.links = links
  }

  /// The stamp as stored in the manifest.
  public var text: String {
    "\(inputs) \(programme) \(lineage) \(journal) \(revision) \(programmeRevision) \(mentors) \(scope.rawValue) \(calendars) \(shifted) \(links)"
  }

  /// The time of outputs that are not in any published tree yet: the page clock, minus some seconds of its quarter hour
  /// that depend on all other inputs of the build. So neither two clocks nor two versions within a quarter hour share a
  /// time, and a changed page of the same size is detected. The time is never later than the clock.
  public func freshTime(at clock: PageClock) -> Int {
    var hash = InputHash()
    hash.add(text)
    return clock.now.seconds - Int((UInt64(hash.finish().prefix(12), radix: 16) ?? 0) % 900)
  }

  public init?(_ text: String) {
    let parts = text.split(separator: " ").map(String.init)
    guard parts.count == 11, let revision = Int(parts[4]), let common = Int(parts[5]), let mentors = Int(parts[6]),
      let scope = BuildScope(rawValue: parts[7]), let shifted = Int(parts[9])
    else { return nil }
    self.init(
      inputs: parts[0], programme: parts[1], lineage: parts[2], journal: parts[3], revision: revision,
      programmeRevision: common, mentors: mentors, scope: scope, calendars: parts[8], shifted: shifted,
      links: parts[10])
  }
}

/// Collects the inputs of a build in one hash. Each part's own hash is chained with all previous parts, so that no two
/// lists of parts have the same hash.
public struct InputHash {
  private var chain = [UInt8](repeating: 0, count: 32)

  public init() {}

  public mutating func add(_ bytes: [UInt8]) {
    var link = [UInt8](repeating: 0, count: 32)
    // The key is the chain's previous value.
    crypto_generichash(&link, link.count, bytes, UInt64(bytes.count), chain, chain.count)
    chain = link
  }

  public mutating func add(_ text: String) { add(Array(text.utf8)) }

  /// Adds the built-in theme and interface strings.
  public mutating func addEmbeddedFiles() {
    for file in EmbeddedFile.all {
      add(file.path)
      add(file.bytes)
    }
  }

  public mutating func add(_ files: [SiteFile]) {
    for file in files {
      add(file.path)
      add(file.bytes)
    }
  }

  /// 64 hexadecimal digits.
  public func finish() -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: chain.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
