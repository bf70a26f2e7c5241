package import JSON
import JSONSchema
package import MCP
package import OpenAPI

extension APITools {
  /// An operation that can be called, and the tool that calls it.
  package struct Entry: Sendable {
    /// What only a list of tools or a call needs.
    struct Made: Sendable {
      let tool: Tool
      /// Whether a person may be asked for what a call lacks.
      let asks: Bool
      let schema: JSONObject
      let check: ArgumentCheck
      let inputs: SecretInput
      let secrets: AnswerSecrets
      let request: OperationRequest
    }

    /// The name of the tool.
    package let name: String
    /// The title of the tool.
    package let title: String?
    package let operation: Operation
    /// The name of the document that it is of, where there are several.
    let api: String?
    private let made: Lazily<Made>

    init(name: String, operation: Operation, of api: String?, made: @escaping @Sendable () -> Made) {
      self.name = name
      self.operation = operation
      self.api = api
      title = operation.title
      self.made = Lazily(made)
    }

    /// The tool, made when it is first asked for: of a large API only some are ever used.
    package var tool: Tool { made.value.tool }

    /// Whether a person may be asked for what a call lacks.
    package var asks: Bool { made.value.asks }

    /// The schema of the arguments as they are checked, whatever the dialect in which it is published.
    package var argumentSchema: JSONObject { made.value.schema }

    /// The arguments whose values are secrets that a person can type.
    package var secretArguments: [String] { made.value.inputs.typableNames }

    /// The arguments of several secret values.
    package var untypableSecrets: [String] { made.value.inputs.untypableNames }

    /// The places of secrets in the arguments, at whatever depth.
    package var secretInputs: [SecretFields.SecretPlace] { made.value.inputs.places }

    /// The places of secrets in the answer.
    package var secretPlaces: [SecretFields.SecretPlace] { made.value.secrets.places }

    /// Whether a success may be JSON of which the document says nothing, so that names alone tell what is secret.
    package var hasUnknownAnswer: Bool {
      !made.value.secrets.isDescribed && operation.successes.contains { $0.isUnknown || $0.json != nil }
    }

    /// The names of the fields of the answer that are secret.
    package var secretOutputs: [String] { made.value.secrets.names }

    /// The secrets that a call needs and was not given, where a person could give them.
    package func missingSecrets(in arguments: JSONObject) -> [String] { made.value.inputs.missing(in: arguments) }

    /// The secrets of what the tool answered, with the names of their fields.
    package func secrets(in answer: JSONValue) -> [(name: String, text: String)] {
      made.value.secrets.secrets(in: answer)
    }

    /// What the tool answered without its secrets.
    package func masking(_ answer: JSONValue, as marker: String) -> JSONValue {
      made.value.secrets.masking(answer, as: marker) ?? answer
    }

    /// Why nothing is sent with the credentials that are configured; `nil` if they would be shown.
    package var credentialRefusal: String? {
      do throws(CallFailure) {
        _ = try made.value.request.credentials(of: nil)
        return nil
      } catch {
        return error.text
      }
    }

    /// Why the schema of the arguments cannot be used; `nil` if it can.
    var schemaError: SchemaError? { made.value.check.schemaError }

    /// The patterns of the arguments that are left out of the check.
    var unreadPatterns: [UnreadPattern] { made.value.check.unreadPatterns }

    /// What is wrong with arguments, in the words that a model would be told; `nil` if nothing is.
    package func problem(with arguments: JSONObject) -> String? {
      do throws(CallFailure) {
        _ = try made.value.check.check(arguments)
        return nil
      } catch {
        return error.text
      }
    }

    /// Why no request can be made of arguments that fit the schema; `nil` if one can.
    package func requestProblem(with arguments: JSONObject) -> String? {
      do throws(CallFailure) {
        _ = try made.value.request.request(try made.value.check.check(arguments).arguments, showing: [])
        return nil
      } catch {
        return error.text
      }
    }

    /// What the tool does: never empty (TOOL-05).
    static func description(of operation: Operation) -> String {
      let texts = [operation.mcp.description, operation.description, operation.title]
      let text = texts.lazy.compactMap { $0 }.first { !$0.isEmpty }
      return PublishedSchema.shortened(text ?? "Calls \(operation.method) \(operation.path).")
    }
  }
}
