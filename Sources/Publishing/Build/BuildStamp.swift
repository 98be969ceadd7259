import CSodium
import CivilTime

/// What a published site was made of, kept in its manifest: the next build compares it and may find nothing to do.
public struct BuildStamp: Equatable, Sendable {
  /// Hash of everything but the record: program, options, settings, content, templates, time zones, page clock.
  public var inputs: String
  /// The record's `programme_uuid`.
  public var programme: String
  /// What tells the record from others that reached the same revision: its lineage and the newest entry of its journal, as
  /// words without spaces.
  public var lineage: String
  public var journal: String
  public var revision: Int
  public var programmeRevision: Int
  /// How many mentors the site shows: every student's pages say it, or leave out their own directory when it is large.
  public var mentors: Int
  /// Which part of the site was built.
  public var scope: BuildScope
  /// One word for the mentors' own calendars.
  public var calendars: String
  /// Sessions that newer zone rules move, and that wait for `tick`: a build that finds nothing to do still lists them.
  public var shifted: Int
  /// One word for the links that lead to what is not shown now: pages of mentors and meetings have such words too.
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

  /// As the manifest holds it.
  public var text: String {
    "\(inputs) \(programme) \(lineage) \(journal) \(revision) \(programmeRevision) \(mentors) \(scope.rawValue) \(calendars) \(shifted) \(links)"
  }

  /// The time of outputs that no published tree has yet: the page clock, less some seconds of its quarter hour that follow
  /// everything else a build is made of. So neither two clocks nor two editions of a quarter hour share a time, and a page of the
  /// same size is still known to be another one. It is never ahead of the clock.
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

/// Collects the inputs of a build into one hash, a chain: each part's own hash goes in with all that came before, so that no
/// two lists of parts are alike.
public struct InputHash {
  private var chain = [UInt8](repeating: 0, count: 32)

  public init() {}

  public mutating func add(_ bytes: [UInt8]) {
    var link = [UInt8](repeating: 0, count: 32)
    // The key is the chain so far.
    crypto_generichash(&link, link.count, bytes, UInt64(bytes.count), chain, chain.count)
    chain = link
  }

  public mutating func add(_ text: String) { add(Array(text.utf8)) }

  /// The theme and the words that the program brings along.
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
