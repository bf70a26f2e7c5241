import JSON

extension Schema {
  /// The sentence for a value that must not fit a schema: the schema's own assertions, negated.
  func refusal(of index: Int) -> String {
    let expectations = expectations(of: index)
    if expectations.count == 1, expectations[0].hasPrefix("must "), !expectations[0].hasPrefix("must not ") {
      return "must not " + expectations[0].dropFirst("must ".count)
    }
    return "must not be something that \(sense(of: index))"
  }

  /// The assertions of a schema in a few words, to follow "that".
  func sense(of index: Int) -> String {
    let expectations = expectations(of: index)
    return expectations.isEmpty ? "fits the schema" : expectations.map(Self.statement).joined(separator: " and ")
  }

  private func expectations(of index: Int) -> [String] {
    var parts: [String] = []
    for keyword in nodes[index].keywords {
      switch keyword {
      case .assertion(let assertion): parts.append(assertion.expectation)
      case .object(let rules):
        let required = rules.properties.filter(\.isRequired).map { "\"\($0.name)\"" }
        if !required.isEmpty { parts.append("must have \(required.joined(" and "))") }
      default: break
      }
    }
    return parts
  }

  /// Turns a requirement ("must be") into a statement ("is").
  private static func statement(_ expectation: String) -> String {
    let verbs = [("must be ", "is "), ("must have ", "has "), ("must match ", "matches "), ("must not be ", "is not ")]
    for (order, fact) in verbs where expectation.hasPrefix(order) {
      return fact + expectation.dropFirst(order.count)
    }
    return expectation
  }
}
