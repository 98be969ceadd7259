/// How a finished build replaces the published one.
public enum PublishMode: String, Sendable, CaseIterable {
  /// `exchange` for a plain folder, `symlink` if the output is a link, `files` if neither is possible.
  case auto
  /// Switches the whole tree by renameat2(RENAME_EXCHANGE).
  case exchange
  /// Switches the whole tree by pointing `NAME` at `NAME.gen/<number>`.
  case symlink
  /// Replaces changed files one by one; each is complete at every moment.
  case files
}

/// Who may see an output.
public enum Audience: Sendable, Hashable {
  case everyone
  /// One person or a few, at a secret address. Not listed in any public file.
  case restricted
}

/// What the bytes of an output depend on besides its rows.
public enum OutputBasis: Sendable {
  /// The page clock, as for openings, days and menus.
  case clock
  /// A file or a constant of the program, independent of the clock.
  case bytes
}

public struct PublisherOptions: Sendable {
  public var mode: PublishMode = .auto
  /// Publish into a folder that almanac did not create, and repair a published tree whose files have changed although
  /// their sizes and times have not.
  public var force = false
  /// Write nothing; the summary lists what would change.
  public var dryRun = false
  /// Give restricted outputs mode 0640 and their folders 0750, for a web server in the group.
  public var restrictsModes = false
  /// Keep SHA-256 digests of public outputs and write `build-manifest.json`; off for partial builds.
  public var digests = false
  /// Flush to the disk before the switch. Off only for measurements and tests.
  public var durable = true
  /// The home folder, refused as an output.
  public var home: String?
  /// Selects the part of a large tree that is checked for changes; each number selects a different part.
  public var sample: UInt64 = 0
  /// For tests.
  public var faults: PublishingFaultHook?

  public init() {}
}

/// What a publication did, or with `dryRun` would do.
public struct PublishingSummary: Sendable, Equatable {
  public var written = 0
  public var unchanged = 0
  public var removed = 0
  /// Bytes written.
  public var bytes = 0
  /// The mode that was used; never `auto`.
  public var mode = PublishMode.exchange
  /// `+ path`, `~ path` and `- path` in the order of paths; filled only by a dry run.
  public var changes: [String] = []

  public init() {}

  public var isUnchanged: Bool { written == 0 && removed == 0 }
}
