import JSON

extension Schema {
  /// Says in a few words what a value must not be that fits a schema: what the schema asserts itself, turned round.
  func refusal(of index: Int) -> String {
    let expectations = expectations(of: index)
    if expectations.count == 1, expectations[0].hasPrefix("must "), !expectations[0].hasPrefix("must not ") {
      return "must not " + expectations[0].dropFirst("must ".count)
    }
    return "must not be something that \(sense(of: index))"
  }

  /// Says in a few words what a schema asks for, to be read behind "that".
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

  /// Turns what has to be so into what is so.
  private static func statement(_ expectation: String) -> String {
    let verbs = [("must be ", "is "), ("must have ", "has "), ("must match ", "matches "), ("must not be ", "is not ")]
    for (order, fact) in verbs where expectation.hasPrefix(order) {
      return fact + expectation.dropFirst(order.count)
    }
    return expectation
  }
}
