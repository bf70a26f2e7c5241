import JSON

extension Assertion {
  /// The keyword as JSON Schema spells it.
  var name: String {
    switch self {
    case .never: "false"
    case .type: "type"
    case .constant: "const"
    case .enumeration: "enum"
    case .bound(let bound): bound.side.rawValue
    case .multipleOf: "multipleOf"
    case .minLength: "minLength"
    case .maxLength: "maxLength"
    case .pattern: "pattern"
    case .format: "format"
    case .minItems: "minItems"
    case .maxItems: "maxItems"
    case .uniqueItems: "uniqueItems"
    case .minProperties: "minProperties"
    case .maxProperties: "maxProperties"
    case .dependentRequired: "dependentRequired"
    }
  }

  /// The requirement in words that follow the name of the value.
  var expectation: String {
    switch self {
    case .never: "is not allowed"
    case .type(let types): "must be \(types.nouns)"
    case .constant(let constant): "must be \(constant.shortText)"
    case .enumeration(let enumeration): "must be one of \(enumeration.values.map(\.shortText).listed())"
    case .bound(let bound): "must be \(bound.words) \(bound.limit.text)"
    case .multipleOf(let divisor): "must be a multiple of \(divisor.text)"
    case .minLength(1), .minItems(1), .minProperties(1): "must not be empty"
    case .minLength(let least): "must have at least \(least.counted("character"))"
    case .maxLength(let most): "must have at most \(most.counted("character"))"
    case .pattern(let pattern): "must match the regular expression \(pattern.text)"
    case .format(let format): "must be \(format.noun)"
    case .minItems(let least): "must have at least \(least.counted("item"))"
    case .maxItems(let most): "must have at most \(most.counted("item"))"
    case .uniqueItems: "must not have the same item twice"
    case .minProperties(let least): "must have at least \(least.counted("field"))"
    case .maxProperties(let most): "must have at most \(most.counted("field"))"
    case .dependentRequired: "must have the fields that go together"
    }
  }
}

extension Bound {
  fileprivate var words: String {
    switch side {
    case .minimum: "at least"
    case .maximum: "at most"
    case .exclusiveMinimum: "greater than"
    case .exclusiveMaximum: "less than"
    }
  }
}
