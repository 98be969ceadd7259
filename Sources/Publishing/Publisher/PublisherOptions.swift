/// How a finished build takes the place of the published one.
public enum PublishMode: String, Sendable, CaseIterable {
  /// `exchange` for a plain folder, `symlink` where the output is a link, `files` where neither can be.
  case auto
  /// The whole tree is switched by renameat2(RENAME_EXCHANGE).
  case exchange
  /// The whole tree is switched by pointing `NAME` at `NAME.gen/<number>`.
  case symlink
  /// Changed files one by one, each whole at every moment.
  case files
}

/// Who may see an output.
public enum Audience: Sendable, Hashable {
  case everyone
  /// One person or a few, under a secret address. Listed in no public file.
  case restricted
}

/// What the bytes of an output follow beside its rows.
public enum OutputBasis: Sendable {
  /// The page clock, as openings, days and menus do.
  case clock
  /// A file or a constant of the program: the clock changes nothing.
  case bytes
}

public struct PublisherOptions: Sendable {
  public var mode: PublishMode = .auto
  /// Publish into a folder that almanac did not make, and repair a published tree whose files are not what they were, though
  /// their sizes and times are.
  public var force = false
  /// Write nothing; the summary lists what would change.
  public var dryRun = false
  /// Restricted outputs get mode 0640 and their folders 0750, for a web server in the group.
  public var restrictsModes = false
  /// Keep SHA-256 of public outputs and write `build-manifest.json`; off for partial builds.
  public var digests = false
  /// Write back to the disk before the switch. Off only for measuring and tests.
  public var durable = true
  /// The home folder, refused as an output.
  public var home: String?
  /// Which part of a large tree is looked at to see whether it is the published one; another number, another part.
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
  /// Octets written.
  public var bytes = 0
  /// The mode that was used in the end; never `auto`.
  public var mode = PublishMode.exchange
  /// `+ path`, `~ path` and `- path` in the order of paths; filled by a dry run only.
  public var changes: [String] = []

  public init() {}

  public var isUnchanged: Bool { written == 0 && removed == 0 }
}
