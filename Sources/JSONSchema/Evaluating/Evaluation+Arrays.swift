import JSON

extension Evaluation {
  mutating func check(_ rules: ArrayRules, _ elements: [JSONValue], _ evaluated: inout Evaluated?) -> Bool {
    var isValid = true
    for (position, schema) in rules.prefix.enumerated() where position < elements.count && (isValid || goesOn) {
      isValid = check(schema, elements[position], at: String(position)) && isValid
    }
    evaluated?.insert(0..<min(rules.prefix.count, elements.count))
    guard let rest = rules.rest else { return isValid }
    for position in elements.indices.dropFirst(rules.prefix.count) {
      guard isValid || goesOn else { return false }
      isValid = check(rest, elements[position], at: String(position)) && isValid
    }
    evaluated?.insertAll()
    return isValid
  }

  mutating func check(_ rules: ContainsRules, _ elements: [JSONValue], _ evaluated: inout Evaluated?) -> Bool {
    var count = 0
    var nobody: Evaluated?
    for (position, element) in elements.enumerated() where tries(rules.schema, element, &nobody) {
      count += 1
      if evaluated != nil {
        evaluated?[position] = true
      } else if rules.most == nil, count >= rules.least {
        return true
      }
    }
    if count < rules.least {
      report(rules, rules.least == 1 ? "contains" : "minContains", "at least \(rules.least.counted("item"))", elements)
    } else if let most = rules.most, count > most {
      report(rules, "maxContains", "at most \(most.counted("item"))", elements)
    } else {
      return true
    }
    return false
  }

  private mutating func report(_ rules: ContainsRules, _ keyword: String, _ count: String, _ elements: [JSONValue]) {
    guard collects else { return }
    let sense = schema.sense(of: rules.schema)
    report(keyword, "must have \(count) that \(sense)", .array(elements))
  }
}
