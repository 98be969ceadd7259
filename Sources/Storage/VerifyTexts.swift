import Bytes
import Diagnostics
import Mentoring

/// The allowed content of a text column. The record's own CHECKs test lengths and ASCII; the verbs refuse the content
/// listed here.
private enum TextForm {
  /// One line without control characters and without characters that change the writing direction.
  case line
  /// Several lines.
  case text
  case address, link, language, currency
}

/// Columns with another form than ``TextForm/text``.
private let forms: [String: TextForm] = [
  "person.name": .line, "person.email": .address, "person.language": .language, "mentor.headline": .line,
  "mentor.company": .line, "mentor.job_title": .line, "mentor.photo": .line, "mentor.currency": .currency,
  "mentor_link.url": .link, "mentor_language.language": .language, "topic.name": .line, "subject.name": .line,
  "goal.name": .line, "session_type.name": .line, "session_type.currency": .currency, "request.title": .line,
  "request.link": .link, "request.currency": .currency, "session.title": .line, "session.link": .link,
  "session.recording_url": .link, "session.currency": .currency, "closed_range.reason": .line,
  "credit.reason": .line, "credit.currency": .currency,
]

/// Tables that are not checked: the journal is append-only, and inbound mail is stored as it came.
private let historicTables = ["journal", "inbound"]

extension RecordFindings {
  /// Applies the checks of the verbs to every text of every row.
  mutating func addTexts(of connection: Database) throws(Diagnostic) {
    let tables = try connection.texts(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '*[^a-z_]*' AND name NOT GLOB 'sqlite_*'")
    for table in tables where !historicTables.contains(table) {
      let all = try connection.texts("SELECT name FROM pragma_table_info('\(table)') ORDER BY cid")
      let texts = try connection.texts(
        "SELECT name FROM pragma_table_info('\(table)') WHERE type = 'TEXT' ORDER BY cid")
      guard let key = all.contains("id") ? "id" : all.first, !texts.isEmpty else { continue }
      let rows = try Statement("SELECT \(([key] + texts).joined(separator: ", ")) FROM \(table)", on: connection)
      let columns = texts.enumerated().map { (index: Int32($0 + 1), name: $1, form: forms["\(table).\($1)"] ?? .text) }
      while try rows.step() {
        for column in columns {
          let text = rows.text(column.index)
          guard let found = fault(in: text, column.form) else { continue }
          let row = table == "request" || table == "session" ? "S-\(rows.integer(0))" : rows.text(0).string
          add(found, "\(table) \(visible(row)): \(column.name)", connection)
        }
      }
    }
  }

  private mutating func add(_ fault: TextFault, _ place: String, _ connection: Database) {
    if fault.isHarmless {
      remarks.add(
        Diagnostic(
          .warning, at: Place(file: connection.path), "\(place) \(fault.message)",
          remedy: "correct it if it was not meant", exitCode: .failed))
    } else {
      faults.add(
        Diagnostic(
          at: Place(file: connection.path), "\(place) \(fault.message)",
          remedy: "write the value again; no command takes this one", exitCode: .failed))
    }
  }
}

private struct TextFault {
  var message: String
  /// Whether a command may have written it, or it has no effect.
  var isHarmless = false
}

private func fault(in text: Utf8, _ form: TextForm) -> TextFault? {
  let isPlain = text.bytes.allSatisfy { (0x20...0x7E).contains($0) }
  if isPlain, form == .line || form == .text { return nil }
  guard let words = String(validating: text.bytes, as: UTF8.self) else {
    return TextFault(message: "is not UTF-8 text")
  }
  switch form {
  case .line:
    return words.unicodeScalars.first(where: isControl).map { TextFault(message: "holds \(characterName($0))") }
  case .text:
    return words.unicodeScalars.first(where: isTextControl).map {
      TextFault(message: "holds \(characterName($0))", isHarmless: $0.value != 0)
    }
  case .address: return addressFault(words)
  case .link:
    return words.utf8.first { $0 <= 0x20 }.map {
      TextFault(message: "is a link that holds \(characterName(Unicode.Scalar($0)))")
    }
  case .language: return isLanguageTag(words) ? nil : TextFault(message: "is not a BCP 47 tag such as en or pt-BR")
  case .currency:
    return words.isEmpty || Currency.isKnown(words)
      ? nil : TextFault(message: "is not a currency of ISO 4217", isHarmless: true)
  }
}

private func addressFault(_ text: String) -> TextFault? {
  if isErasedAddress(text) { return nil }
  do throws(AddressFault) {
    // Addresses are compared without regard to case.
    if try mailAddress(text).lowercased() == text.lowercased() { return nil }
    return TextFault(message: "is not written as an e-mail address alone")
  } catch { return TextFault(message: "is not an e-mail address: it \(error.message)") }
}

/// Whether commands accept the text as a language.
private func isLanguageTag(_ text: String) -> Bool {
  let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
  return (2...3).contains(parts.first?.count ?? 0)
    && parts.allSatisfy { part in
      (1...8).contains(part.count)
        && part.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) }
    }
}
