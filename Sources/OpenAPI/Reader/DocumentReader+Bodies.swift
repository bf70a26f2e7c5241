import JSON

extension DocumentReader {
  /// Reads the request body of an operation.
  ///
  /// - Throws: The reason why it cannot be sent: without the target of its reference, even the media type is unknown.
  mutating func requestBody(of part: Located) throws(UnusablePart) -> RequestBody? {
    guard let declared = part["requestBody"] else { return nil }
    let body = try resolve(declared)
    try count(body)
    return RequestBody(
      isRequired: body.flag("required"),
      description: body.text("description"),
      content: try mediaTypes(of: body, isOpen: true)
    )
  }

  /// Reads the media types of a body.
  ///
  /// - Parameters:
  ///   - body: The body of a request, or a response.
  ///   - isOpen: Whether JSON whose schema is a reference without a target counts as any JSON.
  /// - Returns: The media types, in document order.
  /// - Throws: The reason why one of them cannot be read.
  mutating func mediaTypes(of body: Located, isOpen: Bool = false) throws(UnusablePart) -> [MediaType] {
    var content: [MediaType] = []
    for (type, declared) in followedIfPresent(body["content"], "A list of media types")?.members ?? [] {
      let isAnything = isOpen && MediaType(type: type, examples: []).isJSON
      let part = try isAnything ? resolvedOrAnything(declared) : resolve(declared)
      // Members that stand here, not in a schema with a name, come again with each operation that shares the body.
      try count(part, times: 1 + (part.value["schema"]?["properties"]?.object?.count ?? 0) / 16)
      content.append(
        MediaType(
          type: type,
          schema: try part["schema"].map { declared throws(UnusablePart) in try schema(declared, isOpen: isAnything) },
          examples: examples(of: part),
          itemSchema: try part["itemSchema"].map { declared throws(UnusablePart) in try schema(declared) },
          encoding: try encoding(of: part),
          prefixEncoding: try (part["prefixEncoding"]?.elements ?? []).map { part throws(UnusablePart) in
            try encoding(ofProperty: part)
          },
          itemEncoding: try part["itemEncoding"].map { part throws(UnusablePart) in try encoding(ofProperty: part) }
        )
      )
    }
    return content
  }

  /// The part without its reference, if that has no target: the encoding is known all the same, and the backend checks
  /// the content.
  private mutating func resolvedOrAnything(_ part: Located) -> Located {
    do throws(UnusablePart) {
      return try resolve(part)
    } catch {
      report(.warning, "\(error.message) Until then it is read as anything.", at: error.place)
      return Located(value: [:], place: part.place)
    }
  }

  private mutating func encoding(of part: Located) throws(UnusablePart) -> [String: MediaType.PropertyEncoding] {
    var result: [String: MediaType.PropertyEncoding] = [:]
    for (name, part) in part["encoding"]?.members ?? [] { result[name] = try encoding(ofProperty: part) }
    return result
  }

  private mutating func encoding(ofProperty part: Located) throws(UnusablePart) -> MediaType.PropertyEncoding {
    try count(part)
    let styled = ["style", "explode", "allowReserved"].contains { part.value[$0] != nil }
    let style: Parameter.Style? = styled ? try self.style(of: part, standard: .form) : nil
    return MediaType.PropertyEncoding(
      contentTypes: Self.list(part.text("contentType") ?? ""),
      headers: try headers(of: part),
      style: style,
      explode: part.value["explode"]?.bool ?? (style == .form),
      allowReserved: part.flag("allowReserved"),
      mcp: fieldExtension(part["x-mcp"]),
      innerSeparators: innerSeparators(of: part)
    )
  }

  /// The elements of a comma-separated list without quoting.
  private static func list(_ text: String) -> [String] {
    text.split(separator: ",").map {
      String($0.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
  }

  /// Reads the responses.
  ///
  /// A response that cannot be read does not prevent the operation from being served.
  mutating func responses(of part: Located) -> [DocumentedResponse] {
    var responses: [DocumentedResponse] = []
    let declared = followedIfPresent(part["responses"], "A list of responses")
    for (key, declared) in declared?.members ?? [] where !key.hasPrefix("x-") {
      guard let status = DocumentedResponse.Status(key) else {
        report(.warning, "The response \"\(key)\" is left out: it is no status code.", at: declared.place)
        continue
      }
      do throws(UnusablePart) {
        let response = try resolve(declared)
        try count(response)
        responses.append(
          DocumentedResponse(
            status: status,
            description: response.text("description") ?? "",
            content: try mediaTypes(of: response),
            headers: try headers(of: response)
          )
        )
      } catch {
        report(.warning, "What the response \(key) looks like is not known. \(error.message)", at: error.place)
        responses.append(DocumentedResponse(status: status, description: "", content: [], headers: [], isUnknown: true))
      }
    }
    return responses
  }

  private mutating func headers(of response: Located) throws(UnusablePart) -> [DocumentedResponse.Header] {
    var headers: [DocumentedResponse.Header] = []
    for (name, declared) in response["headers"]?.members ?? [] where name.lowercased() != "content-type" {
      let header = try resolve(declared)
      try count(header)
      let declared = header["schema"] ?? header["content"]?.members.first?.part["schema"]
      headers.append(
        DocumentedResponse.Header(
          name: name,
          description: header.text("description"),
          isRequired: header.flag("required"),
          schema: try declared.map { declared throws(UnusablePart) in try schema(declared) } ?? [:]
        )
      )
    }
    return headers
  }

  /// The examples of a parameter or media type, except those without a value.
  mutating func examples(of part: Located) -> [MediaType.Example] {
    var examples: [MediaType.Example] = []
    if let value = part.value["example"] { examples.append(.init(name: nil, summary: nil, value: value)) }
    for (name, declared) in part["examples"]?.members ?? [] {
      guard (try? count(declared)) != nil else { return examples }
      guard let example = try? resolve(declared) else { continue }
      guard let value = example.value["dataValue"] ?? example.value["value"] else { continue }
      examples.append(.init(name: name, summary: example.text("summary"), value: value))
    }
    return examples
  }
}
