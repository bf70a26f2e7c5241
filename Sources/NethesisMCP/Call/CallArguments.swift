package import Assembly
package import JSON
package import ProcessEnvironment

/// The arguments of a tool, as given on the command line and standard input.
package struct CallArguments: Sendable {
  private enum Value: Sendable {
    /// The words given for a name: several for a list.
    case words([String])
    case json(JSONValue)
  }

  private var values: [(name: String, value: Value)] = []
  /// The position of each name among the values.
  private var positions: [String: Int] = [:]
  /// The value for the tool's only secret argument, whatever its name.
  package let secret: String?
  /// The option that gave the secret.
  private let secretOption: String

  /// Combines arguments of the form `name=value` or `name:=json` with those of an object; only the words of a list may
  /// be given more than once.
  package init(
    words: [String],
    object: JSONObject? = nil,
    secret: String? = nil,
    by secretOption: String = "--password-stdin"
  ) throws(CommandFailure) {
    self.secret = secret
    self.secretOption = secretOption
    for member in object ?? [:] { try add(member.name, .json(member.value)) }
    if words.count == 1, let members = try Self.object(words[0]) {
      for member in members { try add(member.name, .json(member.value)) }
      return
    }
    for word in words {
      let (name, value) = try Self.parse(word)
      try add(name, value)
    }
  }

  private mutating func add(_ name: String, _ value: Value) throws(CommandFailure) {
    guard let position = positions[name] else {
      positions[name] = values.count
      values.append((name, value))
      return
    }
    guard case .words(let more) = value, case .words(let words) = values[position].value else {
      throw Self.twice(name)
    }
    values[position].value = .words(words + more)
  }

  private static func twice(_ name: String) -> CommandFailure { .usage("the argument \(name) is given twice") }

  /// All arguments in one word; `nil` if it does not begin with a brace.
  private static func object(_ word: String) throws(CommandFailure) -> JSONObject? {
    guard word.first(where: { !$0.isWhitespace }) == "{" else { return nil }
    do throws(JSONParseError) {
      return try JSONParser.parse(word, options: .init(rejectsDuplicateNames: true)).object
    } catch {
      // The word may hold a password, so it is not repeated.
      throw .usage("the arguments begin with { and are not a JSON object: \(error)")
    }
  }

  private static func parse(_ word: String) throws(CommandFailure) -> (String, Value) {
    guard let equals = word.firstIndex(of: "="), equals != word.startIndex else {
      // The word may be a password, so it is not repeated.
      throw .usage(
        "an argument is name=value or name:=json, and one of those given is neither; name=backup, for example, gives the "
          + "argument name the value backup"
      )
    }
    let text = String(word[word.index(after: equals)...])
    let name = word[..<equals]
    guard name.hasSuffix(":") else { return (String(name), .words([text])) }
    guard name.utf8.count > 1 else { throw .usage("an argument needs a name in front of :=") }
    do throws(JSONParseError) {
      return (String(name.dropLast()), .json(try JSONParser.parse(text, options: .init(rejectsDuplicateNames: true))))
    } catch {
      throw .usage("what follows \(name)= is not JSON: \(error); text goes with \(name.dropLast())=value")
    }
  }
}

extension CallArguments {
  /// The arguments for a tool: each word becomes the value that its schema accepts.
  package func arguments(of tool: CallableTool) throws(CommandFailure) -> JSONObject {
    var arguments = JSONObject()
    for (name, value) in values {
      switch value {
      case .json(let value): arguments.append(name, value)
      case .words(let words): arguments.append(name, try Self.value(of: words, for: name, tool))
      }
    }
    if let secret { try add(secret, to: &arguments, of: tool) }
    return arguments
  }

  private func add(
    _ secret: String,
    to arguments: inout JSONObject,
    of tool: CallableTool
  ) throws(CommandFailure) {
    guard let name = tool.secretArguments.first, tool.secretArguments.count == 1 else {
      let found = tool.secretArguments.isEmpty ? "none" : tool.secretArguments.joined(separator: ", ")
      throw .usage("\(secretOption) is for tools with one secret argument; \(tool.name) has \(found)")
    }
    guard !arguments.contains(name) else {
      throw .usage("the argument \(name) is given twice: by name and by \(secretOption)")
    }
    arguments.append(name, try Self.value(of: [secret], for: name, tool))
  }

  private static func value(
    of words: [String],
    for name: String,
    _ tool: CallableTool
  ) throws(CommandFailure) -> JSONValue {
    let schema = tool.inputSchema["properties"]?[name] ?? true
    let reading = WordReading(schema, definitions: tool.inputSchema["$defs"]?.object ?? [:])
    if let value = reading.value(of: words) { return value }
    guard words.count == 1 else { throw twice(name) }
    let expected = reading.types.filter { $0 != "null" }.sorted().joined(separator: " or ")
    let given = tool.secretArguments.contains(name) ? "" : ", not \(words[0].debugDescription)"
    throw .usage("the argument \(name) has to be of type \(expected)\(given); JSON goes with \(name):=json")
  }
}
