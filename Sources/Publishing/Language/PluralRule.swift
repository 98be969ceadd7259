/// The plural categories of CLDR.
public enum PluralCategory: String, CaseIterable, Sendable { case zero, one, two, few, many, other }

/// The plural form for a whole number in a language (CLDR 45, cardinal rules, for integers).
public struct PluralRule: Sendable {
  /// The primary subtag, in lower case.
  private let language: String

  /// - Parameter tag: as in `pt-BR` (RFC 5646).
  public init(language tag: String) { language = primaryLanguage(tag) }

  public func category(of number: Int) -> PluralCategory {
    let n = Int(number.magnitude)
    let tens = n % 100
    let ones = n % 10
    switch language {
    case "ja", "zh", "ko", "vi", "th", "id", "ms", "my", "lo", "km": return .other
    case "fr", "pt", "hy": return n < 2 ? .one : .other
    case "hi", "bn", "fa", "am", "gu", "kn", "zu": return n < 2 ? .one : .other
    case "ru", "uk", "be", "sr", "hr", "bs":
      if ones == 1 && tens != 11 { return .one }
      if (2...4).contains(ones) && !(12...14).contains(tens) { return .few }
      return ["sr", "hr", "bs"].contains(language) ? .other : .many
    case "pl":
      if n == 1 { return .one }
      return (2...4).contains(ones) && !(12...14).contains(tens) ? .few : .many
    case "cs", "sk": return n == 1 ? .one : (2...4).contains(n) ? .few : .other
    case "lt":
      if ones == 1 && !(11...19).contains(tens) { return .one }
      return (2...9).contains(ones) && !(11...19).contains(tens) ? .few : .other
    case "lv":
      if ones == 0 || (11...19).contains(tens) { return .zero }
      return ones == 1 ? .one : .other
    case "ro": return n == 1 ? .one : n == 0 || (1...19).contains(tens) ? .few : .other
    case "sl": return tens == 1 ? .one : tens == 2 ? .two : tens == 3 || tens == 4 ? .few : .other
    case "he": return n == 1 ? .one : n == 2 ? .two : .other
    case "ar":
      if n < 3 { return [.zero, .one, .two][n] }
      return (3...10).contains(tens) ? .few : tens >= 11 ? .many : .other
    case "cy": return n == 6 ? .many : n < 4 ? [.zero, .one, .two, .few][n] : .other
    case "ga": return n == 1 ? .one : n == 2 ? .two : (3...6).contains(n) ? .few : (7...10).contains(n) ? .many : .other
    default: return n == 1 ? .one : .other
    }
  }
}
