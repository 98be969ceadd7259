import Bytes

/// The values of one page: flat rows of slots and the bytes they point to.
///
/// Each worker reuses one for all pages; ``begin(_:)`` empties it and keeps its memory. Text is copied once, into one
/// arena. Unset fields are empty, and false in a section.
/// ```swift
/// let page = data.begin(PageFields.scope)
/// data.set(page, fields.title, "Mentors")
/// for day in days {
///   let row = data.add(page, fields.days)
///   data.set(row, dayFields.date) { $0.appendDecimal(day.number) }
/// }
/// try template.render(data, page, into: &sink)
/// ```
@frozen
public struct TemplateData: ~Copyable {
  @usableFromInline var arena: ByteSink
  @usableFromInline var slots: UnsafeMutablePointer<TemplateSlot>
  @usableFromInline var used: Int
  @usableFromInline var capacity: Int

  public init() {
    arena = ByteSink(capacity: 64 * 1024)
    capacity = 4096
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: TemplateSlot(), count: capacity)
    used = emptyRowSlots
  }

  deinit { slots.deallocate() }

  /// Empties the data and returns the row of a new page. Rows of the former page must not be used again.
  @inlinable @inline(__always)
  public mutating func begin<Fields>(_ scope: Scope<Fields>) -> Row<Fields> {
    arena.removeAll()
    used = emptyRowSlots
    return Row(index: newRow(scope.slotCount))
  }

  /// Adds a row at the end of a list.
  @inlinable @inline(__always)
  public mutating func add<Owner, Element>(_ row: Row<Owner>, _ field: ListField<Owner, Element>) -> Row<Element> {
    let new = newRow(Element.scope.slotCount)
    let list = row.index &+ 1 &+ field.slot
    if slots[list].count == 0 {
      slots[list].start = new
    } else {
      slots[slots[list].count].start = new
    }
    slots[list].count = new
    return Row(index: new)
  }

  /// Creates an empty object in the field and returns its row.
  @inlinable @inline(__always)
  public mutating func add<Owner, Element>(_ row: Row<Owner>, _ field: ObjectField<Owner, Element>) -> Row<Element> {
    let new = newRow(Element.scope.slotCount)
    slots[row.index &+ 1 &+ field.slot] = TemplateSlot(start: new, count: new)
    return Row(index: new)
  }

  /// Appends a header, whose `start` is the next row of its list or 0, and one empty slot for each field.
  @inlinable
  mutating func newRow(_ fieldCount: Int) -> Int {
    let row = used
    let end = row &+ 1 &+ fieldCount
    if end > capacity { grow(end) }
    (slots + row).update(repeating: TemplateSlot(), count: 1 &+ fieldCount)
    used = end
    return row
  }

  @usableFromInline @inline(never)
  mutating func grow(_ wanted: Int) {
    let larger = UnsafeMutablePointer<TemplateSlot>.allocate(capacity: max(wanted, capacity * 2))
    larger.initialize(repeating: TemplateSlot(), count: max(wanted, capacity * 2))
    larger.update(from: slots, count: used)
    slots.deallocate()
    slots = larger
    capacity = max(wanted, capacity * 2)
  }
}

/// The slots of the row at index 0, which represents every absent object: all its fields are empty.
@usableFromInline let emptyRowSlots = 1 + OpenDeclaration.mostFields

/// A row of one scope in a ``TemplateData``.
@frozen
public struct Row<Fields: TemplateFields> {
  @usableFromInline let index: Int
  @inlinable init(index: Int) { self.index = index }
}

/// The value of a field. Text: bytes of the arena. List: first and last row. Object: its row twice. Flag: 1 in
/// `count`. A partial's name: its number from 1 in `count`. A value of any kind is false when `count` is 0.
@frozen @usableFromInline
struct TemplateSlot {
  @usableFromInline var start: Int
  @usableFromInline var count: Int

  @inlinable init(start: Int = 0, count: Int = 0) {
    self.start = start
    self.count = count
  }
}
