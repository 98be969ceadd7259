import CivilTime
import Foundation
import Glibc
import Mentoring
import Testing

@testable import almanac

/// A request as a page's form sends it: fields in the order of the form, one name more than once where it may be.
struct PageForm {
  var fields: [(name: String, value: String)]
  var page: String

  func first(_ name: String) -> String? { fields.first { $0.name == name }?.value }

  var verb: String { first("request") ?? "" }

  /// The verb on its object, as it is named on the page.
  var act: String {
    let object = ["session", "connection", "person"].compactMap(first).first
    let mentor = object == nil ? first("mentor") : nil
    let more = ["closed", "cancel-sessions", "rest"].filter { first($0) != nil }
    return ([verb, object ?? mentor ?? ""] + more).joined(separator: " ")
  }

  /// What the request means as a command, by the contract of Templates/README.md: an empty field says nothing; of fields
  /// that a flag takes once, several are joined by commas; an offer says length and type; `count` goes with `every`.
  func command(by email: String) throws -> [String] {
    let words = verb.split(separator: " ").map(String.init)
    let spec = try #require(Program.standard.commands.first { $0.words == words }, "\(verb) on \(page)")
    let operandNames: [String] =
      switch verb {
      case let verb where verb.hasPrefix("session ") && verb != "session book": ["session"]
      case "review add", "review reply": ["session"]
      case "connection request": []
      case let verb where verb.hasPrefix("connection "): ["connection"]
      case "person set": ["person"]
      case "mentor set", "mentor approve", "mentor suspend": ["mentor"]
      case let verb where verb.hasPrefix("availability "): ["mentor", "id"]
      default: []
      }
    var operands: [String] = []
    var options: [(String, [String])] = []
    let offer = first("offer") ?? ""
    for (name, value) in fields where !value.isEmpty {
      if ["request", "secret"].contains(name) { continue }
      if operandNames.contains(name) {
        operands.append(value)
        continue
      }
      if !offer.isEmpty, name == "duration" || name == "type" { continue }
      if name == "count", (first("every") ?? "").isEmpty { continue }
      var flag = name == "version" ? "if-version" : name
      if name.hasPrefix("answer-") {
        guard name.hasPrefix("answer-\(offer)-") else { continue }
        flag = "answer"
      }
      if let index = options.firstIndex(where: { $0.0 == flag }) {
        options[index].1.append(value)
      } else {
        options.append((flag, [value]))
      }
    }
    var arguments = words + operands
    for (flag, values) in options {
      let option = try #require(spec.options.first { $0.long == flag }, "\(verb) has no --\(flag): \(page)")
      if option.value == nil {
        arguments.append("--\(flag)")
      } else {
        for value in option.repeats ? values : [values.joined(separator: ",")] { arguments += ["--\(flag)", value] }
      }
    }
    return arguments + ["--as", email]
  }
}

/// How a reader fills in the fields that a page leaves to them.
struct FormFilling {
  /// Optional texts are filled in too.
  var fillsAll = false
  /// `2026-12-05T10:00`, where a page asks for a moment.
  var moment: String
  var date: String

  func value(_ name: String, type: String) -> String {
    switch (name, type) {
    case (_, "datetime-local"): moment
    case (_, "date"): date
    case (_, "url"): "https://zoom.us/j/1"
    case (_, "number"): "3"
    case ("hours", _): ""
    case ("currency", _): "EUR"
    case ("durations", _): "30,60"
    case ("topics", _): "compilers"
    case ("languages", _): "en"
    case ("mentor", _): "ada"
    case ("session", _): "S-9"
    default: "Words of mine"
    }
  }
}

/// The forms of a page, filled in.
func forms(on page: String, named name: String, _ filling: FormFilling) -> [PageForm] {
  // A regular expression over whole pages takes most of the test.
  page.components(separatedBy: "<form").dropFirst().compactMap { part in
    guard let open = part.range(of: ">"), part[..<open.lowerBound].contains("data-act"),
      let close = part.range(of: "</form>")
    else { return nil }
    var fields: [(name: String, value: String)] = []
    var seen: Set<String> = []
    for control in controls(of: String(part[open.upperBound..<close.lowerBound])) {
      guard let name = attribute("name", control.attributes) else { continue }
      let type = attribute("type", control.attributes) ?? "text"
      var value = unescapedAttribute(attribute("value", control.attributes) ?? "")
      let isRequired = control.attributes.contains(" required")
      switch (control.element, type) {
      case ("input", "hidden"): break
      case ("input", "radio"):
        // Of the open times, one that an hour fits into.
        if let most = attribute("data-max", control.attributes).flatMap({ Int($0) }), most < 60 { continue }
        let isChosen = control.attributes.contains(" checked")
        // One of a group: the chosen one, else the first where one must be.
        if isChosen {
          fields.removeAll { $0.name == name }
        } else if seen.contains(name) || !isRequired {
          continue
        }
        seen.insert(name)
      case ("input", "checkbox"):
        // The first of a list, and what is chosen or must be.
        let isFirst = seen.insert(name).inserted
        if !control.attributes.contains(" checked"), !isRequired, !isFirst || value == "yes" { continue }
      case ("select", _):
        let options = control.body.matches(of: /<option value="([^"]*)"([^>]*)>/)
        let chosen = options.first { $0.2.contains("selected") && (!isRequired || !$0.1.isEmpty) }
        let any = options.first { !$0.1.isEmpty }
        value = String((chosen ?? (isRequired ? any : options.first))?.1 ?? "")
      case ("textarea", _):
        value = unescapedAttribute(control.body)
        if value.isEmpty, isRequired || filling.fillsAll { value = filling.value(name, type: "text") }
      default:
        if value.isEmpty, isRequired || filling.fillsAll && !["address", "link", "until"].contains(name) {
          value = filling.value(name, type: type)
        }
      }
      fields.append((name, value))
    }
    return PageForm(fields: fields, page: name)
  }
}

private func controls(of form: String) -> [(element: String, attributes: String, body: String)] {
  form.matches(of: /<input\b[^>]*>|<textarea\b[^>]*>[\s\S]*?<\/textarea>|<select\b[^>]*>[\s\S]*?<\/select>/).map {
    let text = String($0.0)
    let end = text.firstIndex(of: ">") ?? text.endIndex
    let head = text[..<end].dropFirst()
    let element = String(head.prefix { $0.isLetter })
    var body = String(text[end...].dropFirst())
    if element != "input", let close = body.range(of: "</\(element)>") { body = String(body[..<close.lowerBound]) }
    return (element, String(head.dropFirst(element.count)), body)
  }
}

private func attribute(_ name: String, _ attributes: String) -> String? {
  guard let start = attributes.range(of: " \(name)=\"") else { return nil }
  return String(attributes[start.upperBound...].prefix { $0 != "\"" })
}

private func unescapedAttribute(_ text: String) -> String {
  [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&amp;", "&")]
    .reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
}

extension ProgramFolder {
  /// Runs a verb in this process at a clock.
  ///
  /// - Returns: why it was refused; nil when it was taken.
  func act(_ arguments: [String], at now: String) throws -> String? {
    let clock = try #require(Instant(rfc3339: now, dropsFraction: true))
    let process = ProcessEnvironment(systemClock: clock, environment: [:], console: Console())
    do {
      let invocation = try ArgumentParser(commands: Program.standard.commands).parse(
        arguments + ["-C", path, "--quiet"])
      let code = try invocation.command.run(invocation, process)
      return code == 0 ? nil : "exit code \(code)"
    } catch let refusal as Refusal {
      return "\(refusal.message) (rule \(refusal.rule.rawValue))"
    } catch {
      return "\(error)"
    }
  }

  /// Runs a verb on the record and puts the record back.
  ///
  /// - Returns: why it was refused, and whether it changed the record.
  func attempt(_ arguments: [String], at now: String, _ record: Data) throws -> (refusal: String?, isChange: Bool) {
    let refusal = try act(arguments, at: now)
    let isChange = refusal == nil && FileManager.default.contents(atPath: path + "/almanac.db") != record
    if isChange || refusal != nil { try write(record, to: "almanac.db") }
    return (refusal, isChange)
  }
}
