import JSON
import JSONSchema
import Operations

/// Reads words of the command line as the value that the schema of an argument accepts.
struct WordReading {
  private let root: JSONValue
  private let compiled: Schema?
  private let schemas: SchemaTypes
  /// The types that the schema allows; empty if it does not say.
  let types: Set<String>

  /// The most schemas that are tried for the elements of an array, in alternatives of alternatives.
  private static let maximumSchemas = 16

  /// - Parameters:
  ///   - schema: The schema of one argument.
  ///   - definitions: The `$defs` to which its references lead.
  init(_ schema: JSONValue, definitions: JSONObject) {
    var object = schema.object ?? [:]
    if !definitions.isEmpty { object["$defs"] = .object(definitions) }
    root = .object(object)
    compiled = try? Schema(root)
    schemas = SchemaTypes(in: root)
    types = schemas.types(of: root)
  }

  /// The value of an argument that was given by one word, or several times.
  ///
  /// - Returns: Text if the schema accepts it, or else the first other value that it accepts; for words that it
  ///   rejects, a value of the right type, so that validation reports the fault; `nil` if there is none.
  func value(of words: [String]) -> JSONValue? {
    let single = words.count == 1 ? Self.candidates(words[0]) : []
    return chosen(from: types.contains("array") ? single + lists(of: words) : single)
  }

  private func chosen(from candidates: [JSONValue]) -> JSONValue? {
    candidates.first { compiled?.accepts($0) == true } ?? candidates.first(where: isOfType)
  }

  private func isOfType(_ value: JSONValue) -> Bool {
    if types.isEmpty || types.contains(value.typeName) { return true }
    guard case .number(let number) = value else { return false }
    return types.contains("integer") && number.isInteger
  }

  /// The values that a word can be, text first.
  private static func candidates(_ word: String) -> [JSONValue] {
    var candidates: [JSONValue] = [.string(word)]
    switch word {
    case "true", "false": candidates.append(.bool(word == "true"))
    case "null": candidates.append(.null)
    default:
      if let number = JSONNumber(text: word) { candidates.append(.number(number)) }
      guard let first = word.first(where: { !$0.isWhitespace }), first == "{" || first == "[" else { break }
      if let value = try? JSONParser.parse(word, options: .init(rejectsDuplicateNames: true)) {
        candidates.append(value)
      }
    }
    return candidates
  }

  /// The arrays that words can be: with elements as each schema of elements takes them, and with texts.
  private func lists(of words: [String]) -> [JSONValue] {
    arraySchemas.compactMap { array in
      let items = array["items"] ?? [:]
      let first = array["prefixItems"]?.array ?? []
      // The words of one list have the same few schemas.
      let others = WordReading(items, definitions: definitions)
      var elements: [JSONValue] = []
      for (position, word) in words.enumerated() {
        let reading =
          first.indices.contains(position) ? WordReading(first[position], definitions: definitions) : others
        guard let element = reading.chosen(from: Self.candidates(word)) else { return nil }
        elements.append(element)
      }
      return .array(elements)
    } + [.array(words.map(JSONValue.string))]
  }

  private var definitions: JSONObject { root["$defs"]?.object ?? [:] }

  /// The schemas that describe the elements of an array: this one, and its alternatives.
  private var arraySchemas: [JSONObject] {
    var found: [JSONObject] = []
    var pending = [root]
    for _ in 0..<Self.maximumSchemas {
      guard let next = pending.popLast(), let object = schemas.resolved(next)?.object else { break }
      if object.contains("items") || object.contains("prefixItems") { found.append(object) }
      for keyword in ["anyOf", "oneOf", "allOf"] {
        pending = (object[keyword]?.array ?? []).prefix(Self.maximumSchemas).reversed() + pending
      }
    }
    return found
  }
}
