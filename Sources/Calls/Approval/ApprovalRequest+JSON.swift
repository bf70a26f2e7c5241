package import JSON

extension ApprovalRequest {
  /// The request as JSON without secrets, which ``StoredCall/confidential`` has.
  package var json: JSONValue {
    var json: JSONObject = ["call": call.json]
    json.append("title", ifPresent: title.map(JSONValue.string))
    json.append(
      "fields",
      .array(fields.map { ["name": .string($0.name), "required": .bool($0.isRequired)] })
    )
    json.append("told", .array(told.sorted().map(JSONValue.string)))
    json.append("account", ifPresent: account?.json)
    return .object(json)
  }

  /// Reads a request; `nil` if a member is missing or of another type.
  ///
  /// - Parameters:
  ///   - json: The request without its secrets (``json``).
  ///   - confidential: The secrets of its call (``StoredCall/confidential``), opened.
  package init?(_ json: JSONValue, confidential: JSONValue?) {
    guard let call = json["call"].flatMap({ StoredCall($0, confidential: confidential) }),
      let written = json["fields"]?.array, let told = json["told"]?.array
    else { return nil }
    let fields = written.compactMap(Field.init)
    guard fields.count == written.count else { return nil }
    self.init(
      call,
      title: json["title"]?.string,
      fields: fields,
      told: Set(told.compactMap(\.string)),
      account: json["account"].flatMap(CallAccount.init)
    )
  }
}

extension ApprovalRequest.Field {
  fileprivate init?(_ json: JSONValue) {
    guard let name = json["name"]?.string, case .bool(let isRequired)? = json["required"] else { return nil }
    self.init(name: name, isRequired: isRequired)
  }
}
