import Bytes

/// A text with gaps, split once: `Page {n} of {total}`.
struct GapText: Hashable, Sendable {
  enum Piece: Hashable, Sendable {
    case literal(String)
    case gap(String)
  }
  let pieces: [Piece]

  init(_ text: String) {
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let octet = rest.first {
      let close = octet == UInt8(ascii: "{") ? rest.firstIndex(of: UInt8(ascii: "}")) : nil
      if let close, rest.startIndex + 1 < close {
        if !literal.isEmpty { pieces.append(.literal(String(decoding: literal, as: UTF8.self))) }
        literal = []
        pieces.append(.gap(String(decoding: rest[(rest.startIndex + 1)..<close], as: UTF8.self)))
        rest = rest[(close + 1)...]
      } else {
        literal.append(octet)
        rest = rest.dropFirst()
      }
    }
    if !literal.isEmpty { pieces.append(.literal(String(decoding: literal, as: UTF8.self))) }
    self.pieces = pieces
  }

  /// The names of the gaps, each once.
  var gaps: Set<String> {
    Set(pieces.compactMap { if case .gap(let name) = $0 { name } else { nil } })
  }

  /// Appends the text; `fill` writes the contents of a gap.
  @inline(__always)
  func append(into sink: inout ByteSink, _ fill: (String, inout ByteSink) -> Void) {
    for piece in pieces {
      switch piece {
      case .literal(let text): sink.append(text)
      case .gap(let name): fill(name, &sink)
      }
    }
  }
}
