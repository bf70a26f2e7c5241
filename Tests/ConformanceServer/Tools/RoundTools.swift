import JSON
import MCP

/// The tools of which a modern client has to call most more than once (2026-07-28, multi round-trip requests).
extension Tool {
  private static let prefix = "test_input_required_result"
  private static let name = (key: "user_name", request: InputRequest.field("name", "What is your name?"))
  private static let capital = (key: "capital_question", request: InputRequest.model("What is the capital of France?"))
  private static let folders = (key: "client_roots", request: InputRequest.roots)

  static let roundElicitation = asking("\(prefix)_elicitation", "Asks for a name and greets") { _ in
    [name]
  } answer: { context in
    context.text("name", of: name.key).map { "Hello, \($0)!" }
  }

  static let roundSampling = asking("\(prefix)_sampling", "Has the client's model answer a question") { _ in
    [capital]
  } answer: { context in
    context.completion(capital.key)
  }

  static let roundRoots = asking("\(prefix)_list_roots", "Asks for the client's folders") { _ in
    [folders]
  } answer: { context in
    context.roots(folders.key).map { "The folders are: \($0.joined(separator: ", "))" }
  }

  static let roundState = asking("\(prefix)_request_state", "Wants its state back", state: "state") { _ in
    [("confirm", .field("ok", type: "boolean", "Please confirm"))]
  } answer: { context in
    guard let isConfirmed = context.form("confirm")?["ok"]?.bool, context.state == "state" else { return nil }
    return "state-ok, confirmed: \(isConfirmed)"
  }

  static let roundInputs = asking("\(prefix)_multiple_inputs", "Asks three things at once", state: "state") { _ in
    [name, ("greeting", .model("Write a greeting.")), folders]
  } answer: { context in
    guard let person = context.text("name", of: name.key), let greeting = context.completion("greeting"),
      let roots = context.roots(folders.key), context.state == "state"
    else { return nil }
    return "\(person), \(greeting), \(roots.count) folders"
  }

  static let roundTampered = asking("\(prefix)_tampered_state", "Takes no state but its own", state: "state") { _ in
    [("confirm", .field("ok", type: "boolean", "Please confirm"))]
  } answer: { context in
    guard context.form("confirm") != nil, context.state == "state" else { return nil }
    return "The state is what it was."
  }

  /// Asks all it knows to ask; the engine leaves out what the client cannot be asked (MRTR-04).
  static let roundCapabilities = asking("\(prefix)_capabilities", "Asks what the client can be asked") { _ in
    [name, capital, folders]
  } answer: { context in
    let asked = [name, capital, folders].filter { context.client.allows($0.request) }
    guard !asked.isEmpty, asked.allSatisfy({ context.inputResponses[$0.key] != nil }) else { return nil }
    return "Answered: \(asked.map(\.key).joined(separator: ", "))"
  }

  /// Asks a second thing only when the first is answered.
  static let rounds = fixture("\(prefix)_multi_round", "Asks for a name, then for a color") { _, context in
    guard let person = context.text("name", of: "step1") else {
      let question = InputRequest.field("name", "Step 1: What is your name?")
      return .inputRequired(InputRequired([("step1", question)], state: "step 1"))
    }
    guard let color = context.text("color", of: "step2"), context.state == "step 2" else {
      let question = InputRequest.field("color", "Step 2: What is your favorite color?")
      return .inputRequired(InputRequired([("step2", question)], state: "step 2"))
    }
    return .content(.text("\(person) likes \(color)."))
  }
}
