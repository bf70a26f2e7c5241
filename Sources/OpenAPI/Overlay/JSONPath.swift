import JSON

/// A JSONPath query (RFC 9535), which selects the values that an overlay's action changes.
///
/// ``JSONPathParser`` reads it, ``JSONPathEvaluation`` evaluates it.
struct JSONPath: Sendable, Equatable {
  var segments: [Segment]

  /// A step to some of a value's children, or to some of those of all its descendants too.
  struct Segment: Sendable, Equatable {
    var selectors: [Selector]
    var isDescendant: Bool
  }

  enum Selector: Sendable, Equatable {
    case name(String)
    /// An element, counted from the end if negative.
    case index(Int)
    case wildcard
    case slice(start: Int?, end: Int?, step: Int)
    case filter(Condition)
  }

  indirect enum Condition: Sendable, Equatable {
    case any([Condition])
    case all([Condition])
    case not(Condition)
    /// Whether the query finds any value.
    case exists(Query)
    /// A function with a boolean result.
    case test(Call)
    case comparison(Operand, Comparison, Operand)
  }

  enum Comparison: String, Sendable, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case atMost = "<="
    case atLeast = ">="
    case less = "<"
    case greater = ">"
  }

  indirect enum Operand: Sendable, Equatable {
    case literal(JSONValue)
    case query(Query)
    /// A function with a value or nothing as its result.
    case call(Call)
  }

  /// A function with its arguments (RFC 9535, 2.4).
  struct Call: Sendable, Equatable {
    var function: Function
    /// Arguments in the number and of the types of the function's parameters.
    var arguments: [Operand]
  }

  /// The functions of RFC 9535 (2.4.4 to 2.4.8).
  enum Function: String, Sendable, CaseIterable {
    case length, count, match, search, value

    var parameterCount: Int { isTest ? 2 : 1 }
    /// Whether the result is a boolean, not a value.
    var isTest: Bool { self == .match || self == .search }
    /// Whether the argument is a list of nodes, not one value.
    var takesNodes: Bool { self == .count || self == .value }
  }

  /// A query in a filter.
  struct Query: Sendable, Equatable {
    /// Whether it starts at the document's root (`$`), not at the child under test (`@`).
    var isAbsolute: Bool
    var segments: [Segment]

    /// Whether it can find at most one value, so that it may be compared (RFC 9535, 2.3.5.1).
    var isSingular: Bool {
      segments.allSatisfy { segment in
        guard !segment.isDescendant, segment.selectors.count == 1 else { return false }
        switch segment.selectors[0] {
        case .name, .index: return true
        case .wildcard, .slice, .filter: return false
        }
      }
    }
  }
}

/// The reason why a text is no readable JSONPath query, and its position.
struct JSONPathError: Error, Equatable, CustomStringConvertible {
  var message: String
  /// The number of Unicode scalars before the error.
  var offset: Int

  var description: String { "\(message) at character \(offset + 1)" }
}
