/// The settings that events in calendars are worded with, as hashes: calendars take a change for one only if the event carries
/// a later time, so the record notes when they change.
public struct EventSettings: Hashable, Sendable {
  /// The address of rooms, which an event has as its LOCATION.
  public var roomLink: String
  /// What is added to it for voice sessions.
  public var voiceSuffix: String
  /// All the rest: the site's address, zones, words of site.yaml, reminders, the notice for cancelling.
  public var rest: String

  /// - Parameters: the texts themselves, of any length.
  public init(roomLink: String = "", voiceSuffix: String = "", rest: [String] = []) {
    self.roomLink = EventSettings.hash([roomLink])
    self.voiceSuffix = EventSettings.hash([voiceSuffix])
    self.rest = EventSettings.hash(rest)
  }

  /// As ``text`` wrote it; nil for a record that no verb has noted any in.
  public init?(text: String) {
    let parts = text.split(separator: ".").map(String.init)
    guard parts.count == 3 else { return nil }
    (roomLink, voiceSuffix, rest) = (parts[0], parts[1], parts[2])
  }

  /// Of the record's column `meta.event_settings`.
  public var text: String { "\(roomLink).\(voiceSuffix).\(rest)" }

  /// Whether the link of a room is another one than by other settings.
  public func changesLink(of kind: SessionKind, from other: EventSettings) -> Bool {
    roomLink != other.roomLink || kind == .voice && voiceSuffix != other.voiceSuffix
  }

  /// Counts a file of words among the rest.
  public mutating func add(_ bytes: [UInt8]) {
    rest = EventSettings.hash([Array(rest.utf8), bytes])
  }

  private static func hash(_ texts: [String]) -> String { hash(texts.map { Array($0.utf8) }) }

  /// FNV-1a over the texts and their ends: a change is to be seen, and nobody gains by hiding one.
  private static func hash(_ texts: [[UInt8]]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for text in texts {
      for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ 0xFF) &* 0x100_0000_01B3
    }
    return String(hash, radix: 16)
  }
}
