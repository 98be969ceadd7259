import Glibc

/// UTF-8 text with another owner: a pointer and a count.
///
/// Text from the database is passed as `Utf8` from the database page to the output sink, so that a name is copied only
/// once. The owner determines how long it is valid: a literal forever, the text of a ``TextArena`` until the arena is
/// emptied. Compare and search it by bytes; a Swift `Character` may hide a quote or a line break before a combining
/// mark.
@frozen
public struct Utf8 {
  public let start: UnsafeRawPointer
  public let count: Int

  @inlinable @inline(__always)
  public init(start: UnsafeRawPointer, count: Int) {
    self.start = start
    self.count = count
  }

  /// A literal's bytes, valid forever.
  @inlinable @inline(__always)
  public init(_ literal: StaticString) {
    self.init(start: UnsafeRawPointer(literal.utf8Start), count: literal.utf8CodeUnitCount)
  }

  public static var empty: Utf8 { Utf8("") }

  @inlinable public var isEmpty: Bool { count == 0 }

  @inlinable public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  @inlinable public subscript(index: Int) -> UInt8 {
    @inline(__always) get { start.load(fromByteOffset: index, as: UInt8.self) }
  }

  @inlinable public func starts(with prefix: Utf8) -> Bool {
    prefix.count <= count && memcmp(start, prefix.start, prefix.count) == 0
  }

  /// An owned copy. Ill-formed UTF-8 is replaced with U+FFFD.
  public var string: String { String(decoding: bytes, as: UTF8.self) }
}

extension Utf8: Hashable {
  @inlinable public static func == (left: Utf8, right: Utf8) -> Bool {
    left.count == right.count && memcmp(left.start, right.start, left.count) == 0
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(bytes: bytes) }
}

extension Utf8: Comparable {
  /// Compares by bytes, which for UTF-8 is the order of code points: the same on every machine.
  @inlinable public static func < (left: Utf8, right: Utf8) -> Bool {
    let order = memcmp(left.start, right.start, min(left.count, right.count))
    return order == 0 ? left.count < right.count : order < 0
  }
}
