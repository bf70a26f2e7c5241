import JSON

/// The room for a result, in tokens of a model.
enum TokenBudget {
  /// The tokens of a result, unless a call asks for more.
  static let standard = 2000
  /// The bytes of JSON that count as a token.
  private static let bytesPerToken = 4

  /// The argument that asks for more or less.
  static let argument: JSONValue = [
    "type": "integer", "minimum": 200, "maximum": 20_000,
    "default": .number(JSONNumber(standard)),
    "description": "How long the result may be, in tokens.",
  ]

  /// The bytes of a result by the arguments of a call.
  static func bytes(_ arguments: JSONObject) -> Int { (arguments["max_tokens"]?.int ?? standard) * bytesPerToken }
}
