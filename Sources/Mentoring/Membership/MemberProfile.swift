import Diagnostics

/// The profile data of a mentor in a member list; nil = the list has no value.
public struct MemberProfile: Hashable, Sendable {
  public var headline: String?
  public var company: String?
  public var jobTitle: String?
  public var years: Int?
  /// Markdown.
  public var bio: String?
  /// As written: names or slugs.
  public var topics: [String]?
  public var subjects: [String]?
  /// BCP 47.
  public var languages: [String]?
  /// https addresses.
  public var links: [String]?
  /// The hourly rate in hundredths of the currency's main unit: 40.50 is 4050.
  public var rateInHundredths: Int?
  /// ISO 4217.
  public var currency: String?
  /// Ascending.
  public var hours: [WeeklyWindow]?

  public init() {}

  public var isEmpty: Bool { self == MemberProfile() }
}

/// The fault of a list value that cannot be parsed.
struct ValueFault: Error {
  var message: String
  var remedy: String
}

extension MemberProfile {
  /// Stores a value that is not blank.
  mutating func take(_ text: String, of column: MemberColumn) throws(ValueFault) {
    switch column {
    case .headline: headline = try line(text, "headline")
    case .company: company = try line(text, "company")
    case .jobTitle: jobTitle = try line(text, "job title")
    case .years:
      guard let number = wholeNumber(text), (0...80).contains(number) else {
        throw ValueFault(message: "years \"\(text)\"", remedy: "write a whole number from 0 to 80")
      }
      years = number
    case .bio:
      // The same check as for `mentor set --bio`.
      do throws(Refusal) { try checkMarkdown(text, "the bio") } catch {
        throw ValueFault(message: error.message, remedy: "then import again")
      }
      bio = text
    case .topics: topics = try terms(text, "topic")
    case .subjects: subjects = try terms(text, "subject")
    case .languages:
      languages = try items(text).map { (name) throws(ValueFault) in
        guard let code = languageCode(of: name) else {
          throw ValueFault(message: "\"\(name)\" is not a language", remedy: "write BCP 47 codes: en, de, pt-BR")
        }
        return code
      }
    case .links: links = try linkList(text)
    case .rate: try takeRate(text)
    case .currency: try takeCurrency(try code(ofCurrency: text))
    case .hours:
      guard let windows = weeklyHours(text) else {
        throw ValueFault(
          message: "hours \"\(text)\" are not understood", remedy: "write them as MO-FR 09:00-12:00, SA 10:00-12:00")
      }
      // 9-5 is not meant as an overnight window.
      if let long = windows.first(where: { $0.isOvernight && $0.minutes > WeeklyWindow.longestNight }) {
        throw ValueFault(
          message: "hours \"\(text)\": \(long.text) would last \(long.minutes / 60) hours, over midnight",
          remedy:
            "write the end by the 24-hour clock, as in 09:00-17:00; longer nights take two windows: up to 24:00, and "
            + "from 00:00 on the next day")
      }
      hours = windows
    case .email, .name, .firstName, .lastName, .membership, .zone, .language: break
    }
  }

  private func line(_ text: String, _ what: String, most: Int = 200) throws(ValueFault) -> String {
    guard text.unicodeScalars.count <= most else {
      throw ValueFault(message: "the \(what) has more than \(most) characters", remedy: "shorten it")
    }
    guard !text.unicodeScalars.contains(where: isControl) else {
      throw ValueFault(message: "the \(what) holds a line break or a control character", remedy: "remove it")
    }
    return text
  }

  private func terms(_ text: String, _ what: String) throws(ValueFault) -> [String] {
    try items(text).map { (name) throws(ValueFault) in
      let name = try line(name, what, most: 100)
      guard !termSlug(of: name).isEmpty else {
        throw ValueFault(
          message: "the \(what) \"\(name)\" has no letter of a-z", remedy: "write its short name, as in site.yaml")
      }
      return name
    }
  }

  private func linkList(_ text: String) throws(ValueFault) -> [String] {
    var urls: [String] = []
    for word in text.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == ";" }) {
      var url = String(word)
      if url.lowercased().hasPrefix("http://") { url = "https://" + url.dropFirst(7) }
      if !url.lowercased().hasPrefix("https://"), url.contains("."), !url.contains(":") { url = "https://" + url }
      let isSafe = url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"<>\\".utf8.contains($0) }
      guard url.hasPrefix("https://"), url.utf8.count > 8, url.utf8.count <= 2048, isSafe else {
        throw ValueFault(message: "the link \"\(word)\" is not an https address", remedy: "write https://…")
      }
      urls.append(url)
    }
    return urls
  }

  /// See ``RateText``.
  private mutating func takeRate(_ text: String) throws(ValueFault) {
    guard let rate = RateText(text) else {
      throw ValueFault(
        message: "the rate \"\(text)\" is not an amount", remedy: "write it as 40, 40.50, 1234.50 or 40 EUR")
    }
    guard !rate.isNegative else {
      throw ValueFault(
        message: "the rate \"\(text)\" is negative", remedy: "write 0 for free of charge, or leave the cell empty")
    }
    guard rate.hundredths <= Price.bounds.upperBound * 100 else {
      throw ValueFault(message: "the rate \"\(text)\" is too high", remedy: "write it in whole units: 40.50")
    }
    if !rate.currency.isEmpty { try takeCurrency(try code(ofCurrency: rate.currency)) }
    rateInHundredths = rate.hundredths
  }

  /// Both columns may name the currency if they agree.
  private mutating func takeCurrency(_ code: String) throws(ValueFault) {
    guard currency == nil || currency == code else {
      throw ValueFault(
        message: "the rate is in \(currency ?? ""), and the column of the currency says \(code)",
        remedy: "write one of them")
    }
    currency = code
  }

  private func code(ofCurrency text: String) throws(ValueFault) -> String {
    let signs = [
      "€": "EUR", "EURO": "EUR", "EUROS": "EUR", "£": "GBP", "ZŁ": "PLN", "KČ": "CZK", "₹": "INR", "SFR.": "CHF",
    ]
    if let code = signs[text.uppercased()] { return code }
    let code = text.uppercased()
    guard code.utf8.count == 3, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
      throw ValueFault(
        message: "\"\(text)\" does not say which currency", remedy: "write a code of ISO 4217: EUR, USD, CHF")
    }
    guard Currency.isKnown(code) else {
      let near = nearestName(to: code, among: Currency.codes).map { "did you mean \($0)?" }
      throw ValueFault(
        message: "\"\(text)\" is not a currency of ISO 4217", remedy: near ?? "write its code: EUR, USD, CHF")
    }
    return code
  }
}

/// A whole number: `3`, or `3.0` and `3,00`, as databases and spreadsheets write it.
private func wholeNumber(_ text: String) -> Int? {
  let parts = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
  if parts.count == 2, !parts[1].isEmpty, parts[1].allSatisfy({ $0 == "0" }) { return Int(parts[0]) }
  return Int(text)
}

/// The values of a cell, separated by commas, semicolons, vertical bars or line breaks, without duplicates.
private func items(_ text: String) -> [String] {
  var all: [String] = []
  for part in text.split(whereSeparator: { ",;|\n\r".contains($0) || $0 == "\r\n" }) {
    let item = trimmedText(String(part))
    if !item.isEmpty, !all.contains(item) { all.append(item) }
  }
  return all
}

/// A BCP 47 code for a language code or for a language's native, English, German or French name; nil if unknown.
public func languageCode(of text: String) -> String? {
  let word = foldedLatin(trimmedText(text), .plain)
  if let code = languageNames[word] { return code }
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  guard let first = parts.first, (2...3).contains(first.utf8.count), text.utf8.count <= 35,
    parts.allSatisfy({ part in
      (1...8).contains(part.utf8.count)
        && part.utf8.allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || (0x30...0x39).contains($0) }
    }), first.utf8.allSatisfy({ ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A })
  else { return nil }
  // Normalize the case of codes such as `EN` and `pt-br`, so that pages find them.
  var code = first.lowercased()
  for part in parts.dropFirst() { code += "-" + (part.utf8.count == 2 ? part.uppercased() : String(part)) }
  return code
}

private let languageNames: [String: String] = [
  "english": "en", "englisch": "en", "anglais": "en", "german": "de", "deutsch": "de", "allemand": "de", "french": "fr",
  "francais": "fr", "franzosisch": "fr", "spanish": "es", "espanol": "es", "spanisch": "es", "espagnol": "es",
  "italian": "it", "italiano": "it", "italienisch": "it", "italien": "it", "portuguese": "pt", "portugues": "pt",
  "portugiesisch": "pt", "portugais": "pt", "dutch": "nl", "nederlands": "nl", "niederlandisch": "nl", "polish": "pl",
  "polski": "pl", "polnisch": "pl", "polonais": "pl", "russian": "ru", "russisch": "ru", "russe": "ru", "chinese": "zh",
  "chinesisch": "zh", "chinois": "zh", "japanese": "ja", "japanisch": "ja", "japonais": "ja", "arabic": "ar",
  "arabisch": "ar", "arabe": "ar", "turkish": "tr", "turkisch": "tr", "turkce": "tr", "turc": "tr", "ukrainian": "uk",
  "ukrainisch": "uk", "ukrainien": "uk", "hindi": "hi", "korean": "ko", "koreanisch": "ko", "coreen": "ko",
]
