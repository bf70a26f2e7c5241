package import JSON
import JSONSchema

/// The published schemas of the protocol's versions, and whether a message that a server sends is as they say.
package enum PublishedSchemas {
  /// Says what is wrong with an outbound message; an empty list means nothing.
  ///
  /// - Parameters:
  ///   - message: A response, an error, a notification, a request to the client, or a batch of them (2025-03-26).
  ///   - version: The protocol version that the message is in.
  ///   - method: For a response, the method of the request; without it only the envelope is looked at.
  /// - Returns: Sentences.
  package static func problems(in message: JSONValue, version: String, method: String? = nil) -> [String] {
    if case .array(let elements) = message {
      guard version == "2025-03-26", !elements.isEmpty else { return ["\(version) has no such batches"] }
      return elements.flatMap { problems(in: $0, version: version, method: method) }
    }
    do {
      return try checks(for: message, version, method).flatMap { check in
        try definitions(of: check.version).problems(in: check.value, definition: check.definition)
      }
    } catch {
      return ["\(error)"]
    }
  }

  /// A value and the definition that it has to fit.
  private struct Check {
    let value: JSONValue
    let definition: String
    let version: String
  }

  /// Why a message cannot be checked.
  private struct Unknown: Error, CustomStringConvertible {
    let description: String
  }

  private static func checks(for message: JSONValue, _ version: String, _ method: String?) throws -> [Check] {
    let definitions = try definitions(of: version)
    if let sent = message["method"]?.string {
      let isRequest = message["id"] != nil
      guard let definition = definitions.sender(of: sent, isRequest: isRequest) else {
        throw Unknown(description: "\(version) has no \(isRequest ? "request" : "notification") \"\(sent)\"")
      }
      let envelope = isRequest ? "JSONRPCRequest" : "JSONRPCNotification"
      return [envelope, definition].map { Check(value: message, definition: $0, version: version) }
    }
    if message["error"] != nil {
      // The older schemas want an id that the error of an unreadable message cannot have; 2025-11-25 put that right.
      let errorVersion = message["id"] == nil && version < "2025-11-25" ? "2025-11-25" : version
      let definition = errorVersion < "2025-11-25" ? "JSONRPCError" : "JSONRPCErrorResponse"
      return [Check(value: message, definition: definition, version: errorVersion)]
    }
    let envelope = version < "2025-11-25" ? "JSONRPCResponse" : "JSONRPCResultResponse"
    let check = Check(value: message, definition: envelope, version: version)
    guard let method, let result = message["result"] else { return [check] }
    let definition = try definitions.result(of: method, result)
    return [check, Check(value: result, definition: definition, version: version)]
  }

  private static let versions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"]

  /// Each version's definitions, read once.
  private static let all = Dictionary(
    uniqueKeysWithValues: versions.map { version in (version, Result { try Definitions(version: version) }) }
  )

  private static func definitions(of version: String) throws -> Definitions {
    guard let definitions = all[version] else { throw Unknown(description: "there is no version \(version)") }
    return try definitions.get()
  }
}

extension PublishedSchemas {
  /// The definitions of one version, compiled.
  private struct Definitions: Sendable {
    private let version: String
    private let definitions: JSONObject
    private let schemas: [String: Schema]
    /// By method, the definitions of what a server sends on its own account, and of what it is asked.
    private let sent: [String: String]
    private let asked: [String: String]

    init(version: String) throws {
      self.version = version
      let root = try Oracles.json("protocol/schemas/\(version).json")
      let keyword = root["$defs"] == nil ? "definitions" : "$defs"
      let definitions = root[keyword]?.object ?? JSONObject()
      var registry = Schema.Registry()
      try registry.register(root, as: "mcp:\(version)")
      schemas = try Dictionary(
        uniqueKeysWithValues: definitions.map { definition in
          (definition.name, try Schema(["$ref": "mcp:\(version)#/\(keyword)/\(definition.name)"], registry: registry))
        }
      )
      let methods = { (unions: [String]) in
        let names = unions.flatMap { definitions[$0]?["anyOf"]?.array ?? [] }.compactMap { branch in
          branch["$ref"]?.string?.split(separator: "/").last.map(String.init)
        }
        return [String: String](
          uniqueKeysWithValues: names.compactMap { name in
            (definitions[name]?["properties"]?["method"]?["const"]?.string).map { ($0, name) }
          }
        )
      }
      sent = methods(["ServerRequest", "ServerNotification"])
      asked = methods(["ClientRequest"])
      self.definitions = definitions
    }

    /// The definition of the request or notification that a server sends with that method.
    func sender(of method: String, isRequest: Bool) -> String? {
      sent[method].flatMap { $0.hasSuffix("Request") == isRequest ? $0 : nil }
    }

    /// The definition of the result of a method: named after the request, `CallToolRequest` → `CallToolResult`.
    func result(of method: String, _ result: JSONValue) throws -> String {
      guard let request = asked[method] else { throw Unknown(description: "\(version) has no method \"\(method)\"") }
      let name = request.dropLast("Request".count)
      if result["resultType"] == "input_required" {
        guard takesInput("\(name)ResultResponse") else {
          throw Unknown(description: "\(method) of \(version) has no input_required result")
        }
        return "InputRequiredResult"
      }
      return schemas["\(name)Result"] == nil ? "EmptyResult" : "\(name)Result"
    }

    /// Whether a response may ask for input: its definition says so, if the version has one.
    private func takesInput(_ response: String) -> Bool {
      let alternatives = definitions[response]?["properties"]?["result"]?["anyOf"]?.array ?? []
      return alternatives.contains(["$ref": "#/$defs/InputRequiredResult"])
    }

    func problems(in value: JSONValue, definition: String) throws -> [String] {
      guard let schema = schemas[definition] else { throw Unknown(description: "\(version) has no \(definition)") }
      return schema.failures(value).map { failure in
        let place = failure.location.tokens.isEmpty ? "it" : "\(failure.location)"
        return "\(definition) of \(version): \(place) \(failure.expectation)"
      }
    }
  }
}
