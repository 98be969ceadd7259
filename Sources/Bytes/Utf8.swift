import Glibc

/// UTF-8 text that somebody else owns: a pointer and a count.
///
/// Text of the record travels as `Utf8` from the database's page to the output's sink, so that a name
/// is copied once. It is valid as long as its owner says: a literal for ever, a ``TextArena``'s text until the
/// arena is emptied. Compare and search it by octets; a Swift `Character` may hide a quote or a line break
/// behind a combining mark.
@frozen
public struct Utf8 {
  public let start: UnsafeRawPointer
  public let count: Int

  @inlinable @inline(__always)
  public init(start: UnsafeRawPointer, count: Int) {
    self.start = start
    self.count = count
  }

  /// A literal's octets, valid for ever.
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

  /// A copy that stays. Ill-formed UTF-8 is repaired with U+FFFD.
  public var string: String { String(decoding: bytes, as: UTF8.self) }
}

extension Utf8: Hashable {
  @inlinable public static func == (left: Utf8, right: Utf8) -> Bool {
    left.count == right.count && memcmp(left.start, right.start, left.count) == 0
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(bytes: bytes) }
}

extension Utf8: Comparable {
  /// Order of octets, which for UTF-8 is the order of code points: the same on every machine.
  @inlinable public static func < (left: Utf8, right: Utf8) -> Bool {
    let order = memcmp(left.start, right.start, min(left.count, right.count))
    return order == 0 ? left.count < right.count : order < 0
  }
}
