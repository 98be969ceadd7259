import Bytes
import Markup

/// What a button asks for: one verb with its fields, sent as a form, as a mail or typed as a command. All three say the
/// same, and the same rules meet them when they arrive.
struct RequestForm {
  /// `session cancel`.
  var verb: StaticString
  /// In the order in which they are written: `session: S-12`, `version: 3`.
  var fields: [(name: StaticString, value: String)]
  /// Operands and options of the command after the verb, with places to fill in as `"…"`.
  var command: String
  /// What the person writes: name and what stands there until then.
  var blanks: [(name: StaticString, value: String)] = []
}

extension Site {
  /// Fills in the ways that need no form: a mail with its body written, and the command.
  func fill<Fields>(
    ways group: WaysGroup<Fields>, _ row: Row<Fields>, id: String, _ form: RequestForm, on desk: inout Desk
  ) {
    desk.data.set(row, group.id, id)
    desk.data.set(row, group.command) { sink in
      sink.append("almanac ")
      sink.append(form.verb)
      if !form.command.isEmpty {
        sink.append(" ")
        sink.append(form.command)
      }
    }
    guard let address = settings.mail.from else { return }
    desk.data.set(row, group.mailAddress, address)
    desk.data.set(row, group.mailto) { sink in
      sink.append("mailto:")
      sink.append(address)
      sink.append("?subject=")
      appendPercentEncoded(Utf8(form.verb), into: &sink)
      sink.append("&body=")
      func line(_ name: StaticString, _ value: String) {
        sink.append(name)
        sink.append("%3A%20")
        var value = value
        value.withUTF8 { appendPercentEncoded(UnsafeRawBufferPointer($0), into: &sink) }
        // RFC 6068 section 5: a line break in a body is CRLF.
        sink.append("%0D%0A")
      }
      line("request", form.verb.withUTF8Buffer { String(decoding: $0, as: UTF8.self) })
      for field in form.fields { line(field.name, field.value) }
      for blank in form.blanks { line(blank.name, blank.value) }
    }
  }

  /// The hidden fields of the form that the drop-box takes.
  func addFields<Fields>(
    _ form: RequestForm, _ row: Row<Fields>, _ list: ListField<Fields, FieldFields>, on desk: inout Desk
  ) {
    let fields = FieldFields.scope.fields
    let first = desk.data.add(row, list)
    desk.data.set(first, fields.name, "request")
    desk.data.set(first, fields.value, Utf8(form.verb))
    for field in form.fields {
      let hidden = desk.data.add(row, list)
      desk.data.set(hidden, fields.name, Utf8(field.name))
      desk.data.set(hidden, fields.value, field.value)
    }
  }
}

/// Octets as RFC 3986 section 2.1 writes them, all but the unreserved.
func appendPercentEncoded(_ text: Utf8, into sink: inout ByteSink) { appendPercentEncoded(text.bytes, into: &sink) }

func appendPercentEncoded(_ bytes: UnsafeRawBufferPointer, into sink: inout ByteSink) {
  let digits = StaticString("0123456789ABCDEF")
  for octet in bytes {
    switch octet {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      sink.append(byte: octet)
    default:
      sink.append(byte: UInt8(ascii: "%"))
      sink.append(byte: digits.utf8Start[Int(octet >> 4)])
      sink.append(byte: digits.utf8Start[Int(octet & 15)])
    }
  }
}
