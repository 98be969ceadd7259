import Bytes

/// The rows of a ``TemplateData`` as a program's source.
///
/// Every scope has one register, which contains its current row; a section saves and restores it. Register 0 holds
/// intermediate rows of dotted names.
struct TypedSource: TemplateSource, ~Copyable {
  private let slots: UnsafePointer<TemplateSlot>
  private let text: UnsafeRawPointer
  private let registers: UnsafeMutablePointer<Int>
  private var saved: [Int] = []

  /// The data is borrowed and must outlive the source.
  init(_ data: borrowing TemplateData, page: Int, registerCount: Int) {
    slots = UnsafePointer(data.slots)
    text = data.arena.text().start
    registers = .allocate(capacity: max(2, registerCount))
    registers.initialize(repeating: 0, count: max(2, registerCount))
    registers[1] = page
  }

  deinit { registers.deallocate() }

  @inline(__always)
  private func slot(_ op: TemplateOp) -> TemplateSlot { slots[registers[Int(op.a)] &+ 1 &+ Int(op.b)] }

  @inline(__always)
  mutating func enter(_ op: TemplateOp) -> Bool {
    let value = slot(op)
    if value.count == 0 { return false }
    saved.append(registers[Int(op.target)])
    registers[Int(op.target)] = value.start
    return true
  }

  @inline(__always)
  mutating func next(_ op: TemplateOp) -> Bool {
    let following = slots[registers[Int(op.target)]].start
    if following != 0 {
      registers[Int(op.target)] = following
      return true
    }
    registers[Int(op.target)] = saved.popLast() ?? 0
    return false
  }

  @inline(__always)
  mutating func load(_ op: TemplateOp) { registers[Int(op.target)] = slot(op).start }

  @inline(__always)
  func isTrue(_ op: TemplateOp) -> Bool { slot(op).count != 0 }

  @inline(__always)
  func write(_ op: TemplateOp, isEscaped: Bool, into sink: inout ByteSink) {
    let value = slot(op)
    let octets = Utf8(start: text + value.start, count: value.count)
    if isEscaped { escapeHTML(octets, into: &sink) } else { sink.append(octets) }
  }

  @inline(__always)
  func choice(_ op: TemplateOp) -> Int? {
    let number = slot(op).count
    return number == 0 ? nil : number - 1
  }
}
