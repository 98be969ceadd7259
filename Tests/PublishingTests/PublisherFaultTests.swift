import Diagnostics
import Foundation
import Glibc
import Synchronization
import Testing

@testable import Publishing

@Suite struct PublisherFaults {
  private static let old = ["index.html": "old", "a/b": "same", "gone/x": "x"]
  private static let new = ["index.html": "new", "a/b": "same", "fresh/y": "y"]

  /// A hook that lets the n-th step (from 0) fail or die, and counts.
  private final class Nth: Sendable {
    let count = Mutex(0)
    let at: Int
    let fault: PublishingFault
    init(_ at: Int, _ fault: PublishingFault) { (self.at, self.fault) = (at, fault) }
    func hook(_ step: PublishingStep, _ path: String) -> PublishingFault? {
      count.withLock { count in
        defer { count += 1 }
        return count == at ? fault : nil
      }
    }
  }

  @Test(arguments: [PublishMode.exchange, .symlink, .files], [ENOSPC, EIO])
  func everyFailingCallLeavesTheOldSiteOrFinishesTheNew(mode: PublishMode, code: Int32) throws {
    for at in 0..<200 {
      let site = try Site()
      try site.publish(Self.old, mode)
      let nth = Nth(at, .failure(code))
      do {
        try site.publish(Self.new, mode) {
          $0.durable = true
          $0.faults = nth.hook
        }
        #expect(try site.tree() == Self.new)
        if nth.count.withLock({ $0 }) <= at { return }
      } catch let diagnostic as Diagnostic {
        #expect(diagnostic.exitCode == .databaseOrDisk)
        #expect(diagnostic.message.contains(String(cString: strerror(code))))
        if mode != .files {
          let tree = try site.tree()
          #expect(tree == Self.old || tree == Self.new)
        }
      }
      try site.publish(Self.new, mode)
      #expect(try site.tree() == Self.new)
      #expect(try Publisher.verify(output: site.output) == [])
      #expect(try !site.names().contains { $0.contains(".stage.") || $0.contains(".commit") })
    }
    Issue.record("more steps than expected")
  }

  @Test(arguments: [PublishMode.exchange, .symlink, .files])
  func aKillAtAnyStepIsMadeGoodByTheNextRun(mode: PublishMode) throws {
    for at in 0..<200 {
      let site = try Site()
      try site.publish(Self.old, mode)
      let nth = Nth(at, .kill)
      do {
        try site.publish(Self.new, mode) {
          $0.durable = true
          $0.faults = nth.hook
        }
        return
      } catch is PublisherKilled {}
      let between = try site.tree()
      if mode != .files { #expect(between == Self.old || between == Self.new) }
      for text in between.values { #expect(["old", "new", "same", "x", "y"].contains(text)) }
      // Opening alone finishes or forgets the switch.
      try Publisher.open(output: site.output, options: PublisherOptions()).abandon()
      let after = try site.tree()
      #expect(after == Self.old || after == Self.new)
      #expect(try Publisher.verify(output: site.output) == [])
      try site.publish(Self.new, mode)
      #expect(try site.tree() == Self.new)
      #expect(try Publisher.verify(output: site.output) == [])
    }
    Issue.record("more steps than expected")
  }

  @Test(arguments: [EBUSY, EXDEV, EINVAL, ENOSYS, EPERM])
  func anImpossibleExchangeFallsBackToFilesWithOneWarning(code: Int32) throws {
    let site = try Site()
    try site.publish(Self.old, .auto)
    var options = PublisherOptions()
    options.faults = { step, _ in step == .exchange ? .failure(code) : nil }
    let publisher = try Publisher.open(output: site.output, options: options)
    let writer = publisher.writer()
    for (path, text) in Self.new { try writer.put(path, Array(text.utf8), mtime: 7) }
    #expect(try publisher.publish(stamp: "s").mode == .files)
    #expect(publisher.warnings.count == 1 && publisher.warnings[0].severity == .warning)
    #expect(try site.tree() == Self.new)
    #expect(try Publisher.verify(output: site.output) == [])
  }

  @Test(arguments: [EACCES, EROFS, ENOSPC, EDQUOT, EISDIR, ENOTDIR, ELOOP, EIO, EMFILE, ENOENT])
  func everyFailureSaysWhatToDo(code: Int32) {
    #expect(diskFailure("open", ".almanac", code).remedy?.isEmpty == false)
  }

  @Test func whatIsInTheManifestsPlaceIsNamedWithARemedy() throws {
    let site = try Site()
    try site.publish(Self.old)
    try FileManager.default.createDirectory(
      atPath: site.root + "/.almanac/manifest.next", withIntermediateDirectories: true)
    let error = #expect(throws: Diagnostic.self) { try site.publish(Self.new) }
    #expect(error?.message == "cannot remove .almanac/manifest.next: Is a directory")
    #expect(error?.remedy == "move what is there out of the way, then build again")
    #expect(try site.tree() == Self.old)
  }
}
