package import JSON

extension Schema {
  /// The value without members that are null although their property is optional and may not be null.
  ///
  /// Null stays where it is allowed, and where a property is required, because its failure then explains the fault.
  /// Members not named in `properties` stay as well: in a map with arbitrary names, null cannot be told from a missing
  /// value.
  ///
  /// - Returns: `nil` if no member is to be removed.
  package func leavingOutNulls(_ value: JSONValue) -> JSONValue? {
    var search = LeftOut(self)
    let rest = search.rest(of: value, by: Applied(certain: [root]))
    // A `guard`, because a conditional expression would take `nil` for the value null.
    guard search.hasFound else { return nil }
    return rest
  }
}

/// Schemas applied to one value: those that must all hold, and those of which some must.
private struct Applied {
  var certain: [Int] = []
  var possible: [Int] = []
  var isEmpty: Bool { certain.isEmpty && possible.isEmpty }
}

/// A search for null members that mean a missing value.
///
/// Its depth is that of the value, which the parser limits, and its steps are limited as for an evaluation.
private struct LeftOut {
  let schema: Schema
  var hasFound = false
  private var budget: Int
  /// Whether a schema accepts null, for those tested so far.
  private var acceptance: [Int: Bool] = [:]

  /// The declarations of one member of an object.
  private struct Declaration {
    var schemas = Applied()
    var isRequired = false
    /// The number of alternatives that name the member, and of those that require it.
    var possible = (named: 0, requiring: 0)
  }

  init(_ schema: Schema) {
    self.schema = schema
    budget = schema.limits.steps
  }

  mutating func rest(of value: JSONValue, by applied: Applied) -> JSONValue {
    switch value {
    case .object(let object): .object(rest(of: object, by: inPlace(applied)))
    case .array(let elements): .array(rest(of: elements, by: inPlace(applied)))
    default: value
    }
  }

  private mutating func rest(of object: JSONObject, by applied: Applied) -> JSONObject {
    let declared = declarations(of: object, by: applied)
    var kept: [JSONObject.Member] = []
    kept.reserveCapacity(object.count)
    for member in object {
      guard budget > 0, let declaration = declared[member.name] else {
        kept.append(member)
        continue
      }
      if !member.value.isNull {
        kept.append((member.name, rest(of: member.value, by: declaration.schemas)))
      } else if isLeftOut(declaration) {
        hasFound = true
      } else {
        kept.append(member)
      }
    }
    return JSONObject(kept)
  }

  private mutating func rest(of elements: [JSONValue], by applied: Applied) -> [JSONValue] {
    var prefix: [Applied] = []
    var others = Applied()
    for (path, nodes) in [(\Applied.certain, applied.certain), (\Applied.possible, applied.possible)] {
      for node in nodes {
        for keyword in schema.nodes[node].keywords {
          switch keyword {
          case .array(let rules):
            while prefix.count < rules.prefix.count { prefix.append(Applied()) }
            for (position, node) in rules.prefix.enumerated() { prefix[position][keyPath: path].append(node) }
            if let rest = rules.rest { others[keyPath: path].append(rest) }
          case .contains(let rules): others.possible.append(rules.schema)
          default: break
          }
        }
      }
    }
    guard !prefix.isEmpty || !others.isEmpty else { return elements }
    return elements.enumerated().map { position, element in
      budget -= 1
      let own = position < prefix.count ? prefix[position] : others
      return own.isEmpty || budget <= 0 ? element : rest(of: element, by: own)
    }
  }

  private mutating func declarations(of object: JSONObject, by applied: Applied) -> [String: Declaration] {
    var declared: [String: Declaration] = [:]
    for (nodes, isCertain) in [(applied.certain, true), (applied.possible, false)] {
      for node in nodes {
        for case .object(let rules) in schema.nodes[node].keywords {
          budget -= rules.properties.count
          guard budget > 0 else { return declared }
          for property in rules.properties where object.contains(property.name) {
            add(property, isCertain: isCertain, to: &declared[property.name, default: Declaration()])
          }
          addOthers(of: object, rules, isCertain: isCertain, to: &declared)
        }
      }
    }
    return declared
  }

  private func add(_ property: ObjectRules.Property, isCertain: Bool, to declaration: inout Declaration) {
    if isCertain {
      if let schema = property.schema { declaration.schemas.certain.append(schema) }
      if property.isRequired { declaration.isRequired = true }
    } else {
      if let schema = property.schema { declaration.schemas.possible.append(schema) }
      declaration.possible.named += 1
      if property.isRequired { declaration.possible.requiring += 1 }
    }
  }

  /// Adds the schemas of maps for their values, except for null ones.
  private mutating func addOthers(
    of object: JSONObject,
    _ rules: ObjectRules,
    isCertain: Bool,
    to declared: inout [String: Declaration]
  ) {
    guard !rules.patterns.isEmpty || rules.additional != nil && !rules.isClosed else { return }
    for member in object where !member.value.isNull {
      budget -= 1
      guard budget > 0 else { return }
      var schemas: [Int] = []
      for (pattern, schema) in rules.patterns where pattern.matches(member.name, budget: &budget) {
        schemas.append(schema)
      }
      if schemas.isEmpty, !rules.names.contains(member.name), let additional = rules.additional {
        schemas.append(additional)
      }
      guard !schemas.isEmpty else { continue }
      if isCertain {
        declared[member.name, default: Declaration()].schemas.certain += schemas
      } else {
        declared[member.name, default: Declaration()].schemas.possible += schemas
      }
    }
  }

  private mutating func isLeftOut(_ declaration: Declaration) -> Bool {
    guard !declaration.isRequired, !declaration.schemas.isEmpty else { return false }
    for node in declaration.schemas.certain where !acceptsNull(node) { return true }
    let possible = declaration.possible
    guard !declaration.schemas.possible.isEmpty, possible.requiring < possible.named else { return false }
    for node in declaration.schemas.possible where acceptsNull(node) { return false }
    return true
  }

  private mutating func acceptsNull(_ node: Int) -> Bool {
    if let known = acceptance[node] { return known }
    var evaluation = Evaluation(schema, collects: false)
    var nobody: Evaluated?
    let accepts = evaluation.check(node, .null, &nobody) || evaluation.hasGivenUp
    budget -= schema.limits.steps - evaluation.budget
    acceptance[node] = accepts
    return accepts
  }

  /// Adds to schemas those that they apply to the same value.
  private mutating func inPlace(_ applied: Applied) -> Applied {
    var result = Applied()
    var seen: Set<Int> = []
    var alternatives = applied.possible
    var pending = applied.certain
    while let node = pending.popLast() {
      guard seen.insert(node).inserted else { continue }
      result.certain.append(node)
      for keyword in schema.nodes[node].keywords {
        switch keyword {
        case .reference(let target), .dynamicReference(let target, _): pending.append(target)
        case .allOf(let parts): pending += parts
        default: alternatives += Self.alternatives(keyword)
        }
      }
    }
    while let node = alternatives.popLast() {
      guard seen.insert(node).inserted else { continue }
      result.possible.append(node)
      for keyword in schema.nodes[node].keywords {
        switch keyword {
        case .reference(let target), .dynamicReference(let target, _): alternatives.append(target)
        case .allOf(let parts): alternatives += parts
        default: alternatives += Self.alternatives(keyword)
        }
      }
    }
    budget -= seen.count
    return result
  }

  private static func alternatives(_ keyword: Keyword) -> [Int] {
    switch keyword {
    case .anyOf(let schemas), .oneOf(let schemas): schemas
    case .dependentSchemas(let entries): entries.map(\.schema)
    case .condition(let condition): [condition.whenTrue, condition.whenFalse].compactMap(\.self)
    default: []
    }
  }
}
