/// The eight decimal digits of a number below 100,000,000 as ASCII, with the first in the lowest byte. Dates and times
/// are written as whole machine words. Multiplications split the number into pairs, then digits, in all lanes at once.
@inlinable @inline(__always)
public func eightDigits(of number: UInt64) -> UInt64 {
  var word = number / 10_000 | (number % 10_000) << 32
  let hundreds = ((word &* 10_486) >> 20) & 0x0000_007F_0000_007F
  word = hundreds | (word &- hundreds &* 100) << 16
  let tens = ((word &* 103) >> 10) & 0x000F_000F_000F_000F
  return tens | (word &- tens &* 10) << 8 | 0x3030_3030_3030_3030
}
