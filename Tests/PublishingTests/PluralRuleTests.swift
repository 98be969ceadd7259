import Publishing
import Testing

/// CLDR 45, cardinal rules for whole numbers: the samples of its table.
struct PluralRuleTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var languages: [String]
    var numbers: [PluralCategory: [Int]]
    var testDescription: String { languages.joined(separator: " ") }
  }

  static let samples: [Sample] = [
    Sample(
      languages: ["ja", "zh", "zh-Hant", "ko", "vi", "th", "id", "ms"], numbers: [.other: [0, 1, 2, 5, 11, 100, 1000]]),
    Sample(
      languages: ["en", "de", "sv", "nl", "it", "es", "fi", "hu", "tr", "el", "en-GB", "xx"],
      numbers: [.one: [1], .other: [0, 2, 11, 21, 101, 1000]]),
    Sample(
      languages: ["fr", "pt", "pt-BR", "hi", "fa", "bn"], numbers: [.one: [0, 1], .other: [2, 10, 21, 100, 101]]),
    Sample(
      languages: ["ru", "uk", "be", "RU", "ru-Latn"],
      numbers: [
        .one: [1, 21, 31, 101, 1001], .few: [2, 3, 4, 22, 104], .many: [0, 5, 11, 12, 14, 19, 100, 111, 112],
      ]),
    Sample(
      languages: ["sr", "hr", "bs", "sr-Latn"],
      numbers: [.one: [1, 21, 101], .few: [2, 4, 22, 102], .other: [0, 5, 11, 12, 14, 19, 100, 111]]),
    Sample(languages: ["pl"], numbers: [.one: [1], .few: [2, 4, 22, 104], .many: [0, 5, 11, 12, 14, 21, 101, 112]]),
    Sample(languages: ["cs", "sk"], numbers: [.one: [1], .few: [2, 3, 4], .other: [0, 5, 21, 22, 102]]),
    Sample(
      languages: ["lt"], numbers: [.one: [1, 21, 101], .few: [2, 9, 22, 102], .other: [0, 10, 11, 19, 20, 111, 112]]),
    Sample(
      languages: ["lv"],
      numbers: [.zero: [0, 10, 11, 19, 20, 30, 111, 100], .one: [1, 21, 101], .other: [2, 9, 22, 102]]),
    Sample(languages: ["ro"], numbers: [.one: [1], .few: [0, 2, 16, 101, 119], .other: [20, 35, 100, 120]]),
    Sample(
      languages: ["sl"],
      numbers: [.one: [1, 101, 201], .two: [2, 102], .few: [3, 4, 103, 104], .other: [0, 5, 11, 12, 21, 100]]),
    Sample(languages: ["he"], numbers: [.one: [1], .two: [2], .other: [0, 3, 10, 20, 100]]),
    Sample(
      languages: ["ar", "ar-EG"],
      numbers: [
        .zero: [0], .one: [1], .two: [2], .few: [3, 10, 103, 110], .many: [11, 26, 99, 111, 199],
        .other: [100, 101, 102, 200],
      ]),
    Sample(
      languages: ["cy"],
      numbers: [.zero: [0], .one: [1], .two: [2], .few: [3], .many: [6], .other: [4, 5, 7, 11, 103]]),
    Sample(
      languages: ["ga"], numbers: [.one: [1], .two: [2], .few: [3, 6], .many: [7, 10], .other: [0, 11, 17, 101]]),
  ]

  @Test(arguments: samples) func everySampleHasItsCategory(_ sample: Sample) {
    for language in sample.languages {
      for (category, numbers) in sample.numbers {
        for number in numbers {
          #expect(PluralRule(language: language).category(of: number) == category, "\(language) \(number)")
        }
      }
    }
  }

  @Test func aNegativeNumberIsAsItsMagnitude() {
    #expect(PluralRule(language: "en").category(of: -1) == .one)
    #expect(PluralRule(language: "ar").category(of: -2) == .two)
  }

  @Test(arguments: ["", "-", "en_US"]) func aLanguageThatIsNoneIsAsEnglish(language: String) {
    #expect(PluralRule(language: language).category(of: 1) == .one)
    #expect(PluralRule(language: language).category(of: 2) == .other)
  }
}
