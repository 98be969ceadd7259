import Diagnostics
import Mentoring
import Publishing
import Storage

/// Limits of the record for a mentor's numbers, checked here so that the error names the flag.
private let bounds: [String: ClosedRange<Int>] = [
  "years": 0...80, "step": 1...1440, "buffer-before": 0...1440, "buffer-after": 0...1440, "notice": 0...525_600,
  "horizon-days": 1...730, "max-per-day": 0...1440, "max-per-week": 0...10_080, "capacity": 0...100_000,
  "hourly-rate": Price.bounds,
]

/// The number of a flag, within the record's limits; nil for `default`.
func boundedNumber(_ option: String, _ text: String) throws(Diagnostic) -> Int? {
  if text == "default" { return nil }
  let range = bounds[option] ?? 0...1_000_000_000
  guard let number = Int(text), range.contains(number) else {
    throw Diagnostic(
      "--\(option) \"\(text)\"",
      remedy: "write a whole number from \(range.lowerBound) to \(range.upperBound), or default")
  }
  return number
}

extension Invocation {
  /// The text of a flag as the record stores it: see ``cleanText(_:)``.
  func text(_ long: String) -> String? { value(long).map(cleanText) }

  /// The Markdown of a flag: unchanged, since leading spaces are significant, but empty if it has no visible
  /// characters.
  func markdown(_ long: String) -> String? { value(long).map { isBlank($0) ? "" : $0 } }
}

/// The text of a flag, cleaned by ``cleanText(_:)``, within the record's length limit.
func boundedText(
  _ option: String, _ text: String, most: Int, mayBeEmpty: Bool = true
) throws(Diagnostic) -> String {
  let text = cleanText(text)
  if text.isEmpty, !mayBeEmpty { throw Diagnostic("--\(option) is empty", remedy: "write some words") }
  try refuseControls("--\(option)", text)
  let count = text.unicodeScalars.count
  guard count <= most else {
    throw Diagnostic("--\(option) has \(count) characters", remedy: "write at most \(most)")
  }
  return text
}

/// Refuses line breaks, control characters and characters that reverse the surrounding text (U+202A to U+202E, U+2066
/// to U+2069), since single-line texts appear in calendars, mails and lists.
private func refuseControls(_ place: String, _ text: String) throws(Diagnostic) {
  guard let wrong = text.unicodeScalars.first(where: isControl) else { return }
  let code = String(wrong.value, radix: 16, uppercase: true)
  throw Diagnostic(
    "\(place) holds U+\(String(repeating: "0", count: max(0, 4 - code.utf8.count)))\(code)",
    remedy: "write one line without signs that cannot be seen")
}

/// An e-mail address as the record stores it.
func checkedAddress(_ text: String) throws(Diagnostic) -> String {
  do throws(AddressFault) {
    let address = try mailAddress(text)
    guard !isErasedAddress(address) else {
      throw AddressFault(message: "stands for somebody who was erased", remedy: "write their own address")
    }
    return address
  } catch {
    throw Diagnostic("--email \"\(text)\" is not an e-mail address: it \(error.message)", remedy: error.remedy)
  }
}

/// A language tag such as `en` or `pt-BR`.
func checkedLanguage(_ option: String, _ text: String) throws(Diagnostic) -> String {
  guard isLanguage(text), text.utf8.count <= 35 else {
    throw Diagnostic("--\(option) \"\(text)\" is no language", remedy: "write a code of BCP 47: en, pt-BR")
  }
  return text
}

/// A currency code such as `EUR`.
func checkedCurrency(_ text: String) throws(Diagnostic) -> String {
  guard text.isEmpty || Currency.isKnown(text) else {
    let near = nearestName(to: text, among: Currency.codes).map { "did you mean \($0)?" }
    throw Diagnostic(
      "--currency \"\(text)\" is not a currency of ISO 4217", remedy: near ?? "write its code, such as EUR")
  }
  return text
}

/// Durations such as `30,60`, without duplicates.
func checkedDurations(_ text: String) throws(Diagnostic) -> String {
  let numbers = text.split(separator: ",", omittingEmptySubsequences: false).compactMap { Int($0) }
  let isList = numbers.map(String.init).joined(separator: ",") == text
  guard isList, !numbers.isEmpty, Set(numbers).count == numbers.count, numbers.allSatisfy((1...1440).contains) else {
    throw Diagnostic("--durations \"\(text)\"", remedy: "write minutes with commas, each once: 30,60")
  }
  return text
}
