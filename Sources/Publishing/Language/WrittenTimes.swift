import Bytes
import CivilTime
import Mentoring

/// Dates, times and numbers as written in the language. A time is always written with its zone.
extension Strings {
  /// `24 November 2026`.
  public func append(date: CivilDate, into sink: inout ByteSink) { append(patterns.date, date, into: &sink) }

  /// `24 Nov`.
  public func append(shortDate date: CivilDate, into sink: inout ByteSink) {
    append(patterns.dateShort, date, into: &sink)
  }

  /// `24 November`.
  public func append(dateInYear date: CivilDate, into sink: inout ByteSink) {
    append(patterns.dateInYear, date, into: &sink)
  }

  /// `Tuesday, 24 November 2026`.
  public func append(dateWithWeekday date: CivilDate, into sink: inout ByteSink) {
    append(patterns.dateWithWeekday, date, into: &sink)
  }

  /// `Tuesday, 24 November 2026, 14:05 (Europe/Berlin)`.
  public func append(moment instant: Instant, in zone: Zone, into sink: inout ByteSink) {
    let local = zone.local(at: instant)
    patterns.moment.append(into: &sink) { gap, sink in
      switch gap {
      case "date": append(dateWithWeekday: local.date, into: &sink)
      case "time": sink.append(timeOf: local)
      case "zone": sink.append(zone.name)
      default: break
      }
    }
  }

  /// `Tuesday, 24 November 2026, 14:05–15:05 (Europe/Berlin)`.
  public func append(range: Interval, in zone: Zone, into sink: inout ByteSink) {
    let local = zone.local(at: range.start)
    patterns.range.append(into: &sink) { gap, sink in
      switch gap {
      case "date": append(dateWithWeekday: local.date, into: &sink)
      case "from": sink.append(timeOf: local)
      case "to": sink.append(timeOf: zone.local(at: range.end))
      case "zone": sink.append(zone.name)
      default: break
      }
    }
  }

  /// `23 November – 29 November 2026, week 48`: the week that begins on a date; its Monday determines the ISO week.
  public func append(weekOf first: CivilDate, into sink: inout ByteSink) {
    let monday = first.adding(days: (8 - first.weekday) % 7)
    var from = ByteSink(capacity: 32)
    append(dateInYear: first, into: &from)
    var to = ByteSink(capacity: 32)
    append(date: first.adding(days: 6), into: &to)
    sink.append(
      sentence("week_label", ["from": from.string(), "to": to.string(), "n": "\(monday.isoWeek.week)"]))
  }

  private func append(_ pattern: GapText, _ date: CivilDate, into sink: inout ByteSink) {
    let (year, month, day) = date.components
    pattern.append(into: &sink) { gap, sink in
      switch gap {
      case "weekday": sink.append(dates.weekdays[date.weekday])
      case "weekday_short": sink.append(dates.shortWeekdays[date.weekday])
      case "day": sink.appendDecimal(day)
      case "month": sink.append(dates.months[month - 1])
      case "month_short": sink.append(shortMonths[month - 1])
      case "year": sink.appendDecimal(year)
      default: break
      }
    }
  }

  /// `1,304`.
  public func append(number: Int, into sink: inout ByteSink) {
    let digits = Array(String(number.magnitude).utf8)
    if number < 0 { sink.append("\u{2212}") }
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { sink.append(thousandsSeparator) }
      sink.append(byte: digit)
    }
  }

  /// `4.8`, from tenths.
  public func append(tenths: Int, into sink: inout ByteSink) {
    sink.appendDecimal(tenths / 10)
    sink.append(decimalPoint)
    sink.appendDecimal(tenths % 10)
  }

  /// `40.00 EUR`: minor units and the currency's code (ISO 4217), which is unique, unlike currency symbols.
  public func append(money amount: Int, currency: String, into sink: inout ByteSink) {
    let digits = minorDigits(of: currency)
    var unit = 1
    for _ in 0..<digits { unit *= 10 }
    if amount < 0 { sink.append("\u{2212}") }
    append(number: abs(amount) / unit, into: &sink)
    if digits > 0 {
      sink.append(decimalPoint)
      let rest = String(abs(amount) % unit)
      for _ in 0..<(digits - rest.utf8.count) { sink.append("0") }
      sink.append(rest)
    }
    sink.append("\u{A0}")
    sink.append(currency)
  }
}

/// `1234.50`, `-0.05`: minor units as a decimal number, as payment services and programs read it.
public func appendPlain(money amount: Int, currency: String, into sink: inout ByteSink) {
  var unit = 1
  for _ in 0..<minorDigits(of: currency) { unit *= 10 }
  if amount < 0 { sink.append("-") }
  sink.appendDecimal(abs(amount) / unit)
  if unit > 1 { sink.append("." + String(unit + abs(amount) % unit).dropFirst()) }
}

/// The number of digits of a currency's minor unit; two for an unknown code, which only an old record can contain.
public func minorDigits(of currency: String) -> Int { Currency.digits(of: currency) ?? 2 }

/// A language's name in itself; the code if the name is not known.
func languageName(_ code: String) -> String {
  let primary = code.utf8.prefix { $0 != UInt8(ascii: "-") }
  return languageNames[code] ?? languageNames[String(Substring(primary)).lowercased()] ?? code
}

private let languageNames: [String: String] = [
  "ar": "العربية", "bn": "বাংলা", "cs": "Čeština", "da": "Dansk", "de": "Deutsch", "el": "Ελληνικά", "en": "English",
  "es": "Español", "fa": "فارسی", "fi": "Suomi", "fr": "Français", "ga": "Gaeilge", "he": "עברית", "hi": "हिन्दी",
  "hu": "Magyar", "id": "Bahasa Indonesia", "ig": "Igbo", "it": "Italiano", "ja": "日本語", "ko": "한국어", "mi": "Māori",
  "ne": "नेपाली", "nl": "Nederlands", "no": "Norsk", "nb": "Norsk bokmål", "pl": "Polski", "pt": "Português",
  "ro": "Română", "ru": "Русский", "sk": "Slovenčina", "sv": "Svenska", "sw": "Kiswahili", "ta": "தமிழ்",
  "th": "ไทย", "tr": "Türkçe", "uk": "Українська", "ur": "اردو", "vi": "Tiếng Việt", "yo": "Yorùbá", "zh": "中文",
  "zu": "isiZulu",
]
