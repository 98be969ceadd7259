import CivilTime
import Testing

@Suite struct IntervalSetTests {
  /// A set as one flag a second, the plainest model there is.
  private struct Bitmap: Equatable {
    var bits = [Bool](repeating: false, count: 100)

    init(_ intervals: [Interval]) {
      for interval in intervals where !interval.isEmpty {
        for second in interval.start.seconds..<interval.end.seconds { bits[second] = true }
      }
    }

    init(_ left: Bitmap, _ right: Bitmap, _ rule: (Bool, Bool) -> Bool) { bits = zip(left.bits, right.bits).map(rule) }
  }

  private func randomIntervals(_ random: inout SystemRandomNumberGenerator) -> [Interval] {
    (0..<Int.random(in: 0..<8, using: &random)).map { _ in
      let start = Int.random(in: 0..<90, using: &random)
      // Empty and turned ones among them.
      return span(start, min(100, start + Int.random(in: -2..<12, using: &random)))
    }
  }

  private func span(_ start: Int, _ end: Int) -> Interval {
    Interval(start: Instant(seconds: start), end: Instant(seconds: end))
  }

  private func isNormal(_ set: IntervalSet) -> Bool {
    set.intervals.allSatisfy { !$0.isEmpty }
      && zip(set.intervals, set.intervals.dropFirst()).allSatisfy { $0.end < $1.start }
  }

  @Test func theAlgebraAgreesWithABitmap() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<3000 {
      let (a, b) = (randomIntervals(&random), randomIntervals(&random))
      let (left, right) = (IntervalSet(a), IntervalSet(b))
      let (mapA, mapB) = (Bitmap(a), Bitmap(b))
      let results = [
        (left.union(right), Bitmap(mapA, mapB) { $0 || $1 }),
        (left.subtracting(right), Bitmap(mapA, mapB) { $0 && !$1 }),
        (left.intersection(right), Bitmap(mapA, mapB) { $0 && $1 }), (left, mapA),
      ]
      for (set, map) in results {
        #expect(Bitmap(set.intervals) == map, "\(a) \(b)")
        #expect(isNormal(set), "\(set)")
        #expect(set.seconds == map.bits.filter(\.self).count)
      }
      for second in 0..<100 { #expect(left.contains(Instant(seconds: second)) == mapA.bits[second]) }
      let start = Int.random(in: 0..<90, using: &random)
      let end = start + Int.random(in: 1..<10, using: &random)
      #expect(left.contains(span(start, end)) == mapA.bits[start..<end].allSatisfy(\.self))
      #expect(left.overlaps(span(start, end)) == mapA.bits[start..<end].contains(true))
    }
  }

  @Test func touchingIntervalsMergeAndDoNotOverlap() {
    #expect(IntervalSet([span(5, 9), span(1, 5)]).intervals == [span(1, 9)])
    #expect(!span(1, 5).overlaps(span(5, 9)))
    #expect(!IntervalSet([span(1, 5)]).overlaps(span(5, 9)))
  }
}
