import Diagnostics
import Glibc
import Synchronization
import Testing

@testable import Publishing

/// The order in which a publication reaches the disk: what a power cut would find. Everything of the new tree is written back
/// before the switch, and the switch before the build ends.
@Suite struct PublisherOrder {
  private static let old = ["index.html": "old", "a/b": "same", "gone/x": "x"]
  private static let new = ["index.html": "new", "a/b": "same", "fresh/y": "y"]

  private final class Record: Sendable {
    let calls = Mutex<[(step: PublishingStep, path: String)]>([])
    func hook(_ step: PublishingStep, _ path: String) -> PublishingFault? {
      calls.withLock { $0.append((step, path)) }
      return nil
    }
  }

  /// The steps of the second publication, as `sync public`.
  private func steps(_ mode: PublishMode, isFirst: Bool = false) throws -> [String] {
    let site = try Site()
    if !isFirst { try site.publish(Self.old, mode) }
    let record = Record()
    try site.publish(Self.new, mode) {
      $0.durable = true
      $0.faults = record.hook
    }
    return record.calls.withLock { $0 }.map { "\($0.step) \($0.path.replacing(site.root + "/", with: ""))" }
  }

  private func place(_ step: String, in steps: [String], last: Bool = false) throws -> Int {
    try #require(last ? steps.lastIndex(of: step) : steps.firstIndex(of: step), "no \(step) in \(steps)")
  }

  @Test(arguments: [(PublishMode.exchange, false), (.exchange, true), (.symlink, false), (.symlink, true)])
  func aTreeIsSyncedBeforeItIsSwitchedAndItsFolderAfter(mode: PublishMode, isFirst: Bool) throws {
    let steps = try steps(mode, isFirst: isFirst)
    let manifest = try place("sync .almanac/manifest.next", in: steps)
    let sync = try place("sync public", in: steps)
    let exchange = try place("exchange public", in: steps, last: true)
    let above = try place(
      "sync the folder above", in: steps.map { $0 == "sync public" ? "sync the folder above" : $0 }, last: true)
    #expect(manifest < sync && sync < exchange && exchange < above, "\(steps)")
    for (at, step) in steps.enumerated() where step.hasPrefix("create public/") || step.hasPrefix("link public/") {
      #expect(at < sync, "\(step) after the sync")
    }
    for (at, step) in steps.enumerated() where step.hasPrefix("write ") || step.hasPrefix("close ") {
      #expect(at < sync, "\(step) after the sync")
    }
    if mode == .symlink {
      // The link leads to a name that the disk has.
      let named = try place("sync public.gen", in: steps)
      let links = try #require(steps.firstIndex(of: "exchange public"))
      #expect(sync < named && named < links, "\(steps)")
    }
    // The manifest takes its name only when its tree is there.
    #expect(try place("rename .almanac/manifest.next", in: steps) > exchange)
  }

  @Test func filesAreSyncedBeforeTheRecordAndTheRecordBeforeTheRenames() throws {
    let steps = try steps(.files)
    let staged = try place("write public/index.html", in: steps)
    let manifest = try place("sync .almanac/manifest.pending", in: steps)
    let sync = try place("sync public", in: steps)
    let record = try place("sync .public.commit", in: steps)
    let named = try place("rename .public.commit", in: steps)
    let first = try #require(steps.firstIndex { $0.hasPrefix("rename public/") || $0.hasPrefix("remove public/") })
    let last = try #require(steps.lastIndex { $0.hasPrefix("rename public/") || $0.hasPrefix("remove public/") })
    let done = try place("finish public", in: steps)
    #expect(staged < manifest && manifest < sync && sync < record && record < named && named < first, "\(steps)")
    // The folder above holds the record's name; then the renames themselves; then the record goes.
    #expect(steps[named..<first].contains("sync public") && steps[last..<done].contains("sync public"), "\(steps)")
    // What is new comes before what links to it, removals come last.
    let renames = steps.filter { $0.hasPrefix("rename public/") || $0.hasPrefix("remove public/") }
    #expect(renames == ["rename public/fresh/y", "rename public/index.html", "remove public/gone/x"])
  }

  @Test(arguments: [PublishMode.exchange, .symlink, .files]) func withoutSyncfsEveryFileIsSynced(mode: PublishMode)
    throws
  {
    for code in [ENOSYS, EIO] {
      let site = try Site()
      try site.publish(Self.old, mode)
      let isFirst = Mutex(true)
      func publish() throws {
        try site.publish(Self.new, mode) {
          $0.durable = true
          $0.faults = { step, path in
            guard step == .sync, !path.contains(".almanac") else { return nil }
            return isFirst.withLock { first in
              defer { first = false }
              return first ? .failure(code) : nil
            }
          }
        }
      }
      if code == ENOSYS {
        try publish()
        #expect(try site.tree() == Self.new)
      } else {
        #expect(try refusal(publish).exitCode == .databaseOrDisk)
        #expect(try site.tree() == Self.old)
      }
    }
  }
}
