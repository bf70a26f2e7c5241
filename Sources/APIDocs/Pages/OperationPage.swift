import JSON
import OpenAPI

/// The page of a tool: its effect, input, output and failures.
struct OperationPage {
  let manual: Manual
  let tool: DocumentedTool

  private var operation: Operation { tool.operation }
  private var subjects: OperationSubjects { OperationSubjects(operation) }

  var text: String {
    let parts = opening + callers + parameters + body + answers + failures + examples + related
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private var opening: [String] {
    let purpose = tool.purpose.map(Markdown.block)
    let original = operation.description.map(Markdown.block).flatMap { $0 == purpose ? nil : $0 }
    return [
      "# \(Markdown.line(tool.heading))",
      "Tool \(Markdown.code(tool.name)), request \(Markdown.code(tool.request))",
      operation.isDeprecated ? "**Deprecated.**" : "",
      purpose ?? "",
      operation.effect,
      original.map { "What the document of the API says: \($0)" } ?? "",
    ]
  }

  private var callers: [String] {
    var lines = SecurityText.alternatives(of: operation)
    if let rule = operation.mcp.credential {
      lines.append("- Any other credential is refused before anything is sent: \(Markdown.line(rule.otherwise))")
    }
    return ["## Who may call it", lines.joined(separator: "\n")]
  }

  private var parameters: [String] {
    Parameter.Location.allCases.flatMap { location -> [String] in
      let parameters = operation.parameters(in: location)
      guard !parameters.isEmpty else { return [] }
      return ["## Parameters in the \(location.rawValue)", table(parameters)]
    }
  }

  private func table(_ parameters: [Parameter]) -> String {
    FieldTable.text(
      of: parameters,
      among: ParameterSubjects(operation.parameters.map(\.name)),
      manual: manual,
      for: subjects
    )
  }

  private var body: [String] {
    guard let body = operation.requestBody else { return [] }
    let types = body.content.map { Markdown.code($0.type) }.joined(separator: ", ")
    return [
      "## Request body",
      "\(types), \(body.isRequired ? "required" : "optional"). \(SchemaText.component(body.json, manual, .input))",
      body.description.map(Markdown.block) ?? "",
      body.json?.schema.map { SchemaText.text(of: $0, manual: manual, for: subjects, role: .input) } ?? "",
    ]
  }

  private var answers: [String] {
    operation.successes.flatMap { response -> [String] in
      [
        "## Answer \(response.status): \(Markdown.line(response.description))",
        SchemaText.component(response.json, manual, .output),
        response.content.isEmpty ? "No body." : "",
        response.json?.schema.map { SchemaText.text(of: $0, manual: manual, for: subjects, role: .output) }
          ?? binary(response),
        SchemaText.headers(of: response, manual: manual),
      ]
    }
  }

  private func binary(_ response: DocumentedResponse) -> String {
    guard !response.content.isEmpty else { return "" }
    return "The body is \(response.content.map { Markdown.code($0.type) }.joined(separator: ", "))."
  }

  private var failures: [String] {
    let table = ErrorTable.text(of: operation)
    guard !table.isEmpty else { return [] }
    return [
      "## Errors", table,
      "What the result of a failed call looks like: \(manual.addresses.link("errors", to: .errors)).",
    ]
      + errorBodies
  }

  /// The schemas of error responses, each once with its statuses.
  private var errorBodies: [String] {
    var groups: [(schema: JSONValue, responses: [DocumentedResponse])] = []
    var positions: [JSONValue: Int] = [:]
    for response in operation.responses where !response.status.isSuccess {
      guard let schema = response.json?.schema else { continue }
      if let position = positions[schema] {
        groups[position].responses.append(response)
      } else {
        positions[schema] = groups.count
        groups.append((schema, [response]))
      }
    }
    return groups.flatMap { schema, responses -> [String] in
      let statuses = responses.map(\.status.description).joined(separator: ", ")
      let examples = responses.flatMap { response -> [String] in
        guard let media = response.json else { return [] }
        let given = BodyExample.given(media, manual: manual, for: .none, role: .output)
        return given.isEmpty ? [] : ["Example of \(response.status):"] + given.flatMap(\.blocks)
      }
      let component = SchemaText.component(responses.first?.json, manual, .output)
      return ["### Body of \(statuses)", component, SchemaText.text(of: schema, manual: manual, role: .output)]
        + examples
    }
  }

  private var examples: [String] {
    let request =
      operation.requestBody?.json.map { BodyExample.all($0, manual: manual, for: subjects, role: .input) } ?? []
    let success = operation.successes.first
    let answer = success?.json.map { BodyExample.all($0, manual: manual, for: subjects, role: .output) } ?? []
    return ["## Example", Markdown.fenced(CurlExample(manual: manual, operation: operation).text, language: "sh")]
      + (request.isEmpty ? [] : ["Request body:"] + request.flatMap(\.blocks))
      + (answer.isEmpty ? [] : ["Answer \(success?.status.description ?? ""):"] + answer.flatMap(\.blocks))
  }

  private var related: [String] {
    let related = RelatedTools(of: tool, in: manual.related)
    let lines = [
      related.list.map { "- \(manual.addresses.link($0.name, to: .operation($0.name))) lists what there is." },
      related.revoke.map {
        "- \(manual.addresses.link($0.name, to: .operation($0.name))) takes back what a call made."
      },
      related.maximum.map { "- There can be at most \($0) at a time." },
    ].compactMap(\.self)
    return lines.isEmpty ? [] : ["## Related", lines.joined(separator: "\n")]
  }
}
