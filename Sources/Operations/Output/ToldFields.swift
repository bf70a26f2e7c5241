import HTTPTypes
package import JSON
package import OpenAPI

/// The header fields of a response that a model sees: links, versions, totals, and those that the document declares.
package struct ToldFields: Sendable {
  private let responses: [DocumentedResponse]
  /// Whether the fields are the whole response (`HEAD`).
  private let isHead: Bool
  /// The longest value, in characters.
  private static let maximumValue = 4096

  /// The names for the member with the header fields, best first: an API may have a member of that name itself.
  static let memberNames = ["_headers", "_response_headers", "_http_response_headers"]

  /// The schema of the member.
  static let schema: JSONValue = [
    "type": ["object", "null"], "description": "Header fields of the response.",
    "additionalProperties": ["type": "string"],
  ]

  private static let always = [
    "Location", "Operation-Location", "Content-Location", "ETag", "Link", "X-Total-Count", "X-Total", "Total-Count",
    "Content-Range",
  ]
  private static let alwaysNames = Set(always.map { $0.lowercased() })
  /// Fields that carry credentials or challenges, and those of the connection (RFC 9110, section 7.6.1).
  private static let never: Set<String> = [
    "set-cookie", "set-cookie2", "www-authenticate", "authentication-info", "proxy-authenticate",
    "proxy-authentication-info", "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding",
    "upgrade",
  ]

  init(_ operation: Operation) {
    responses = operation.responses
    isHead = operation.method == "HEAD"
  }

  /// The header fields of a successful response, by name.
  ///
  /// - Parameters:
  ///   - answer: The response.
  ///   - declared: The document's response for its status; `nil` without one.
  /// - Returns: The values as texts; several fields of one name are joined (RFC 9110, section 5.3).
  package func fields(of answer: BackendResponse, declared: DocumentedResponse?) -> JSONObject {
    let headers = declared?.headers ?? []
    guard mayTell(answer, headers) else { return [:] }
    let known = Dictionary(headers.map { ($0.name.lowercased(), $0) }) { first, _ in first }
    var names = Self.always + headers.map(\.name)
    if answer.status == 202 { names.append("Retry-After") }
    if isHead { names += answer.fields.map(\.name.rawName) }
    var told = JSONObject()
    var seen = Self.never
    for name in names where seen.insert(name.lowercased()).inserted {
      guard let field = HTTPField.Name(name), let value = answer.fields[field] else { continue }
      let header = known[name.lowercased()]
      let schema = header.map(\.schema) ?? [:]
      guard !Secrecy.isSecret(name: name, schema: schema["type"] == nil ? ["type": "string"] : schema, role: .output)
      else { continue }
      told.append(header?.name ?? name, .string(ToldAddress.masked(String(value.prefix(Self.maximumValue)))))
    }
    return told
  }

  /// Whether a response has any field that is told, which few have.
  private func mayTell(_ answer: BackendResponse, _ headers: [DocumentedResponse.Header]) -> Bool {
    if isHead { return true }
    let declared = headers.map { $0.name.lowercased() }
    return answer.fields.contains { field in
      let name = field.name.canonicalName
      return Self.alwaysNames.contains(name) || declared.contains(name) || answer.status == 202 && name == "retry-after"
    }
  }

  /// The fields as text, one a line.
  package static func lines(_ fields: JSONObject) -> String {
    fields.members.map { "\($0.name): \($0.value.string ?? "")" }.joined(separator: "\n")
  }
}
