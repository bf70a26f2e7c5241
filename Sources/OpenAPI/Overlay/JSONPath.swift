import JSON

/// A JSONPath query (RFC 9535): which values of a document an overlay's action is about.
///
/// Read by ``JSONPathParser``, evaluated by ``JSONPathEvaluation``.
struct JSONPath: Sendable, Equatable {
  var segments: [Segment]

  /// One step: some of a value's children, or some of those of everything below it too.
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
    /// Whether the query finds anything.
    case exists(Query)
    /// A function whose answer is yes or no.
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
    /// A function whose answer is a value, or nothing.
    case call(Call)
  }

  /// A function and what it is applied to (RFC 9535, 2.4).
  struct Call: Sendable, Equatable {
    var function: Function
    /// As many as the function has parameters, and of their types.
    var arguments: [Operand]
  }

  /// The functions that every implementation has (RFC 9535, 2.4.4 to 2.4.8).
  enum Function: String, Sendable, CaseIterable {
    case length, count, match, search, value

    var parameterCount: Int { isTest ? 2 : 1 }
    /// Whether the answer is yes or no, not a value.
    var isTest: Bool { self == .match || self == .search }
    /// Whether the argument is all that a query finds, not one value.
    var takesNodes: Bool { self == .count || self == .value }
  }

  /// A query within a filter.
  struct Query: Sendable, Equatable {
    /// Whether it begins at the document's root (`$`) and not at the child that is being looked at (`@`).
    var isAbsolute: Bool
    var segments: [Segment]

    /// Whether it can find one value at most, so that it may be compared (RFC 9535, 2.3.5.1).
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

/// Why a text is not a JSONPath query that can be read, and where.
struct JSONPathError: Error, Equatable, CustomStringConvertible {
  var message: String
  /// How many Unicode scalars were good before the error was seen.
  var offset: Int

  var description: String { "\(message) at character \(offset + 1)" }
}
