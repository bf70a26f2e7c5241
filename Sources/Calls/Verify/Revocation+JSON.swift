package import JSON

extension Revocation {
  /// The revocation as JSON without secrets, which ``confidential`` has.
  package var json: JSONValue {
    var json: JSONObject = ["subject": .string(subject), "operation": .string(operation)]
    if !hasSecretArguments { json.append("arguments", .object(arguments)) }
    return .object(json)
  }

  /// The arguments as JSON, to be sealed wherever they are kept, if they contain a secret; else `nil`.
  package var confidential: JSONValue? { hasSecretArguments ? .object(arguments) : nil }

  /// Reads a revocation; `nil` if a member is missing or of another type.
  ///
  /// - Parameters:
  ///   - json: The revocation without secrets (``json``).
  ///   - confidential: Its secret arguments (``confidential``), opened.
  package init?(_ json: JSONValue, confidential: JSONValue?) {
    guard let subject = json["subject"]?.string, let operation = json["operation"]?.string,
      let arguments = (json["arguments"] ?? confidential)?.object
    else { return nil }
    self.init(
      subject: subject,
      operation: operation,
      arguments: arguments,
      hasSecretArguments: json["arguments"] == nil
    )
  }
}
