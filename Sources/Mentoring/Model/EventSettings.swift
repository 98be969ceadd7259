/// The settings that determine the text of calendar events, as hashes. Calendars accept a change only if the event has
/// a later timestamp, so the database stores when these settings change.
public struct EventSettings: Hashable, Sendable {
  /// The URL template of rooms, which becomes the event's LOCATION.
  public var roomLink: String
  /// The suffix of the URL for voice sessions.
  public var voiceSuffix: String
  /// All other settings: the site's address, zones, texts of site.yaml, reminders, the notice for cancellations.
  public var rest: String

  /// - Parameters: the unhashed texts, of any length.
  public init(roomLink: String = "", voiceSuffix: String = "", rest: [String] = []) {
    self.roomLink = EventSettings.hash([roomLink])
    self.voiceSuffix = EventSettings.hash([voiceSuffix])
    self.rest = EventSettings.hash(rest)
  }

  /// Parses the format of ``text``; nil if no verb has stored any settings yet.
  public init?(text: String) {
    let parts = text.split(separator: ".").map(String.init)
    guard parts.count == 3 else { return nil }
    (roomLink, voiceSuffix, rest) = (parts[0], parts[1], parts[2])
  }

  /// The value of the database column `meta.event_settings`.
  public var text: String { "\(roomLink).\(voiceSuffix).\(rest)" }

  /// Whether the link of a room differs from the link under other settings.
  public func changesLink(of kind: SessionKind, from other: EventSettings) -> Bool {
    roomLink != other.roomLink || kind == .voice && voiceSuffix != other.voiceSuffix
  }

  /// Adds a file of texts to the other settings.
  public mutating func add(_ bytes: [UInt8]) {
    rest = EventSettings.hash([Array(rest.utf8), bytes])
  }

  private static func hash(_ texts: [String]) -> String { hash(texts.map { Array($0.utf8) }) }

  /// FNV-1a over the texts and their ends. It only detects changes; nobody has a reason to forge it.
  private static func hash(_ texts: [[UInt8]]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for text in texts {
      for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ 0xFF) &* 0x100_0000_01B3
    }
    return String(hash, radix: 16)
  }
}
