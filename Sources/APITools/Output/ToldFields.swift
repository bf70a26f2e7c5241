import HTTPTypes
import JSON
import OpenAPI

/// The header fields of a response that a model is told: those that lead on, tell versions and totals, and the declared.
struct ToldFields: Sendable {
  private let responses: [Response]
  /// Whether the fields are all of the response.
  private let isHead: Bool
  /// The longest value, in characters.
  private static let maximumValue = 4096

  /// The names of the member that has them, best first: an API may have one of that name itself.
  static let memberNames = ["_headers", "_response_headers", "_http_response_headers"]

  /// The declaration of the member.
  static let schema: JSONValue = [
    "type": ["object", "null"], "description": "Header fields of the response.",
    "additionalProperties": ["type": "string"],
  ]

  private static let always = [
    "Location", "Operation-Location", "Content-Location", "ETag", "Link", "X-Total-Count", "X-Total", "Total-Count",
    "Content-Range",
  ]
  /// Fields that prove who is asking, and those of the connection (RFC 9110, section 7.6.1).
  private static let never: Set<String> = [
    "set-cookie", "set-cookie2", "www-authenticate", "authentication-info", "proxy-authenticate",
    "proxy-authentication-info", "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding",
    "upgrade",
  ]

  init(_ operation: Operation) {
    responses = operation.responses
    isHead = operation.method == "HEAD"
  }

  /// The fields of a success, by their names.
  ///
  /// - Parameters:
  ///   - answer: The answer.
  ///   - declared: What the document says of its status.
  /// - Returns: Texts; several fields of one name are one, as RFC 9110 section 5.3 has it.
  func fields(of answer: BackendAnswer, declared: Response?) -> JSONObject {
    let headers = declared?.headers ?? []
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

  /// The fields as lines of text.
  static func lines(_ fields: JSONObject) -> String {
    fields.members.map { "\($0.name): \($0.value.string ?? "")" }.joined(separator: "\n")
  }
}
