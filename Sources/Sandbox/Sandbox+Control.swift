import JSON

/// The control path, which gives tests in other processes the same means as those in this one.
extension Sandbox {
  static let controlPrefix = "/__sandbox/"

  /// Carries out a request to the control path.
  ///
  /// Such requests are neither counted nor subject to faults.
  func control(_ request: SandboxRequest) -> SandboxResponse {
    switch (request.method, request.path.dropFirst(Self.controlPrefix.count)) {
    case ("GET", "faults"): SandboxResponse(status: 200, json: faults.json)
    case ("POST", "faults"): setFaults(request.body)
    case ("POST", "reset"): forgetting()
    case ("POST", "rotate-keys"): rotating()
    case ("GET", "requests"): SandboxResponse(status: 200, json: .object(counts))
    case ("GET", "sessions"): SandboxResponse(status: 200, json: .object(sessions))
    default: .notFound
    }
  }

  private func setFaults(_ body: [UInt8]) -> SandboxResponse {
    do throws(Faults.BadFault) {
      guard let json = try? JSONParser.parse(body) else { throw Faults.BadFault("send a JSON object") }
      try changeFaults { faults throws(Faults.BadFault) in
        // All or nothing: a bad member must not leave the ones before it set.
        var changed = faults
        try changed.apply(json)
        faults = changed
      }
      return SandboxResponse(status: 200, json: faults.json)
    } catch {
      return SandboxResponse(400, error.message)
    }
  }

  private func forgetting() -> SandboxResponse {
    reset()
    return SandboxResponse(status: 200, json: faults.json)
  }

  private func rotating() -> SandboxResponse {
    rotateKeys()
    return SandboxResponse(status: 200, json: faults.json)
  }

  private var counts: JSONObject {
    let sorted = requestCounts.sorted { $0.key < $1.key }
    return JSONObject(sorted.map { ($0.key, .number(JSONNumber($0.value))) })
  }

  private var sessions: JSONObject {
    JSONObject(Identity.allCases.map { ($0.rawValue, .string(token(of: $0))) })
  }
}
