import Bytes

/// Appends text with `&`, `<`, `>`, `"` and `'` as character references: safe between tags and in quoted attribute
/// values. A control character, which HTML forbids, becomes U+FFFD; tabs and line ends stay.
///
/// Works on bytes, not characters: a quote stays a quote when a combining mark follows it. Runs without such a byte
/// are copied at once.
public func escapeHTML(_ text: Utf8, into sink: inout ByteSink) {
  var run = 0
  var index = 0
  while index < text.count {
    let octet = text[index]
    guard isEscaped(octet) else {
      index &+= 1
      continue
    }
    sink.append(Utf8(start: text.start + run, count: index &- run))
    switch octet {
    case 0x26: sink.append("&amp;")
    case 0x3C: sink.append("&lt;")
    case 0x3E: sink.append("&gt;")
    case 0x22: sink.append("&quot;")
    case 0x27: sink.append("&#39;")
    default: sink.append("\u{FFFD}")
    }
    index &+= 1
    run = index
  }
  sink.append(Utf8(start: text.start + run, count: text.count &- run))
}

/// Works as ``escapeHTML(_:into:)-(Utf8,_)``, for text outside the hot path.
public func escapeHTML(_ text: String, into sink: inout ByteSink) {
  var text = text
  text.withUTF8 { octets in
    if let base = octets.baseAddress { escapeHTML(Utf8(start: base, count: octets.count), into: &sink) }
  }
}

/// One test of a 64-bit mask instead of comparisons; all these bytes are below 64.
@inline(__always)
private func isEscaped(_ octet: UInt8) -> Bool {
  octet < 64 && (0x5000_00C4_FFFF_D9FF as UInt64) &>> UInt64(octet) & 1 == 1
}
