extension DemoProgramme {
  /// The Markdown file of each mentor, in the order of the list: front matter and the biography. Paths are relative to
  /// the programme's folder.
  public var mentorFiles: [(path: String, text: String)] {
    mentors.map { mentor in
      var text = "---\n"
      text += "topics: [\(mentor.topics.map(quoted).joined(separator: ", "))]\n"
      text += "headline: \(quoted(mentor.headline))\ncompany: \(quoted(mentor.company))\n"
      text += "job_title: \(quoted(mentor.jobTitle))\nyears: \(mentor.years)\n"
      text += "languages: [\(mentor.languages.map(quoted).joined(separator: ", "))]\n"
      if !mentor.links.isEmpty { text += "links: [\(mentor.links.map(quoted).joined(separator: ", "))]\n" }
      text += "---\n" + mentor.bio
      return ("content/mentors/\(mentor.slug).md", text)
    }
  }
}

/// A double-quoted YAML scalar (YAML 1.1, 5.7); the demo's texts contain no control characters except line feeds.
private func quoted(_ text: String) -> String {
  var octets: [UInt8] = [UInt8(ascii: "\"")]
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): octets += [UInt8(ascii: "\\"), byte]
    case 10: octets += Array("\\n".utf8)
    default: octets.append(byte)
    }
  }
  octets.append(UInt8(ascii: "\""))
  return String(decoding: octets, as: UTF8.self)
}
