import JSON

extension Client {
  /// Calls a tool once; without arguments the member is absent.
  func callTool(_ name: String, _ arguments: JSONObject? = nil, meta: JSONObject? = nil) async throws -> Exchange {
    var params: JSONObject = ["name": .string(name)]
    params.append("arguments", ifPresent: arguments.map(JSONValue.object))
    params.append("_meta", ifPresent: meta.map(JSONValue.object))
    return try await call("tools/call", params)
  }

  /// Calls a tool once more, with what the round before has asked for.
  func callTool(_ name: String, after round: Exchange, answers: JSONValue? = nil) async throws -> Exchange {
    var params: JSONObject = ["name": .string(name)]
    params.append("inputResponses", answers ?? Willing.answers(to: round.result))
    params.append("requestState", ifPresent: round.result?["requestState"])
    return try await call("tools/call", params)
  }

  /// Calls a tool until its result is complete: in one go until 2025-11-25, in rounds since.
  func finishTool(_ name: String, _ arguments: JSONObject? = nil) async throws -> Exchange {
    var round = try await callTool(name, arguments)
    for _ in 0..<4 where round.result?["resultType"] == "input_required" {
      var params: JSONObject = ["name": .string(name), "inputResponses": Willing.answers(to: round.result)]
      params.append("arguments", ifPresent: arguments.map(JSONValue.object))
      params.append("requestState", ifPresent: round.result?["requestState"])
      round = try await call("tools/call", params)
    }
    return round
  }
}
