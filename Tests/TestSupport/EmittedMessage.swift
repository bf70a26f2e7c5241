package import JSON

/// The one place through which every message passes that a test gets from the engine.
package enum EmittedMessage {
  /// Says what is wrong with a message, whatever the test is about.
  ///
  /// - Parameters:
  ///   - message: A request, a notification or a response.
  ///   - version: The version of the protocol that it was written for, if one was agreed on.
  ///   - method: The method that a response answers.
  /// - Returns: Sentences; none if all is well.
  package static func problems(in message: JSONValue, version: String?, method: String?) -> [String] {
    guard let object = message.object else { return ["a message is an object"] }
    var problems: [String] = []
    if object["jsonrpc"] != "2.0" { problems.append("BASE-01: jsonrpc is not 2.0") }
    if object["id"]?.isNull == true { problems.append("BASE-08: the id is null") }
    let outcomes = ["result", "error"].filter(object.contains)
    if object.contains("method") != outcomes.isEmpty || outcomes.count > 1 {
      problems.append("BASE-05: neither a call nor exactly one outcome")
    }
    if let error = object["error"] { problems += Self.problems(inError: error, version: version) }
    if let result = object["result"] { problems += Self.problems(inResult: result, version: version) }
    if let version, version >= "2026-07-28", object.contains("method"), object.contains("id") {
      problems.append("BASE-25: a request to a modern client")
    }
    if let version, Oracles.areEnabled {
      problems += PublishedSchemas.problems(in: message, version: version, method: method)
    }
    return problems + metaProblems(in: message)
  }

  private static func problems(inError error: JSONValue, version: String?) -> [String] {
    guard let code = error["code"]?.int, error["message"]?.string?.isEmpty == false else {
      return ["BASE-06: an error has an integer code and a message"]
    }
    var allowed = [-32700, -32600, -32601, -32602, -32603]
    if let version { allowed += version >= "2026-07-28" ? [-32021, -32022] : [-32002] }
    return allowed.contains(code) ? [] : ["BASE-18 … BASE-21: the code \(code) is not for this version"]
  }

  private static func problems(inResult result: JSONValue, version: String?) -> [String] {
    let own = ["resultType", "ttlMs", "cacheScope"].filter { result[$0] != nil }
    let identity = result["_meta"]?["io.modelcontextprotocol/serverInfo"]
    guard let version, version >= "2026-07-28" else {
      return own.isEmpty && identity == nil ? [] : ["BASE-17: \(own) in a legacy result"]
    }
    var problems: [String] = []
    if !own.contains("resultType") { problems.append("BASE-16: a result without its type") }
    if identity?["name"]?.string == nil { problems.append("META-05: a result without the server's identity") }
    return problems
  }

  /// Looks at the keys of every `_meta`, however deep (META-01, META-02).
  private static func metaProblems(in value: JSONValue) -> [String] {
    switch value {
    case .array(let elements): return elements.flatMap(metaProblems)
    case .object(let object):
      let keys = object["_meta"]?.object?.names ?? []
      return keys.filter { !isAllowed($0) }.map { "META-01, META-02: the key \($0)" }
        + object.flatMap { metaProblems(in: $0.value) }
    default: return []
    }
  }

  private static let protocolKeys = ["serverInfo", "subscriptionId"].map { "io.modelcontextprotocol/\($0)" }

  private static func isAllowed(_ key: String) -> Bool {
    if protocolKeys.contains(key) { return true }
    let parts = key.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let name = parts.last, name.first?.isLetter ?? name.first?.isNumber ?? true else {
      return false
    }
    let labels = parts.count == 2 ? parts[0].split(separator: ".", omittingEmptySubsequences: false) : []
    return !labels.contains { $0.isEmpty || $0 == "mcp" || $0 == "modelcontextprotocol" }
  }
}
