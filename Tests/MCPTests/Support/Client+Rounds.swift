import JSON
import MCP
import Testing

extension Client {
  /// Calls a tool of a modern server, round by round, with the answers of a willing client.
  func finish(_ tool: String, rounds: Int = 5) async throws -> JSONValue? {
    var params: JSONObject = ["name": .string(tool)]
    for _ in 0..<rounds {
      let result = try await call("tools/call", params)["result"]
      guard result?["resultType"] == "input_required" else { return result }
      params = ["name": .string(tool)]
      params.append("inputResponses", .object(Self.answers(to: result)))
      params.append("requestState", ifPresent: result?["requestState"])
    }
    Issue.record("still asking")
    return nil
  }

  static func answers(to result: JSONValue?) -> JSONObject {
    var answers = JSONObject()
    for question in result?["inputRequests"]?.object ?? [:] {
      answers[question.name] = Fixture.answer(to: question.value["method"], question.value["params"])
    }
    return answers
  }
}
