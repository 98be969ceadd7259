/// The words of an event that mark it as free or busy; an event without any is busy.
///
/// Which words contradict each other follows from what calendar programs write:
/// - TRANSP:OPAQUE is in nearly every event, so it contradicts neither STATUS:CANCELLED nor DECLINED. It does
///   contradict X-MICROSOFT-CDO-BUSYSTATUS: Exchange writes TRANSPARENT for FREE and WORKINGELSEWHERE (MS-OXCICAL
///   2.1.3.1.1.20.25), so FREE beside OPAQUE is not a default; Outlook would read it as free, others as busy.
/// - An invitation keeps its X-MICROSOFT-CDO-BUSYSTATUS (usually TENTATIVE), whatever the reply: it does not contradict
///   DECLINED, and TENTATIVE does not contradict CANCELLED.
struct EventWords: OptionSet {
  let rawValue: UInt16

  static let transparent = EventWords(rawValue: 1)
  static let opaque = EventWords(rawValue: 1 << 1)
  /// X-MICROSOFT-CDO-BUSYSTATUS: FREE or WORKINGELSEWHERE.
  static let showsFree = EventWords(rawValue: 1 << 2)
  static let showsTentative = EventWords(rawValue: 1 << 3)
  /// BUSY or OOF.
  static let showsBusy = EventWords(rawValue: 1 << 4)
  static let cancelled = EventWords(rawValue: 1 << 5)
  /// A STATUS of an event that takes place.
  static let confirmed = EventWords(rawValue: 1 << 6)
  /// Declined by the person whose calendar it is.
  static let declined = EventWords(rawValue: 1 << 7)
  static let accepted = EventWords(rawValue: 1 << 8)

  private static let free: EventWords = [.transparent, .showsFree, .cancelled, .declined]

  private static let contradictions: [(free: EventWords, busy: EventWords, words: String)] = [
    (.transparent, .opaque, "TRANSP is both TRANSPARENT and OPAQUE"),
    (
      .transparent, [.showsBusy, .showsTentative],
      "TRANSP:TRANSPARENT says free and X-MICROSOFT-CDO-BUSYSTATUS says busy"
    ),
    (.showsFree, [.showsBusy, .showsTentative], "X-MICROSOFT-CDO-BUSYSTATUS says both free and busy"),
    (.showsFree, .opaque, "X-MICROSOFT-CDO-BUSYSTATUS says free and TRANSP:OPAQUE says busy"),
    (.cancelled, .confirmed, "STATUS is both CANCELLED and another"),
    (.cancelled, .showsBusy, "STATUS:CANCELLED says free and X-MICROSOFT-CDO-BUSYSTATUS says busy"),
    (.declined, .accepted, "one ATTENDEE line of the calendar's owner is DECLINED and another is not"),
  ]

  /// The word of a property; empty for other properties and words.
  init(_ property: String, _ word: String) {
    switch (property, word) {
    case ("TRANSP", "TRANSPARENT"): self = .transparent
    case ("TRANSP", "OPAQUE"): self = .opaque
    case ("STATUS", "CANCELLED"): self = .cancelled
    case ("STATUS", "CONFIRMED"), ("STATUS", "TENTATIVE"): self = .confirmed
    case ("X-MICROSOFT-CDO-BUSYSTATUS", "FREE"), ("X-MICROSOFT-CDO-BUSYSTATUS", "WORKINGELSEWHERE"): self = .showsFree
    case ("X-MICROSOFT-CDO-BUSYSTATUS", "TENTATIVE"): self = .showsTentative
    case ("X-MICROSOFT-CDO-BUSYSTATUS", "BUSY"), ("X-MICROSOFT-CDO-BUSYSTATUS", "OOF"): self = .showsBusy
    default: self = []
    }
  }

  init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Whether a word marks the time as free, and no other contradicts it.
  var isFree: Bool {
    var free = intersection(.free)
    for contradiction in found { free.subtract(contradiction.free) }
    return !free.isEmpty
  }

  /// Why an event marked as free is busy nevertheless; nil without a contradiction.
  var problem: String? {
    guard !isFree, let first = found.first else { return nil }
    return "\(first.words): the event is taken for busy; set it to free or busy anew in the calendar program"
  }

  private var found: [(free: EventWords, busy: EventWords, words: String)] {
    Self.contradictions.filter { !isDisjoint(with: $0.free) && !isDisjoint(with: $0.busy) }
  }
}
