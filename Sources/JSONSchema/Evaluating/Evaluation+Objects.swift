import JSON

extension Evaluation {
  mutating func check(_ rules: ObjectRules, _ object: JSONObject, _ evaluated: inout Evaluated?) -> Bool {
    var isValid = true
    var namedCount = 0
    for property in rules.properties where isValid || goesOn {
      guard let value = object[property.name] else {
        guard property.isRequired else { continue }
        isValid = false
        report("required", "is required", nil, at: property.name)
        continue
      }
      guard let schema = property.schema else { continue }
      namedCount += 1
      isValid = check(schema, value, at: property.name) && isValid
    }
    guard isValid || goesOn else { return false }
    // If every member is named, which is nearly always so, there is no need to iterate over them.
    let hasOthers = namedCount < object.count
    if !rules.patterns.isEmpty || hasOthers && (rules.additional != nil || evaluated != nil) {
      return checkOthers(in: object, rules, &evaluated) && isValid
    }
    if !hasOthers { evaluated?.insertAll() }
    return isValid
  }

  /// Applies `patternProperties` to all members, and `additionalProperties` to those that match neither.
  private mutating func checkOthers(
    in object: JSONObject,
    _ rules: ObjectRules,
    _ evaluated: inout Evaluated?
  ) -> Bool {
    var isValid = true
    for (position, member) in object.members.enumerated() where isValid || goesOn {
      var isNamed = rules.names.contains(member.name)
      for (pattern, schema) in rules.patterns where pattern.matches(member.name, budget: &budget) {
        isNamed = true
        isValid = check(schema, member.value, at: member.name) && isValid
      }
      if !isNamed, let additional = rules.additional {
        isNamed = true
        if rules.isClosed {
          isValid = false
          reportUnknown(member.name, "additionalProperties", known: rules.properties.map(\.name))
        } else {
          isValid = check(additional, member.value, at: member.name) && isValid
        }
      }
      if isNamed { evaluated?[position] = true }
    }
    return isValid
  }

  mutating func checkNames(of object: JSONObject, _ schema: Int) -> Bool {
    var isValid = true
    for member in object.members where isValid || goesOn {
      let before = failures.count
      guard !check(schema, .string(member.name), at: member.name) else { continue }
      isValid = false
      // The schema's sentence about the name would read as if it were about the member.
      for index in failures.indices.dropFirst(before) {
        let failure = failures[index]
        failures[index] = Failure(
          location: failure.location,
          keyword: "propertyNames",
          expectation: "has a name that is not allowed, as the name \(failure.expectation)",
          given: nil
        )
      }
    }
    return isValid
  }

  /// Applies `unevaluatedProperties`.
  mutating func checkRest(of object: JSONObject, _ schema: Int, node: Int, _ seen: Evaluated) -> Bool {
    let isClosed = self.schema.nodes[schema].isNever
    var isValid = true
    for (position, member) in object.members.enumerated() where !seen[position] && (isValid || goesOn) {
      if isClosed {
        isValid = false
        if collects { reportUnknown(member.name, "unevaluatedProperties", known: self.schema.propertyNames(in: node)) }
      } else {
        isValid = check(schema, member.value, at: member.name) && isValid
      }
    }
    return isValid
  }
}

extension Node {
  fileprivate var isNever: Bool {
    guard keywords.count == 1, case .assertion(.never) = keywords[0] else { return false }
    return true
  }
}

extension Schema {
  /// The names in `properties` or `required` of a schema and of those that it applies to the same value.
  fileprivate func propertyNames(in node: Int) -> [String] {
    var names: [String] = []
    var known: Set<String> = []
    var open = [node]
    var seen: Set<Int> = []
    while let next = open.popLast() {
      guard seen.insert(next).inserted else { continue }
      for keyword in nodes[next].keywords {
        if case .object(let rules) = keyword {
          for property in rules.properties where known.insert(property.name).inserted { names.append(property.name) }
        }
        open += keyword.inPlace.reversed()
      }
    }
    return names
  }
}
