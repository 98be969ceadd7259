import Testing

/// What changes for people when a key of `site.yaml` has another value: words that are seen under the one value and not under
/// the other. An empty text is not looked for.
struct SettingEffect: Sendable, CustomTestStringConvertible {
  enum Look: Sendable {
    /// A file of the built site; `{sam}` is Sam's home token, `{sam.feed}` his feed's, `{m2}` the meeting token of S-2.
    case page(String)
    /// The list of files of the built site.
    case tree
    /// Commands, one after the other, each as it is written in a shell without quotes.
    case answer([String])
  }

  var key: String
  /// As written in the file.
  var values: [String]
  var look: Look
  var words: [String]
  /// Effects of one number are looked for in the same two builds.
  var build = 0

  var testDescription: String { key }

  static func page(
    _ key: String, _ values: [String], _ page: String, _ words: [String], build: Int = 0
  ) -> SettingEffect {
    SettingEffect(key: key, values: values, look: .page(page), words: words, build: build)
  }

  static func tree(_ key: String, _ values: [String], _ words: [String], build: Int = 0) -> SettingEffect {
    SettingEffect(key: key, values: values, look: .tree, words: words, build: build)
  }

  static func answer(_ key: String, _ values: [String], _ commands: String..., words: [String]) -> SettingEffect {
    SettingEffect(key: key, values: values, look: .answer(commands), words: words)
  }

  /// The text of `site.yaml` with these keys; `topics.name` is a key of an entry of the list `topics`.
  static func site(_ keys: [(key: String, value: String)]) -> String {
    var top = [("title", "Effects"), ("base_url", "https://effects.example.org")]
    var groups: [(name: String, lines: [String])] = []
    var lists = entries
    var named: Set<String> = []
    for (key, value) in keys {
      let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
      if parts.count == 1 {
        top.removeAll { $0.0 == key }
        top.append((key, value))
      } else if lists[parts[0]] != nil {
        named.insert(parts[0])
        lists[parts[0]]?.removeAll { $0.0 == parts[1] }
        lists[parts[0]]?.append((parts[1], value))
      } else if let place = groups.firstIndex(where: { $0.name == parts[0] }) {
        groups[place].lines.append("  \(parts[1]): \(value)")
      } else {
        groups.append((parts[0], ["  \(parts[1]): \(value)"]))
      }
    }
    var text = top.map { "\($0.0): \($0.1)\n" }.joined()
    for group in groups { text += "\(group.name):\n" + group.lines.map { $0 + "\n" }.joined() }
    for name in named.sorted() {
      text += "\(name):\n  - {" + (lists[name] ?? []).map { "\($0.0): \($0.1)" }.joined(separator: ", ") + "}\n"
    }
    return text
  }

  private static let entries: [String: [(String, String)]] = [
    "topics": [("slug", "compilers"), ("name", "Compilers")], "subjects": [("slug", "maths"), ("name", "Maths")],
    "goals": [("slug", "grow"), ("name", "Grow")],
    "session_types": [
      ("slug", "talk"), ("name", "Talk"), ("duration", "30"), ("type", "VIDEO"), ("price", "500"), ("currency", "EUR"),
      ("questions", "[Why]"),
    ],
  ]
}
