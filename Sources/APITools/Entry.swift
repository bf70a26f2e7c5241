import Calls
package import JSON
import JSONSchema
import LazyValue
package import MCP
package import OpenAPI
import Operations

extension APITools {
  /// A callable operation with its tool.
  package struct Entry: Sendable {
    /// The parts that are needed only for a list or a call.
    struct Made: Sendable {
      /// The definition of the tool, made for a list or a call: checks of the document do without it.
      let tool: Lazy<Tool>
      /// Carries out its calls.
      let handler: OperationHandler
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
    /// The operation.
    package let operation: Operation
    /// The name of its document; `nil` if there is only one.
    let api: String?
    private let made: Lazy<Made>

    init(name: String, operation: Operation, of api: String?, made: @escaping @Sendable () -> Made) {
      self.name = name
      self.operation = operation
      self.api = api
      title = operation.title
      self.made = Lazy(made)
    }

    /// The tool, made on first use, because of a large API only some are ever used.
    package var tool: Tool { made.value.tool.value }

    /// Whether a person may be asked for missing secrets.
    package var asks: Bool { handler.asks }

    /// Carries out its calls.
    var handler: OperationHandler { made.value.handler }

    /// The schema that the arguments are checked by, independent of the published dialect.
    package var argumentSchema: JSONObject { made.value.schema }

    /// The secret arguments that a person can type.
    package var secretArguments: [String] { made.value.inputs.typableNames }

    /// The arguments with several secret values.
    package var untypableSecrets: [String] { made.value.inputs.untypableNames }

    /// The positions of secrets in the arguments, at any depth.
    package var secretInputs: [SecretFields.SecretPlace] { made.value.inputs.places }

    /// The positions of secrets in the response.
    package var secretPlaces: [SecretFields.SecretPlace] { made.value.secrets.places }

    /// Whether a success may be undeclared JSON, in which only names indicate secrets.
    package var hasUnknownAnswer: Bool {
      !made.value.secrets.isDescribed && operation.successes.contains { $0.isUnknown || $0.json != nil }
    }

    /// The names of the response's secret fields.
    package var secretOutputs: [String] { made.value.secrets.names }

    /// The number of searches of responses so far.
    package var searchCount: Int { made.value.secrets.searchCount }

    /// The secrets that a call needs but does not have, and that a person could enter.
    package func missingSecrets(in arguments: JSONObject) -> [String] { made.value.inputs.missing(in: arguments) }

    /// The secrets of a response, with the names of their fields.
    package func secrets(in answer: JSONValue) -> [(name: String, text: String)] {
      made.value.secrets.secrets(in: answer)
    }

    /// The response with its secrets masked.
    package func masking(_ answer: JSONValue, as marker: String) -> JSONValue {
      made.value.secrets.masking(answer, as: marker) ?? answer
    }

    /// The reason why nothing is sent with the configured credentials; `nil` if they would be sent.
    package var credentialRefusal: String? {
      get async {
        do throws(CallFailure) {
          let request = made.value.request
          switch try await request.outcome(request.credentials(of: nil, for: .anybody)) {
          case .presented: return nil
          case .signInNeeded(let needed): return needed.advice
          }
        } catch {
          return error.text
        }
      }
    }

    /// Whether a call needs a session, and nobody has signed in.
    package var needsSignIn: Bool {
      get async {
        let request = made.value.request
        let credentials = request.credentials(of: nil, for: .anybody)
        guard case .signInNeeded(let needed)? = try? await request.outcome(credentials), !needed.isChoice else {
          return false
        }
        return operation.security.flatMap(\.schemes).map(\.scheme).contains { scheme in
          needed.schemes.contains(scheme.name) && scheme.credentialKind == .bearer
        }
      }
    }

    /// The reason why the schema of the arguments is unusable; `nil` if it is usable.
    var schemaError: SchemaError? { made.value.check.schemaError }

    /// The patterns of the arguments that are left out of the check.
    var unreadPatterns: [UnreadPattern] { made.value.check.unreadPatterns }

    /// The fault of arguments, in words for a model; `nil` if they are valid.
    package func problem(with arguments: JSONObject) -> String? {
      do throws(CallFailure) {
        _ = try made.value.check.check(arguments)
        return nil
      } catch {
        return error.text
      }
    }

    /// The reason why valid arguments give no request; `nil` if they do.
    package func requestProblem(with arguments: JSONObject) -> String? {
      do throws(CallFailure) {
        _ = try made.value.request.request(try made.value.check.check(arguments).arguments)
        return nil
      } catch {
        return error.text
      }
    }

    /// The purpose of the tool: never empty (TOOL-05).
    static func description(of operation: Operation) -> String {
      let texts = [operation.mcp.description, operation.description, operation.title]
      let text = texts.lazy.compactMap { $0 }.first { !$0.isEmpty }
      return PublishedSchema.shortened(text ?? "Calls \(operation.method) \(operation.path).")
    }
  }
}
