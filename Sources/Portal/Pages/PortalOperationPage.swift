import APIDocs
import JSON
import OpenAPI

/// The page of an operation: the request and the responses, and the tool that it becomes.
struct PortalOperationPage {
  let section: PortalSection
  let tool: DocumentedTool
  let trail: [PortalLink]

  init?(section: PortalSection, name: String, trail: [PortalLink]) {
    guard let tool = section.tool(name) else { return nil }
    (self.section, self.tool, self.trail) = (section, tool, trail)
  }

  private var manual: Manual { section.manual }
  private var operation: Operation { tool.operation }
  private var subjects: OperationSubjects { OperationSubjects(operation) }

  var page: PortalPage {
    let tag = section.tag(of: tool)
    var page = PortalPage(
      title: tool.heading,
      heading: Markdown.line(tool.heading),
      summary: "\(tool.request): \(operation.summary ?? tool.heading)",
      address: section.link(to: tool).address,
      trail: trail + (tag.map { [section.link(to: $0)] } ?? []),
      siblings: (tag?.tools ?? []).map { section.link(to: $0) }
    )
    var reader = FieldTreeReader(manual)
    let parameters = parameters(&reader)
    let body = body(&reader)
    page.parts = opening + callers + parameters + body + responses(&reader)
    page.parts += samples(BodyFields.secretNames(in: body)) + toolParts(BodyFields.secretNames(in: body)) + related
    return page
  }

  private var opening: [PagePart] {
    let effect = operation.isReadOnly ? "reads only" : operation.isDestructive == true ? "takes away" : "changes"
    let remarks = [effect] + (operation.isDeprecated ? ["deprecated"] : [])
    let description = operation.description ?? operation.summary
    return [.request(method: operation.method, path: operation.path, remarks: remarks)]
      + (description.map { [.prose($0)] } ?? [])
  }

  private var callers: [PagePart] {
    [
      .heading(level: 2, text: "Authorization", id: "authorization"),
      .text(SecurityText.alternatives(of: operation).joined(separator: "\n")),
    ]
  }

  private func parameters(_ reader: inout FieldTreeReader) -> [PagePart] {
    var parts: [PagePart] = []
    defer { reader.startSection() }
    for location in Parameter.Location.allCases {
      let parameters = operation.parameters(in: location)
      guard !parameters.isEmpty else { continue }
      let title = "\(location.rawValue.prefix(1).uppercased())\(location.rawValue.dropFirst()) parameters"
      parts.append(.heading(level: 2, text: title, id: location.rawValue))
      parts.append(.fields(reader.fields(of: parameters, of: operation)))
    }
    return parts
  }

  private func body(_ reader: inout FieldTreeReader) -> [PagePart] {
    guard let body = operation.requestBody else { return [] }
    let types = body.content.map { Markdown.code($0.type) }.joined(separator: ", ")
    var parts: [PagePart] = [
      .heading(level: 2, text: "Request body", id: "body"),
      .text("\(types). \(body.isRequired ? "Required" : "Optional"). \(component(body.json, .input))"),
    ]
    if let description = body.description { parts.append(.prose(description)) }
    if let schema = body.json?.schema ?? body.content.first?.schema {
      parts += fields(of: schema, .input, id: "body", &reader, for: subjects)
    }
    if let json = body.json {
      parts += BodyExample.all(json, manual: manual, for: subjects, role: .input).map {
        .code(
          JSONText.indented($0.value),
          language: "json",
          label: $0.title.map { "Example: \(Markdown.line($0))" } ?? "Example"
        )
      }
    }
    return parts
  }

  private func responses(_ reader: inout FieldTreeReader) -> [PagePart] {
    guard !operation.responses.isEmpty else { return [] }
    reader.startSection()
    var parts: [PagePart] = [.heading(level: 2, text: "Responses", id: "responses")]
    for response in operation.responses {
      let id = "response-\(response.status)"
      let subjects = response.status.isSuccess ? self.subjects : .none
      var inner: [PagePart] = []
      let types = response.content.map { Markdown.code($0.type) }.joined(separator: ", ")
      let schema = component(response.json, .output)
      inner.append(.text(response.content.isEmpty ? "No body." : "\(types). \(schema)"))
      if !response.headers.isEmpty { inner.append(.text(SchemaText.headers(of: response, manual: manual))) }
      if let schema = response.json?.schema {
        inner += fields(of: schema, .output, id: id, &reader, for: subjects, isUnfolded: response.status.isSuccess)
      }
      if let json = response.json {
        let examples =
          response.status.isSuccess
          ? BodyExample.all(json, manual: manual, for: subjects, role: .output)
          : BodyExample.given(json, manual: manual, for: subjects, role: .output)
        inner += examples.map {
          .code(
            JSONText.indented($0.value),
            language: "json",
            label: $0.title.map { "Example: \(Markdown.line($0))" } ?? "Example"
          )
        }
      }
      if let advice = operation.mcp.errors[response.status.description] {
        inner.append(.text("What the model is told: \(Markdown.line(advice))"))
      }
      let summary = "\(Markdown.code(response.status.description)) \(Markdown.line(response.description))"
      parts.append(.more(summary: summary, id: id, isOpen: response.status.isSuccess, parts: inner))
    }
    return parts
  }

  private func fields(
    of schema: JSONValue,
    _ role: Secrecy.Role,
    id: String,
    _ reader: inout FieldTreeReader,
    for subjects: OperationSubjects,
    isUnfolded: Bool = true
  ) -> [PagePart] {
    let isLink = !isUnfolded && reader.isFull
    let fields = reader.fields(of: schema, for: subjects, role: role, id: id, isUnfolded: isUnfolded)
    let rest: [PagePart] = reader.isCut ? [.text(FieldTreeReader.cut)] : []
    guard fields.isEmpty else { return [.fields(fields)] + rest }
    let view = manual.view(schema, role: role)
    // The text before names the schema, with a link to its page.
    return isLink && view.name != nil ? rest : [.text(FieldTreeReader.phrase(view, manual))] + rest
  }

  private func component(_ mediaType: MediaType?, _ role: Secrecy.Role) -> String {
    SchemaText.component(mediaType, manual, role)
  }

  // MARK: Calls

  private func samples(_ secrets: [String]) -> [PagePart] {
    let samples = CallSamples(section: section, tool: tool, secrets: secrets)
    return [
      .heading(level: 2, text: "Try it", id: "try"),
      .code(samples.curl, language: "sh", label: "With curl"),
      .code(samples.commandLine, language: "sh", label: "With nethesis-mcp in a terminal"),
      .code(samples.message, language: "json", label: "As a message of MCP"),
    ]
  }

  private func toolParts(_ secrets: [String]) -> [PagePart] {
    let definition = section.api.definitions[tool.name]
    let description = definition?["description"]?.string ?? tool.purpose ?? ""
    var parts: [PagePart] = [
      .heading(level: 2, text: "The tool for AI assistants", id: "tool"),
      .text("The operation is the tool \(Markdown.code(tool.name)). \(tool.operation.effect)"),
      .heading(level: 3, text: "What the model is told", id: "tool-model"),
      .prose(description),
      .heading(level: 3, text: "What you do", id: "tool-person"),
      .text(PersonsPart(operation: operation, secrets: secrets).text),
    ]
    if let rule = operation.mcp.credential {
      parts.append(.text("Any other credential is refused before anything is sent: \(Markdown.line(rule.otherwise))"))
    }
    if let definition {
      let text = JSONText.indented(.object(definition))
      parts.append(
        .more(
          summary: "The whole definition, as `tools/list` has it",
          id: "tool-definition",
          isOpen: false,
          parts: [.code(text, language: "json", label: "")]
        )
      )
    }
    return parts
  }

  private var related: [PagePart] {
    let related = RelatedTools(of: tool, in: manual.related)
    var items: [LinkedItem] = []
    if let list = related.list {
      items.append(LinkedItem(link: section.link(to: list), note: "Lists the existing items."))
    }
    if let revoke = related.revoke {
      items.append(LinkedItem(link: section.link(to: revoke), note: "Takes back what a call made."))
    }
    guard !items.isEmpty || related.maximum != nil else { return [] }
    let limit = related.maximum.map { [PagePart.text("There can be at most \($0) at a time.")] } ?? []
    return [.heading(level: 2, text: "Related", id: "related")] + limit + (items.isEmpty ? [] : [.links(items)])
  }
}

/// The fields of a request body that a page shows.
enum BodyFields {
  /// The names of the secret fields at the top of the body.
  static func secretNames(in parts: [PagePart]) -> [String] {
    parts.flatMap { part -> [String] in
      guard case .fields(let fields) = part else { return [] }
      return fields.filter(\.isSecret).map(\.name)
    }
  }
}

/// The part of a person in a call by an assistant.
struct PersonsPart {
  let operation: Operation
  let secrets: [String]

  var text: String {
    var sentences: [String] = []
    if !secrets.isEmpty {
      let names = secrets.map(Markdown.code).joined(separator: " and ")
      sentences.append(
        "You enter \(names) on a page of your own machine, which shows the call: the model never sees it. "
          + "Until you do, nothing is sent."
      )
    }
    if operation.isReadOnly {
      sentences.append("Nothing: a call changes nothing.")
    } else if secrets.isEmpty {
      sentences.append(
        operation.isDestructive == true
          ? "Your client asks you before the call, since it takes something away: read what."
          : "Your client asks you before the call, if it is set to ask for tools that change something."
      )
    }
    if operation.mcp.verify != nil {
      sentences.append("A secret of the response is shown to you on the same page, once, and not to the model.")
    }
    return sentences.joined(separator: " ")
  }
}
