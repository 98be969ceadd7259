import Mentoring
import Testing

@Suite struct SortedByPersonTests {
  @Test(arguments: [
    [], [7], [1, 2, 3, 4], [3, 4, 5], [1, 2, 4, 5, 9], [2, 40, 41, 1000], [-5, -4, 0, 1], [.min, 0, .max],
  ])
  func whoIsThereIsFoundAndNobodyElse(numbers: [Int]) {
    let list = numbers.map { PersonID($0) }
    let asked = Set(numbers + numbers.flatMap { [$0 &- 1, $0 &+ 1] } + [0, 1, 6, 8, .min, .max])
    for number in asked {
      let answer = found(in: list, PersonID(number)) { $0 }
      #expect(answer?.number == (numbers.contains(number) ? number : nil), "\(number) in \(numbers)")
    }
  }
}
