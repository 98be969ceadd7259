import Diagnostics
import Foundation
import Glibc
import Synchronization
import Testing

@testable import Publishing

/// What somebody does to the published tree between two builds of the same inputs.
@Suite struct PublisherDamage {
  private static let files = [
    "index.html": "home", "a/b/one.html": "one", "a/two.html": "two", "u/x/index.html": "private", "z/deep/er/f": "f",
  ]

  private func isIntact(_ site: Site) throws -> Bool { try Publisher.isIntact(output: site.output, sample: 0) }

  private static let damages: [(String, @Sendable (Site) throws -> Void)] = [
    (
      "emptied",
      { site in
        for name in ["index.html", "a", "u", "z"] {
          try FileManager.default.removeItem(atPath: site.output + "/" + name)
        }
      }
    ),
    ("a folder removed", { try FileManager.default.removeItem(atPath: $0.output + "/a/b") }),
    ("a file removed", { try FileManager.default.removeItem(atPath: $0.output + "/z/deep/er/f") }),
    ("a file cut", { site in try #require(truncate(site.output + "/a/two.html", 1) == 0) }),
    ("a file closed", { site in try #require(chmod(site.output + "/a/two.html", 0) == 0) }),
    ("a file written anew", { try $0.write("tow", to: "public/a/two.html") }),
    (
      "a file replaced by a link",
      { site in
        try FileManager.default.removeItem(atPath: site.output + "/a/two.html")
        try #require(symlink("../index.html", site.output + "/a/two.html") == 0)
      }
    ),
    (
      "a folder replaced by an empty one",
      { site in
        try FileManager.default.removeItem(atPath: site.output)
        try FileManager.default.createDirectory(atPath: site.output, withIntermediateDirectories: false)
      }
    ),
  ]

  @Test(arguments: [PublishMode.exchange, .symlink, .files], damages.map(\.0))
  func damageIsSeenAndMended(mode: PublishMode, name: String) throws {
    let damage = try #require(Self.damages.first { $0.0 == name }).1
    if mode == .symlink && name.contains("empty one") { return }
    let site = try Site()
    try site.publish(Self.files, mode)
    try site.publish(Self.files.merging(["index.html": "newer"]) { $1 }, mode)
    #expect(try isIntact(site))
    usleep(10_000)
    try damage(site)
    #expect(try !isIntact(site))
    // A build that keeps what nobody changed renders what is damaged.
    var options = PublisherOptions()
    options.mode = mode
    options.durable = false
    let publisher = try Publisher.open(output: site.output, options: options)
    let writer = publisher.writer()
    if publisher.canKeep {
      #expect(try publisher.keepAll(except: []) == [1])
    }
    for (path, text) in Self.files.merging(["index.html": "newer"], uniquingKeysWith: { $1 }) {
      try writer.put(
        path, Array(text.utf8), mtime: 1000, audience: path.hasPrefix("u/") ? .restricted : .everyone, owner: 1)
    }
    #expect(try publisher.publish(stamp: "s").written > 0)
    #expect(try site.tree() == Self.files.merging(["index.html": "newer"]) { $1 })
    #expect(try isIntact(site))
    #expect(try Publisher.verify(output: site.output).isEmpty)
  }

  private func publisher(_ site: Site, _ mode: PublishMode, force: Bool = false) throws -> Publisher {
    var options = PublisherOptions()
    options.mode = mode
    options.durable = false
    options.force = force
    return try Publisher.open(output: site.output, options: options)
  }

  @Test(arguments: [PublishMode.exchange, .symlink, .files]) func aClosedFolderIsOpenedAgain(mode: PublishMode) throws {
    for path in ["/a/b", "/u", ""] {
      let site = try Site()
      try site.publish(Self.files, mode)
      try #require(chmod(site.output + path, 0o700) == 0)
      #expect(try !isIntact(site), "\(path)")
      let publisher = try publisher(site, mode)
      #expect(publisher.warnings.map(\.message) == ["\(site.output)\(path) had the mode 700, and has 755 again"])
      #expect(try publisher.keepAll(except: []) == [])
      #expect(try publisher.publish(stamp: "s").written == 0)
      var status = stat()
      try #require(stat(site.output + path, &status) == 0)
      #expect(status.st_mode & 0o777 == 0o755)
      #expect(try isIntact(site))
    }
  }

  /// Neither size nor time tells of it.
  @Test(arguments: [PublishMode.exchange, .symlink, .files]) func otherBytesAreMendedByForce(mode: PublishMode) throws {
    let site = try Site()
    try site.publish(Self.files, mode)
    let path = site.output + "/a/two.html"
    let file = open(path, O_WRONLY)
    try #require(file >= 0 && pwrite(file, "owt", 3, 0) == 3 && close(file) == 0)
    var times = [timeval(tv_sec: 1000, tv_usec: 0), timeval(tv_sec: 1000, tv_usec: 0)]
    try #require(utimes(path, &times) == 0)
    #expect(try isIntact(site))
    #expect(try site.publish(Self.files, mode) { $0.force = true }.written == 1)
    #expect(try site.tree() == Self.files)
    #expect(try Publisher.verify(output: site.output).isEmpty)
    #expect(try site.publish(Self.files, mode) { $0.force = true }.written == 0)
  }

  @Test func aFolderInAFilesPlaceMakesRoom() throws {
    for (inside, isKept) in [([], false), (["mine", "deep/er"], true)] as [([String], Bool)] {
      for round in 1...2 {
        let site = try Site()
        try site.publish(Self.files, .files)
        let path = site.output + "/a/two.html"
        for _ in 0..<round {
          unlink(path)
          try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
          for name in inside { try site.write("mine", to: "public/a/two.html/" + name) }
          let publisher = try publisher(site, .files)
          let writer = publisher.writer()
          for (path, text) in Self.files {
            try writer.put(
              path, Array(text.utf8), mtime: 1000, audience: path.hasPrefix("u/") ? .restricted : .everyone, owner: 1)
          }
          #expect(try publisher.publish(stamp: "s").written == 1)
          #expect(publisher.warnings.contains { $0.message.contains("/a/two.html was a") }, "\(publisher.warnings)")
        }
        let tree = try site.tree()
        #expect(tree.filter { !$0.key.contains(".aside") } == Self.files)
        #expect(tree.count == Self.files.count + (isKept ? inside.count * round : 0), "\(tree.keys)")
      }
    }
  }

  @Test func aKillWhileAFolderMakesRoomIsMadeGood() throws {
    for at in 0..<100 {
      let site = try Site()
      try site.publish(Self.files, .files)
      unlink(site.output + "/a/two.html")
      try site.write("mine", to: "public/a/two.html/mine")
      let step = Mutex(0)
      do {
        try site.publish(Self.files, .files) {
          $0.faults = { _, _ in
            step.withLock { count in
              count += 1
              return count == at + 1 ? PublishingFault.kill : nil
            }
          }
        }
        return
      } catch is PublisherKilled {}
      try site.publish(Self.files, .files)
      #expect(try site.tree() == Self.files.merging(["a/two.html.aside/mine": "mine"]) { $1 }, "\(at)")
    }
    Issue.record("more steps than expected")
  }

  @Test(arguments: [PublishMode.exchange, .symlink, .files]) func aForeignFileIsNamed(mode: PublishMode) throws {
    let site = try Site()
    try site.publish(Self.files, mode)
    usleep(10_000)
    try site.write("mine", to: "public/a/b/foreign.txt")
    for _ in 0..<2 {
      #expect(try !isIntact(site))
      var options = PublisherOptions()
      options.mode = mode
      options.durable = false
      let publisher = try Publisher.open(output: site.output, options: options)
      _ = try publisher.keepAll(except: [])
      _ = try publisher.publish(stamp: "s")
      #expect(publisher.warnings.map(\.message).contains { $0.contains("a/b/foreign.txt was not made by a build") })
      // File by file nothing of somebody else's goes, and each build says so; the whole tree goes with what is in it.
      if mode != .files { break }
      #expect(try site.tree()["a/b/foreign.txt"] == "mine")
    }
    if mode != .files {
      #expect(try site.tree() == Self.files)
      #expect(try isIntact(site))
      let kept = site.root + "/.public.prev/a/b/foreign.txt"
      #expect(FileManager.default.fileExists(atPath: kept))
    }
  }

  @Test func aNoteOfTheBuildIsMendedToo() throws {
    let site = try Site()
    func build() throws -> PublishingSummary {
      var options = PublisherOptions()
      options.durable = false
      let publisher = try Publisher.open(output: site.output, options: options)
      publisher.setBuildNote("build.json", Array("note".utf8), mtime: 5)
      try publisher.writer().put("index.html", Array("x".utf8), mtime: 5)
      return try publisher.publish(stamp: "s")
    }
    _ = try build()
    unlink(site.output + "/build.json")
    #expect(try build().written == 1)
    #expect(try site.tree() == ["index.html": "x", "build.json": "note"])
  }

  @Test func litterOfAKilledBuildGoesWithoutOne() throws {
    let site = try Site()
    try site.publish(Self.files)
    try site.write("secret", to: ".public.stage.tree/u/x/index.html")
    try site.write("secret", to: ".public.stage.old/u/x/index.html")
    // A living build is at work with its own.
    do {
      let living = try Publisher.open(output: site.output)
      #expect(try isIntact(site))
      #expect(try site.names().contains(".public.stage.tree"))
      living.abandon()
    }
    try site.write("secret", to: ".public.stage.tree/u/x/index.html")
    #expect(try isIntact(site))
    #expect(try !site.names().contains { $0.contains(".stage.") })
  }

  @Test func aLargeTreeIsLookedAtInParts() throws {
    let site = try Site()
    var files: [String: String] = [:]
    for page in 0..<2600 { files["p/\(page % 50)/\(page)/index.html"] = "\(page)" }
    try site.publish(files)
    #expect(try isIntact(site))
    try #require(truncate(site.output + "/p/7/57/index.html", 1) == 0)
    let seen = try (0..<8).filter { try !Publisher.isIntact(output: site.output, sample: $0) }
    #expect(!seen.isEmpty && seen.count < 8)
    usleep(10_000)
    try FileManager.default.removeItem(atPath: site.output + "/p")
    for sample in 0..<8 { #expect(try !Publisher.isIntact(output: site.output, sample: UInt64(sample))) }
  }
}

/// What is kept of the tree before the published one.
@Suite struct PreviousTrees {
  private func mode(_ path: String) throws -> mode_t {
    var status = stat()
    try #require(stat(path, &status) == 0, "\(path)")
    return status.st_mode & 0o777
  }

  @Test(arguments: [PublishMode.exchange, .symlink]) func aPreviousTreeIsClosedToOthers(mode: PublishMode) throws {
    let site = try Site()
    for text in ["1", "2", "3"] {
      try site.publish(["index.html": text, "u/x/index.html": text], mode)
      #expect(try self.mode(site.output) == 0o755)
      if text != "1" { #expect(try self.mode(site.root + "/.public.prev") == 0o700) }
    }
    try Publisher.rollback(output: site.output)
    #expect(try self.mode(site.output) == 0o755 && site.tree()["index.html"] == "2")
    #expect(try self.mode(site.root + "/.public.prev") == 0o700)
  }

  @Test(arguments: [PublishMode.exchange, .symlink, .files]) func nothingIsKeptOfARevokedPage(mode: PublishMode) throws
  {
    let site = try Site()
    try site.publish(["index.html": "1", "u/old/index.html": "secret", "a/x": "x"], mode == .files ? .exchange : mode)
    try site.publish(["index.html": "2", "u/old/index.html": "secret", "a/x": "x"], mode == .files ? .exchange : mode)
    try site.publish(["index.html": "2", "u/new/index.html": "secret", "a/x": "x"], mode)
    for path in try FileManager.default.subpathsOfDirectory(atPath: site.root) {
      #expect(!path.contains("old"), "\(path)")
      #expect(!path.hasPrefix(".public.prev") && !path.contains(".stage."), "\(path)")
    }
    #expect(try refusal { try Publisher.rollback(output: site.output) }.exitCode == .invalidInput)
    #expect(try Publisher.verify(output: site.output).isEmpty)
    // A later tree is kept again.
    if mode != .files {
      try site.publish(["index.html": "3", "u/new/index.html": "secret", "a/x": "x"], mode)
      try Publisher.rollback(output: site.output)
      #expect(try site.tree()["index.html"] == "2")
    }
  }

  @Test func whatSomebodyElsePutThereOutlivesARevokedPage() throws {
    let site = try Site()
    try site.publish(["index.html": "1", "u/old/index.html": "secret"])
    try site.write("mine", to: "public/mine/file")
    try site.publish(["index.html": "1", "u/new/index.html": "secret"])
    #expect(
      try FileManager.default.subpathsOfDirectory(atPath: site.root + "/.public.prev").sorted() == [
        "mine", "mine/file",
      ])
    #expect(try refusal { try Publisher.rollback(output: site.output) }.exitCode == .invalidInput)
  }

  @Test func aKillWhileARevokedPageIsRemovedIsMadeGood() throws {
    for at in 0..<60 {
      let site = try Site()
      try site.publish(["index.html": "1", "u/old/index.html": "secret"])
      let count = Counter()
      do {
        try site.publish(["index.html": "1", "u/new/index.html": "secret"]) {
          $0.faults = { _, _ in count.next() == at ? .kill : nil }
        }
        return
      } catch is PublisherKilled {}
      try Publisher.open(output: site.output).abandon()
      let isNew = try site.tree().keys.contains("u/new/index.html")
      for path in try FileManager.default.subpathsOfDirectory(atPath: site.root) where isNew {
        #expect(!path.contains("old"), "\(at): \(path)")
      }
    }
  }

  private final class Counter: @unchecked Sendable {
    private var value = -1
    private let lock = NSLock()
    func next() -> Int {
      lock.withLock {
        value += 1
        return value
      }
    }
  }
}

/// Times of files without a manifest (decisions 43).
@Suite struct FreshTimes {
  private func publish(_ site: Site, _ text: String, fresh: Int, follows: OutputBasis) throws -> Int {
    var options = PublisherOptions()
    options.durable = false
    let publisher = try Publisher.open(output: site.output, options: options)
    publisher.setFreshTime(fresh)
    try publisher.writer().put("index.html", Array(text.utf8), mtime: 5_000_000, follows: follows)
    _ = try publisher.publish(stamp: "s")
    return try site.status("index.html").st_mtim.tv_sec
  }

  @Test func aPageWithoutAPastHasTheTimeOfItsBuild() throws {
    let site = try Site()
    #expect(try publish(site, "a", fresh: 7_000_000, follows: .clock) == 7_000_000)
    // With a past: the rows' time, or a second more than before.
    #expect(try publish(site, "b", fresh: 9_000_000, follows: .clock) == 7_000_001)
    #expect(try publish(site, "b", fresh: 9_000_900, follows: .clock) == 7_000_001)
  }

  @Test func aFilesTimeFollowsItsBytes() throws {
    let times = try ["a", "b", "c", "a"].map { try publish(Site(), $0, fresh: 7_000_000, follows: .bytes) }
    #expect(Set(times).count == 3 && times[0] == times[3])
    #expect(times.allSatisfy { (5_000_000 - 1_048_576...5_000_000).contains($0) })
  }

  @Test func aPathThatComesBackDoesNotComeBackWithAnOldTime() throws {
    let site = try Site()
    let first = try publish(site, "a", fresh: 7_000_000, follows: .clock)
    try site.publish(["other": "x"])
    #expect(try publish(site, "b", fresh: 7_000_900, follows: .clock) != first)
  }
}
