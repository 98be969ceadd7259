/// How often a property or component may occur in a component.
public enum Presence: Sendable, Hashable {
  case never, once, atMostOnce, atLeastOnce, any

  public func allows(_ count: Int) -> Bool {
    switch self {
    case .never: count == 0
    case .once: count == 1
    case .atMostOnce: count <= 1
    case .atLeastOnce: count >= 1
    case .any: true
    }
  }
}

/// The METHOD of a VCALENDAR (RFC 5546 section 1.4); a file that is not a message has none.
public enum CalendarMethod: String, Sendable, CaseIterable {
  case publish = "PUBLISH"
  case request = "REQUEST"
  case reply = "REPLY"
  case cancel = "CANCEL"
  case counter = "COUNTER"
}

/// The properties and components that a component may contain, and how often. `X-` names are always allowed.
public struct ComponentRules: Sendable {
  public var properties: [String: Presence] = [:]
  public var components: [String: Presence] = [:]
  /// Lists of which at most one name may occur.
  public var alternatives: [[String]] = []
  /// Lists of which all names must occur or none.
  public var together: [[String]] = []
  /// The allowed values of a property.
  public var values: [String: [String]] = [:]

  /// Each name is in at most one of the lists. The names in a list are separated by spaces.
  init(
    once: String = "", atMostOnce: String = "", any: String = "", never: String = "", atLeastOnce: String = "",
    components: [String: Presence] = [:], alternatives: [[String]] = [], together: [[String]] = [],
    values: [String: [String]] = [:]
  ) {
    for (names, presence) in [
      (once, Presence.once), (atMostOnce, .atMostOnce), (any, .any), (never, .never), (atLeastOnce, .atLeastOnce),
    ] {
      for name in names.split(separator: " ") { properties[String(name)] = presence }
    }
    self.components = components
    self.alternatives = alternatives
    self.together = together
    self.values = values
  }

  /// These rules, overridden by those of a METHOD.
  func overlaid(by method: ComponentRules) -> ComponentRules {
    var all = self
    all.properties.merge(method.properties) { $1 }
    all.components.merge(method.components) { $1 }
    all.values.merge(method.values) { $1 }
    return all
  }

  /// The violations in a component, as sentences without the component's name, ordered by property name.
  ///
  /// - Parameters:
  ///   - properties: the values by name, in the order of the file.
  ///   - components: the number of nested components by kind.
  public func violations(_ properties: [String: [String]], _ components: [String: Int]) -> [String] {
    var found: [String] = []
    func check(_ name: String, _ count: Int, _ presence: Presence?) {
      guard let presence else {
        if !name.hasPrefix("X-") { found.append("\(name) is unknown here") }
        return
      }
      if presence.allows(count) { return }
      found.append(
        count == 0
          ? "\(name) is missing" : presence == .never ? "\(name) may not stand here" : "\(name) stands \(count) times")
    }
    for name in Set(properties.keys).union(self.properties.keys).sorted() {
      check(name, properties[name]?.count ?? 0, self.properties[name])
    }
    for name in Set(components.keys).union(self.components.keys).sorted() {
      check(name, components[name] ?? 0, self.components[name])
    }
    for names in alternatives where names.filter({ properties[$0] != nil }).count > 1 {
      found.append("\(names.joined(separator: " and ")) exclude each other")
    }
    for names in together where Set(names.map { properties[$0] != nil }).count > 1 {
      found.append("\(names.joined(separator: " and ")) stand together")
    }
    for (name, allowed) in values.sorted(by: { $0.key < $1.key }) {
      for value in properties[name] ?? [] where !allowed.contains(value) { found.append("\(name) is \"\(value)\"") }
    }
    return found
  }
}
