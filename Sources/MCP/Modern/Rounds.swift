import JSON
import JSONRPC

/// Carries data between the rounds of a request: each round is a separate request, joined only by the client (MRTR-13).
struct Rounds: Sendable {
  /// Data that a request brings from earlier rounds.
  struct Input {
    /// The responses to all questions so far.
    var answers = JSONObject()
    var state: JSONValue?
  }

  private let request: Request
  private let sealer: StateSealer
  private let principal: String

  /// The parameter that names the target of the request; `nil` if its method takes one round only (MRTR-02).
  private let targetParameter: String?

  init(_ request: Request, _ method: Method?, sealer: StateSealer, principal: String) {
    self.request = request
    targetParameter = method?.targetParameter
    self.sealer = sealer
    self.principal = principal
  }

  /// Reads the data from the request; a response that is no object counts as missing, so its question is asked again
  /// (MRTR-09).
  func input() throws(JSONRPCError) -> Input {
    var input = Input()
    guard targetParameter != nil else { return input }
    if let sealed = request.params["requestState"] {
      guard let content = sealed.string.flatMap({ sealer.open($0, for: binding) }) else {
        throw .invalidParams("Invalid or expired requestState")
      }
      input.state = content["state"]
      input.answers = content["answers"]?.object ?? [:]
    }
    switch request.params["inputResponses"] {
    case nil: break
    case .object(let responses):
      for response in responses where response.value.object != nil { input.answers[response.name] = response.value }
    case let other?: throw .invalidParams("inputResponses must be an object, not \(other.typeName)")
    }
    return input
  }

  /// Seals the handler's state and the responses so far, for a client sends each response only once (MRTR-11); `nil` if
  /// there is neither.
  func state(_ state: JSONValue?, answers: JSONObject) throws(JSONRPCError) -> JSONValue? {
    guard state != nil || !answers.isEmpty else { return nil }
    var content = JSONObject()
    content.append("state", ifPresent: state)
    content.append("answers", .object(answers))
    guard let text = sealer.seal(.object(content), for: binding) else {
      throw .internalError("The server could not seal its state")
    }
    return .string(text)
  }

  /// Binds state to the method, target, arguments and principal of a request; absent arguments equal `{}` (TOOL-36).
  private var binding: StateSealer.Binding {
    StateSealer.Binding(
      method: request.method,
      name: targetParameter.flatMap { request.params[$0]?.string } ?? "",
      arguments: request.params["arguments"]?.object ?? [:],
      principal: principal
    )
  }
}
