import JSON

extension DocumentReader {
  /// Reads what an operation takes in its body.
  mutating func requestBody(of part: Located) throws(Obstacle) -> RequestBody? {
    guard let declared = part["requestBody"] else { return nil }
    let body = try resolve(declared)
    let isRequired = body.flag("required")
    let content = try mediaTypes(of: body)
    guard content.contains(where: \.isJSON) else {
      let types = content.map(\.type).joined(separator: ", ")
      let message = "Its body is \(types.isEmpty ? "of no media type" : types), and only JSON can be sent so far."
      guard !isRequired else { throw Obstacle(message, at: body.location) }
      report(.warning, "\(message) It is called without a body.", at: body.location)
      return nil
    }
    return RequestBody(isRequired: isRequired, description: body.text("description"), content: content)
  }

  private mutating func mediaTypes(of body: Located) throws(Obstacle) -> [MediaType] {
    var content: [MediaType] = []
    for (type, part) in body["content"]?.members ?? [] {
      let part = try resolve(part)
      let schema: JSONValue? = if let declared = part["schema"] { try schema(declared) } else { nil }
      content.append(MediaType(type: type, schema: schema, examples: examples(of: part)))
    }
    return content
  }

  /// Reads the responses.
  ///
  /// One that cannot be read does not keep the operation from being served.
  mutating func responses(of part: Located) -> [Response] {
    var responses: [Response] = []
    for (key, declared) in part["responses"]?.members ?? [] where !key.hasPrefix("x-") {
      guard let status = Response.Status(key) else {
        report(.warning, "The response \"\(key)\" is left out: it is no status code.", at: declared.location)
        continue
      }
      do throws(Obstacle) {
        let response = try resolve(declared)
        responses.append(
          Response(
            status: status,
            description: response.text("description") ?? "",
            content: try mediaTypes(of: response),
            headers: try headers(of: response)
          )
        )
      } catch {
        report(.warning, "What the response \(key) looks like is not known. \(error.message)", at: error.location)
        responses.append(Response(status: status, description: "", content: [], headers: []))
      }
    }
    return responses
  }

  private mutating func headers(of response: Located) throws(Obstacle) -> [Response.Header] {
    var headers: [Response.Header] = []
    for (name, declared) in response["headers"]?.members ?? [] where name.lowercased() != "content-type" {
      let header = try resolve(declared)
      let schema: JSONValue = if let declared = header["schema"] { try schema(declared) } else { [:] }
      headers.append(
        Response.Header(
          name: name,
          description: header.text("description"),
          isRequired: header.flag("required"),
          schema: schema
        )
      )
    }
    return headers
  }

  /// The examples of a parameter or a media type, those without a value left out.
  func examples(of part: Located) -> [MediaType.Example] {
    var examples: [MediaType.Example] = []
    if let value = part.value["example"] { examples.append(.init(name: nil, summary: nil, value: value)) }
    for (name, declared) in part["examples"]?.members ?? [] {
      guard let example = try? resolve(declared) else { continue }
      guard let value = example.value["dataValue"] ?? example.value["value"] else { continue }
      examples.append(.init(name: name, summary: example.text("summary"), value: value))
    }
    return examples
  }
}
