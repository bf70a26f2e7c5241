import JSON
import OpenAPI

/// How the arguments of a call become the JSON body of its request.
struct BodyTemplate: Sendable {
  /// The media type of the body.
  let type: String
  /// The arguments that are members of the body, in the order of the document.
  private let members: [(name: String, argument: String)]
  /// The argument that is the whole body.
  private let whole: String?
  /// Whether an object is sent even if no member is given.
  private let isRequired: Bool

  init(_ operation: Operation, input: ToolInput) {
    type = operation.requestBody?.json?.type ?? "application/json"
    isRequired = operation.requestBody?.isRequired ?? false
    var members: [(String, String)] = []
    var whole: String?
    for field in input.fields {
      switch field.target {
      case .member(let name): members.append((name, field.argument))
      case .body: whole = field.argument
      case .parameter: break
      }
    }
    self.members = members
    self.whole = whole
  }

  /// The bytes of the body; `nil` for none.
  func content(_ arguments: JSONObject) -> [UInt8]? {
    if let whole { return arguments[whole].map(\.json) }
    var object = JSONObject()
    for (name, argument) in members { object.append(name, ifPresent: arguments[argument]) }
    guard isRequired || !object.isEmpty else { return nil }
    return JSONValue.object(object).json
  }
}
