import Bytes
import CivilTime
import Diagnostics
import Mentoring
import Publishing
import Storage

let creditCommands: [CommandSpec] = [creditAddCommand, creditListCommand]

private let creditAddCommand = CommandSpec(
  words: ["credit", "add"], summary: "add to a person's ledger of credits; the organiser alone",
  operands: [OperandSpec(name: "EMAIL")],
  options: [
    OptionSpec("amount", value: "N", "in the currency's smallest unit: 2500 is 25.00 EUR; below 0 for what is used"),
    OptionSpec("currency", value: "CODE", "ISO 4217"), OptionSpec("reason", value: "TEXT", "what it is for"),
    OptionSpec("session", value: "ID", "the session that it is for; the same entry is made once"), receivedOption,
    zoneOption, zoneFolderOption,
    principalOption,
  ]
) { invocation, process in
  let context = try VerbContext(invocation, process)
  let person = try context.people.person(invocation.operands.first ?? "").id
  let currency = try checkedCurrency(try context.required("currency"))
  let amount = try minorUnits(try context.required("amount"), currency)
  let credit = NewCredit(
    person: person, amount: amount, currency: currency, reason: cleanText(try context.required("reason")),
    session: try invocation.value("session").map { word in try context.people.booking(word) }, at: context.received)
  let principal = try context.principal(mentor: PersonID(0), student: person)
  return try context.decide("credit add", by: principal) { reader in
    if let session = credit.session,
      try context.record.integer("SELECT 1 FROM session WHERE id = \(session)") == nil
    {
      throw unknownSession(session)
    }
    return try decideCredit(credit, by: principal.actor, try reader.credit(credit))
  }
}

/// An amount as a whole number of minor units. For a decimal number, the error suggests the amount in minor units;
/// nothing is rounded.
private func minorUnits(_ text: String, _ currency: String) throws(Diagnostic) -> Int {
  if let number = Int(text) {
    guard number != 0, creditBounds.contains(number) else {
      throw Diagnostic(
        "--amount \"\(text)\"",
        remedy: "write a whole number from \(creditBounds.lowerBound) to \(creditBounds.upperBound), but not 0")
    }
    return number
  }
  // For 25.5 EUR, padding the decimals gives the intended number.
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  if parts.count == 2, parts[1].utf8.count <= minorDigits(of: currency), parts[1].utf8.allSatisfy({ 0x30...0x39 ~= $0 })
  {
    let filling = String(repeating: "0", count: minorDigits(of: currency) - parts[1].utf8.count)
    if let number = Int(parts[0] + parts[1] + filling), number != 0 {
      throw Diagnostic(
        "--amount \"\(text)\" is no whole number of the smallest unit",
        remedy: "\(written(number, currency)) is --amount \(number)")
    }
  }
  throw Diagnostic(
    "--amount \"\(text)\" is no whole number",
    remedy: "write it in the smallest unit of \(currency): \(written(2500, currency)) is --amount 2500")
}

/// `25.00 EUR`.
func written(_ amount: Int, _ currency: String) -> String {
  var sink = ByteSink(capacity: 32)
  appendPlain(money: amount, currency: currency, into: &sink)
  return sink.string() + " " + visible(currency)
}

private let creditListCommand = CommandSpec(
  words: ["credit", "list"], summary: "list credits with their balance, and what sessions cost beside",
  operands: [OperandSpec(name: "EMAIL", isOptional: true)],
  options: [
    OptionSpec("as", value: "EMAIL", "who asks: people see their own ledger (default: the organiser)"),
    OptionSpec("balances", "with --json or --csv: the balances instead of the entries"),
    OptionSpec("csv", "as CSV (RFC 4180) with a line of names"),
  ]
) { invocation, process in
  let folder = ProgrammeFolder(for: invocation, environment: process.environment)
  let record = try openRecord(at: folder.record)
  // One read transaction gives entries and balances of one moment.
  try record.execute("BEGIN")
  let person = try ledgerOwner(invocation, PersonLookup(record, console: process.console))
  let (json, csv) = (invocation.has("json"), invocation.has("csv"))
  guard !json || !csv else {
    throw Diagnostic("both --json and --csv are given", remedy: "give one of them", exitCode: .usage)
  }
  let balances = try Statement(balancesSQL, on: record)
  balances.bind(person?.number, at: 1)
  let entries = try Statement(entriesSQL, on: record)
  entries.bind(person?.number, at: 1)
  if json || csv {
    let rows = invocation.has("balances") ? balances : entries
    process.console.print(json ? try table(of: rows, json: true, shown: []) : try csvTable(of: rows))
    return 0
  }
  var text = ""
  while !invocation.has("balances"), try entries.step() {
    let currency = entries.text(3).string
    text += "\(entries.integer(0))\t\(visible(entries.text(1).string))\t\(written(entries.integer(2), currency))\t"
    text += "\(written(entries.integer(4), currency))\t\(Instant(seconds: entries.integer(7)).rfc3339)\t"
    text += (entries.isNull(5) ? "" : "S-\(entries.integer(5))") + "\t" + visible(entries.text(6).string) + "\n"
  }
  while try balances.step() {
    let currency = balances.text(1).string
    text += "\(visible(balances.text(0).string)): balance \(written(balances.integer(2), currency))"
    text += "; sessions booked \(written(balances.integer(3), currency))"
    text += ", completed \(written(balances.integer(4), currency))\n"
  }
  process.console.print(text)
  return 0
}

/// The person whose ledger is shown; nil for all ledgers.
private func ledgerOwner(_ invocation: Invocation, _ people: PersonLookup) throws -> PersonID? {
  let wanted = try invocation.operands.first.map { try people.person($0).id }
  guard let email = invocation.value("as") else { return wanted }
  let principal = try people.person(email)
  if principal.isOrganiser { return wanted }
  guard wanted == nil || wanted == principal.id else {
    throw Refusal(.actor, "credits are shown to the person whose they are, and to organisers")
  }
  return principal.id
}

private let entriesSQL = """
  SELECT c.id, p.email AS person, c.amount, c.currency,
    sum(c.amount) OVER (PARTITION BY c.person_id, c.currency ORDER BY c.created_at, c.id) AS balance,
    c.session_id AS session, c.reason, c.created_at
  FROM credit c JOIN person p ON p.id = c.person_id WHERE ?1 IS NULL OR c.person_id = ?1
  ORDER BY c.created_at, c.id
  """

/// One row per person and currency. The cost of a session is the price agreed for it.
private let balancesSQL = """
  WITH ledger AS (SELECT person_id, currency, sum(amount) AS balance FROM credit GROUP BY person_id, currency),
  cost AS (
    SELECT student_id AS person_id, currency, status, price AS amount FROM session
    WHERE price > 0 AND status IN ('scheduled', 'completed'))
  SELECT p.email AS person, k.currency,
    coalesce((SELECT balance FROM ledger l WHERE l.person_id = k.person_id AND l.currency = k.currency), 0) AS balance,
    coalesce((SELECT sum(amount) FROM cost c WHERE c.person_id = k.person_id AND c.currency = k.currency
      AND c.status = 'scheduled'), 0) AS booked,
    coalesce((SELECT sum(amount) FROM cost c WHERE c.person_id = k.person_id AND c.currency = k.currency
      AND c.status = 'completed'), 0) AS completed
  FROM (SELECT person_id, currency FROM ledger UNION SELECT person_id, currency FROM cost) k
    JOIN person p ON p.id = k.person_id
  WHERE ?1 IS NULL OR k.person_id = ?1 ORDER BY p.email, k.currency
  """
