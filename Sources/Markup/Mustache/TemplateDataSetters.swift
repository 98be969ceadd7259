import Bytes

extension TemplateData {
  @inlinable
  public mutating func set<Owner>(_ row: Row<Owner>, _ field: FlagField<Owner>, _ value: Bool) {
    slots[row.index &+ 1 &+ field.slot].count = value ? 1 : 0
  }

  // MARK: Text

  @inlinable
  public mutating func set<Owner>(_ row: Row<Owner>, _ field: TextField<Owner>, _ text: Utf8) {
    write(row.index, field.slot) { $0.append(text) }
  }

  @inlinable
  public mutating func set<Owner>(_ row: Row<Owner>, _ field: TextField<Owner>, _ text: StaticString) {
    write(row.index, field.slot) { $0.append(text) }
  }

  @inlinable @_disfavoredOverload
  public mutating func set<Owner>(_ row: Row<Owner>, _ field: TextField<Owner>, _ text: String) {
    write(row.index, field.slot) { $0.append(text) }
  }

  /// Sets the text to what `body` appends to the sink. The sink contains other values too: only append.
  @inlinable
  public mutating func set<Owner>(
    _ row: Row<Owner>, _ field: TextField<Owner>, _ body: (inout ByteSink) -> Void
  ) {
    write(row.index, field.slot, body)
  }

  // MARK: HTML

  @inlinable
  public mutating func set<Owner>(_ row: Row<Owner>, _ field: HTMLField<Owner>, _ html: Utf8) {
    write(row.index, field.slot) { $0.append(html) }
  }

  @inlinable
  public mutating func set<Owner>(_ row: Row<Owner>, _ field: HTMLField<Owner>, _ html: StaticString) {
    write(row.index, field.slot) { $0.append(html) }
  }

  @inlinable @_disfavoredOverload
  public mutating func set<Owner>(_ row: Row<Owner>, _ field: HTMLField<Owner>, _ html: String) {
    write(row.index, field.slot) { $0.append(html) }
  }

  /// Sets the HTML to what `body` appends to the sink. The sink contains other values too: only append.
  @inlinable
  public mutating func set<Owner>(
    _ row: Row<Owner>, _ field: HTMLField<Owner>, _ body: (inout ByteSink) -> Void
  ) {
    write(row.index, field.slot, body)
  }

  // MARK: Addresses

  /// - Returns: false if ``isSafeURL(_:)`` refuses the address; the field is then empty.
  @inlinable @discardableResult
  public mutating func set<Owner>(_ row: Row<Owner>, _ field: URLField<Owner>, _ url: Utf8) -> Bool {
    writeURL(row.index, field.slot) { $0.append(url) }
  }

  @inlinable @discardableResult
  public mutating func set<Owner>(_ row: Row<Owner>, _ field: URLField<Owner>, _ url: StaticString) -> Bool {
    writeURL(row.index, field.slot) { $0.append(url) }
  }

  @inlinable @discardableResult @_disfavoredOverload
  public mutating func set<Owner>(_ row: Row<Owner>, _ field: URLField<Owner>, _ url: String) -> Bool {
    writeURL(row.index, field.slot) { $0.append(url) }
  }

  @inlinable @discardableResult
  public mutating func set<Owner>(
    _ row: Row<Owner>, _ field: URLField<Owner>, _ body: (inout ByteSink) -> Void
  ) -> Bool {
    writeURL(row.index, field.slot, body)
  }

  // MARK: Partials' names

  /// - Returns: false if the field's list does not have the name; `{{>*field}}` then renders nothing.
  @discardableResult
  public mutating func set<Owner>(_ row: Row<Owner>, _ field: PartialField<Owner>, _ name: String) -> Bool {
    let choice = field.choices.firstIndex(of: name)
    slots[row.index &+ 1 &+ field.slot].count = choice.map { $0 + 1 } ?? 0
    return choice != nil
  }

  // MARK: The arena

  @inlinable @inline(__always)
  mutating func write(_ row: Int, _ slot: Int, _ body: (inout ByteSink) -> Void) {
    let start = arena.count
    body(&arena)
    slots[row &+ 1 &+ slot] = TemplateSlot(start: start, count: max(0, arena.count &- start))
  }

  @inlinable
  mutating func writeURL(_ row: Int, _ slot: Int, _ body: (inout ByteSink) -> Void) -> Bool {
    write(row, slot, body)
    let written = slots[row &+ 1 &+ slot]
    if isSafeURL(Utf8(start: arena.text(from: written.start).start, count: written.count)) { return true }
    slots[row &+ 1 &+ slot] = TemplateSlot()
    return false
  }
}
