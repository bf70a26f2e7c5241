@testable import Calls
import JSON
import MCP
import OpenAPI
@testable import Operations
import Testing
import TestSupport

@testable import APITools

/// What happens to the values of fields that people have labelled in real documents.
struct LabelledFieldsTests {
  private static let minimum = 0.95

  @Test(.enabled(if: Oracles.areEnabled, "needs ../shared/secrets"))
  func `secrets are kept, and nothing else is`() async throws {
    let lines = try Oracles.bytes("secrets/dev.jsonl").split(separator: UInt8(ascii: "\n"))
    var hidden = (rightly: 0, wrongly: 0)
    var missed = 0
    for line in lines {
      let field = LabelledField(try JSONParser.parse(Array(line)))
      guard field.label != "unsure" else { continue }
      switch (field.label, try await Self.isKept(field)) {
      case ("secret", true): hidden.rightly += 1
      case ("secret", false):
        missed += 1
        print("missed: \(field.summary)")
      case (_, true):
        hidden.wrongly += 1
        print("hidden: \(field.summary)")
      case (_, false): break
      }
    }
    let precision = Double(hidden.rightly) / Double(hidden.rightly + hidden.wrongly)
    let recall = Double(hidden.rightly) / Double(hidden.rightly + missed)
    print("Labelled fields: precision \(precision), recall \(recall)")
    #expect(precision >= Self.minimum)
    #expect(recall >= Self.minimum)
  }

  /// Tells whether the value of a field is kept from models: refused as an argument, or masked in an answer.
  private static func isKept(_ field: LabelledField) async throws -> Bool {
    var options = APITools.Options()
    options.secrets = .strict
    let body = field.isInBody && !field.isInput ? field.body : [:]
    let bench = try Bench(
      field.document.description,
      base: "https://api.example",
      backend: StubBackend(body: body.description),
      options: options
    )
    let operation = try #require(bench.tools.entries.first?.operation, "no tool: \(field.summary)")
    let arguments = try arguments(of: operation, for: field)
    let result = await bench.call(nil, arguments)
    let text = result["content"]?.array?.first?["text"]?.string ?? ""
    if field.isInput {
      let isRefused = text.contains("secrets are not accepted here")
      try #require(isRefused || bench.backend.asked.count == 1, "\(field.summary): \(text)")
      return isRefused
    }
    try #require(bench.backend.asked.count == 1, "\(field.summary): \(text)")
    return try JSONParser.parse(text) != body
  }

  private static func arguments(of operation: OpenAPI.Operation, for field: LabelledField) throws -> JSONObject {
    let document = try APIDocument(reading: field.document.description)
    let input = ToolInput(operation, in: document, hasFolder: false, hasSelection: false)
    var arguments = JSONObject()
    for argument in input.fields {
      switch argument.target {
      case .parameter(let parameter) where parameter.name == field.name && !field.isInBody:
        arguments.append(argument.argument, field.value)
      case .parameter(let parameter) where parameter.isRequired: arguments.append(argument.argument, "x")
      case .member(let name) where field.isInput:
        if let value = field.body[name] { arguments.append(argument.argument, value) }
      case .body where field.isInput: arguments.append(argument.argument, field.body)
      default: break
      }
    }
    return arguments
  }
}
