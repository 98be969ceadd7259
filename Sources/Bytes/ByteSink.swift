import Glibc

/// A growing buffer of bytes for the output of pages and feeds.
///
/// Each worker uses one sink, empties it with ``removeAll()`` and reuses it for every output, so that a build does not
/// allocate memory for each page. Appending a literal is one `memcpy`.
@frozen
public struct ByteSink: ~Copyable {
  @usableFromInline var base: UnsafeMutableRawPointer
  @usableFromInline var length = 0
  @usableFromInline var capacity: Int

  /// - Parameter capacity: the number of bytes reserved initially; the capacity doubles when exhausted.
  public init(capacity: Int = 4096) {
    self.capacity = max(capacity, 64)
    self.base = UnsafeMutableRawPointer.allocate(byteCount: self.capacity, alignment: 16)
  }

  deinit { base.deallocate() }

  /// The number of bytes written.
  @inlinable public var count: Int { length }

  /// The bytes written. Valid until the next change of the sink.
  @inlinable public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: length) }

  /// The bytes from `start` on, as borrowed text. Valid until the next change of the sink.
  @inlinable public func text(from start: Int = 0) -> Utf8 { Utf8(start: base + start, count: length - start) }

  /// Empties the sink and keeps its memory.
  @inlinable public mutating func removeAll() { length = 0 }

  /// Removes all bytes from `newCount` on.
  @inlinable public mutating func truncate(to newCount: Int) { if newCount < length { length = newCount } }

  /// Reserves space for `more` bytes, so that subsequent appends need no check.
  @inlinable @inline(__always)
  public mutating func reserve(_ more: Int) { if length &+ more > capacity { grow(more) } }

  @usableFromInline @inline(never)
  mutating func grow(_ more: Int) {
    let wanted = max(capacity * 2, length + more)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: wanted, alignment: 16)
    larger.copyMemory(from: base, byteCount: length)
    base.deallocate()
    base = larger
    capacity = wanted
  }

  @inlinable @inline(__always)
  public mutating func append(_ literal: StaticString) {
    let count = literal.utf8CodeUnitCount
    reserve(count)
    memcpy(base + length, literal.utf8Start, count)
    length &+= count
  }

  @_disfavoredOverload
  @inlinable @inline(__always)
  public mutating func append(_ text: Utf8) { append(UnsafeRawBufferPointer(start: text.start, count: text.count)) }

  @inlinable @inline(__always)
  public mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    reserve(bytes.count)
    memcpy(base + length, source, bytes.count)
    length &+= bytes.count
  }

  /// Disfavoured, so that a literal is appended as a `StaticString` and not as a `String`.
  @_disfavoredOverload
  @inlinable
  public mutating func append(_ string: String) {
    var string = string
    string.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  @inlinable @inline(__always)
  public mutating func append(byte: UInt8) {
    reserve(1)
    base.storeBytes(of: byte, toByteOffset: length, as: UInt8.self)
    length &+= 1
  }

  /// Appends the lowest `count` bytes of a word, at most eight, the lowest first.
  @inlinable @inline(__always)
  public mutating func append(octets word: UInt64, count: Int) {
    reserve(8)
    base.storeBytes(of: word.littleEndian, toByteOffset: length, as: UInt64.self)
    length &+= count
  }

  /// Appends two decimal digits, `00` to `99`.
  @inlinable @inline(__always)
  public mutating func appendTwoDigits(_ value: Int) {
    reserve(2)
    base.storeBytes(of: UInt8(truncatingIfNeeded: 48 &+ (value / 10) % 10), toByteOffset: length, as: UInt8.self)
    base.storeBytes(of: UInt8(truncatingIfNeeded: 48 &+ value % 10), toByteOffset: length &+ 1, as: UInt8.self)
    length &+= 2
  }

  /// Appends a decimal number without leading zeros.
  @inlinable
  public mutating func appendDecimal(_ value: Int) {
    reserve(20)
    var rest = value.magnitude
    var digits = 1
    var power: UInt = 10
    while digits < 19 && rest >= power {
      digits += 1
      power *= 10
    }
    if digits == 19 && rest >= 10_000_000_000_000_000_000 { digits = 20 }
    if value < 0 { append(byte: 45) }
    reserve(digits)
    var at = length &+ digits
    length = at
    repeat {
      at &-= 1
      base.storeBytes(of: UInt8(truncatingIfNeeded: 48 &+ rest % 10), toByteOffset: at, as: UInt8.self)
      rest /= 10
    } while rest > 0
  }

  /// The bytes as a `String`; ill-formed UTF-8 is replaced with U+FFFD.
  public func string(from start: Int = 0) -> String {
    String(decoding: UnsafeRawBufferPointer(start: base + start, count: length - start), as: UTF8.self)
  }
}
