import HTTPTypes
import JSON
import MCP

/// Makes the result of a tool of what a backend answered.
struct AnswerReading: Sendable {
  let output: ToolOutput
  let sentences: FailureSentences
  /// How much of an answer that tells of a failure is passed on, in bytes.
  private static let maximumFailureBody = 16 << 10

  /// Reads an answer, whatever its status.
  ///
  /// - Throws: What a model is told when it is no success.
  func result(_ answer: BackendAnswer) throws(CallFailure) -> ToolResult {
    guard 200..<300 ~= answer.status else {
      throw CallFailure(sentence(of: answer), body: Self.excerpt(of: answer.body))
    }
    guard !answer.body.isEmpty else { return done(answer.status) }
    let type = MediaTypeName(answer.fields[.contentType] ?? "")
    if type.isJSON || type.essence.isEmpty || output.expectsJSON {
      if let value = try? JSONParser.parse(answer.body) { return json(value, text: answer.body) }
      guard !type.isJSON, !output.expectsJSON else { throw unreadable(answer, type) }
    }
    return ToolResult(content: [type.content(answer.body)])
  }

  private func done(_ status: Int) -> ToolResult {
    ToolResult(content: [.text("Done (HTTP \(status), without content).")], structuredContent: output.conforming([:]))
  }

  private func json(_ value: JSONValue, text: [UInt8]) -> ToolResult {
    ToolResult(content: [.text(String(decoding: text, as: UTF8.self))], structuredContent: output.conforming(value))
  }

  private func unreadable(_ answer: BackendAnswer, _ type: MediaTypeName) -> CallFailure {
    let what = type.isJSON ? "broken JSON" : type.essence.isEmpty ? "of no known type" : type.essence
    return CallFailure(
      sentences.sentence(unreadableAnswer: answer.status, what: what),
      body: Self.excerpt(of: answer.body)
    )
  }

  /// How long to wait is for the model to decide: nothing here sleeps (RFC 9110 section 10.2.3).
  private func sentence(of answer: BackendAnswer) -> String {
    let sentence = sentences.sentence(status: answer.status)
    guard let wait = answer.fields[.retryAfter] else { return sentence }
    let isSeconds = !wait.isEmpty && wait.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    return "\(sentence) It asks to wait \(isSeconds ? "\(wait) seconds" : "until \(wait)")."
  }

  private static func excerpt(of body: [UInt8]) -> String {
    let text = String(decoding: body.prefix(maximumFailureBody), as: UTF8.self)
    return body.count > maximumFailureBody ? text + "… (\(body.count) bytes in all)" : text
  }
}
