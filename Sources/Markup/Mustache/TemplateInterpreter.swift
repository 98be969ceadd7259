import Bytes
import Diagnostics

/// A source of a program's values, which keeps the stack of open sections.
protocol TemplateSource: ~Copyable {
  /// Opens a section: the context of its first iteration becomes the current one.
  /// - Returns: false if the value is false or empty; nothing is open then.
  mutating func enter(_ op: TemplateOp) -> Bool
  /// Begins the next iteration.
  /// - Returns: false if there is no further iteration; the section is then closed.
  mutating func next(_ op: TemplateOp) -> Bool
  mutating func load(_ op: TemplateOp)
  func isTrue(_ op: TemplateOp) -> Bool
  func write(_ op: TemplateOp, isEscaped: Bool, into sink: inout ByteSink)
  /// The index of the chosen target of the call site; nil for none.
  func choice(_ op: TemplateOp) -> Int?
}

extension TemplateProgram {
  /// The limit of nested partials, whatever the data.
  static let mostCalls = 100
  /// The limit of partials in one page; without it, templates that call each other twice would run practically
  /// forever.
  static let mostCallsInAll = 1_000_000
  /// The limit of a page's bytes, checked at each partial: otherwise a large repeated partial would first fill the
  /// memory.
  static let mostOctets = 256 << 20

  private struct Frame {
    var returnTo: Int
    var indentStart: Int
    var indentEnd: Int
  }

  /// Runs the program in one loop, without allocations for values.
  /// - Throws: when partials call each other without end. The output so far stays in the sink.
  func run(_ source: inout some TemplateSource & ~Copyable, into sink: inout ByteSink) throws(Diagnostic) {
    let endless = ops.withUnsafeBufferPointer { ops in
      literals.withUnsafeBytes { literals in loop(ops, literals, &source, &sink) }
    }
    guard let endless else { return }
    throw Diagnostic(
      at: sitePlaces.indices.contains(endless) ? sitePlaces[endless] : nil,
      "template \"\(name)\" draws partials within partials without end",
      remedy: "let a partial draw itself only within a section that ends")
  }

  /// - Returns: nil on success, otherwise the call site that exceeded a limit.
  @inline(__always)
  private func loop(
    _ ops: UnsafeBufferPointer<TemplateOp>, _ literals: UnsafeRawBufferPointer,
    _ source: inout some TemplateSource & ~Copyable, _ sink: inout ByteSink
  ) -> Int? {
    var frames: [Frame] = []
    var indentation = ByteSink(capacity: 64)
    var indentStart = 0
    var callsInAll = 0
    let mostOctets = sink.count + Self.mostOctets
    var at = start
    while true {
      // The compiler creates jumps and literals within bounds.
      let op = ops[at]
      at &+= 1
      switch op.kind {
      case .literal: sink.append(slice(literals, op.a, op.b))
      case .escaped: source.write(op, isEscaped: true, into: &sink)
      case .raw: source.write(op, isEscaped: false, into: &sink)
      case .enter: if !source.enter(op) { at = Int(op.jump) }
      case .next: if source.next(op) { at = Int(op.jump) }
      case .jumpIfFalse: if !source.isTrue(op) { at = Int(op.jump) }
      case .jumpIfTrue: if source.isTrue(op) { at = Int(op.jump) }
      case .load: source.load(op)
      case .call, .callChosen:
        let site = sites[Int(op.jump)]
        var target = 0
        if op.kind == .callChosen {
          guard let choice = source.choice(op), choice < Int(site.targetCount) else { continue }
          target = choice
        }
        callsInAll += 1
        if frames.count == Self.mostCalls || callsInAll > Self.mostCallsInAll || sink.count > mostOctets {
          return Int(op.jump)
        }
        frames.append(Frame(returnTo: at, indentStart: indentStart, indentEnd: indentation.count))
        if site.isInline { indentStart = indentation.count }
        indentation.append(slice(literals, site.indentOffset, site.indentCount))
        at = Int(targets[Int(site.firstTarget) + target])
      case .indent:
        let whole = indentation.bytes
        sink.append(UnsafeRawBufferPointer(rebasing: whole[indentStart..<whole.count]))
      case .end:
        guard let frame = frames.popLast() else { return nil }
        at = frame.returnTo
        indentStart = frame.indentStart
        indentation.truncate(to: frame.indentEnd)
      }
    }
  }

  @inline(__always)
  private func slice(_ literals: UnsafeRawBufferPointer, _ offset: Int32, _ count: Int32) -> UnsafeRawBufferPointer {
    guard let base = literals.baseAddress else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(start: base + Int(offset), count: Int(count))
  }
}
