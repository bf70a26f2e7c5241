import HTTPTypes
import JSON
import MCP

/// Makes the result of a tool of what a backend answered.
struct AnswerReading: Sendable {
  let output: ToolOutput
  let sentences: FailureSentences
  let limit: ResultLimit
  /// How to ask for the next page; `nil` for operations that do more than read.
  let pagination: Pagination?
  let secrets: AnswerSecrets
  /// Is told the secrets of answers, to keep them out of logs.
  let learn: @Sendable ([String]) -> Void
  /// How much of an answer that tells of a failure is passed on, in bytes.
  private static let maximumFailureBody = 16 << 10

  /// Reads an answer, whatever its status.
  ///
  /// - Parameters:
  ///   - answer: The answer.
  ///   - selection: The parts that are wanted of it; `nil` for all.
  ///   - door: Whether its secrets are part of the result.
  ///   - scrubber: Knows what must not be, whatever the backend says.
  /// - Returns: The result, and what a model should know of it.
  /// - Throws: What a model is told when it is no success.
  func result(
    _ answer: BackendAnswer,
    selection: FieldSelection? = nil,
    door: SecretDoor = .result,
    without scrubber: Scrubber = Scrubber([])
  ) throws(CallFailure) -> ToolResult {
    let type = MediaTypeName(answer.fields[.contentType] ?? "")
    let isSuccess = 200..<300 ~= answer.status
    let expectsJSON = isSuccess && output.expectsJSON(answer.status, insteadOf: type)
    let isJSON = type.isJSON || isSuccess && (type.essence.isEmpty || expectsJSON)
    var answer = answer
    // Decoded before anything is looked for in it.
    if isJSON { answer.body = type.json(answer.body, isCut: answer.cut != nil) }
    answer = scrubber.scrub(answer)
    guard isSuccess else { throw refusal(answer, type, door, scrubber) }
    guard !answer.body.isEmpty else { return done(answer) }
    if isJSON {
      if let value = try? JSONParser.parse(answer.body) {
        let shown = withholding(value, door, scrubber)
        if door.marker != nil { answer.fields = secrets.scrubber(of: value).scrub(answer.fields) }
        return json(shown ?? value, of: answer, text: shown?.json ?? answer.body, type, selection)
      }
      guard !type.isJSON, !expectsJSON else { throw unreadable(answer, type, door) }
    }
    return adding(answer, to: other(answer, type))
  }

  /// An answer that is no JSON: text or bytes, as the document says or else as its type and its bytes do.
  private func other(_ answer: BackendAnswer, _ type: MediaTypeName) -> ToolResult {
    let text = output.kind(answer.status, type) == .bytes ? nil : type.text(answer.body)
    let content =
      text.map { limit.content($0, type: type.essence, cut: answer.cut) }
      ?? limit.content(bytes: answer.body, type, cut: answer.cut)
    let result = ToolResult(content: content, structuredContent: output.withoutValue)
    return noting(pagination?.note(answer.fields, nil), in: result)
  }

  private func done(_ answer: BackendAnswer) -> ToolResult {
    let sentence = "Done (HTTP \(answer.status), without content)."
    let fields = fields(of: answer)
    let result = ToolResult(content: [.text(sentence)], structuredContent: output.conforming([:]))
    guard !fields.isEmpty else { return result }
    // The sentence alone would tell a client that reads only texts too little.
    let text = "\(sentence)\n\(ToldFields.lines(fields))"
    return ToolResult(
      content: [.text(text)],
      structuredContent: output.adding(fields, to: result.structuredContent) ?? result.structuredContent
    )
  }

  private func fields(of answer: BackendAnswer) -> JSONObject {
    output.told.fields(of: answer, declared: output.declared(answer.status))
  }

  /// The result with the header fields that a model is told: in what is structured, or where that cannot be, as text.
  private func adding(_ answer: BackendAnswer, to result: ToolResult) -> ToolResult {
    let fields = fields(of: answer)
    guard !fields.isEmpty else { return result }
    var result = result
    if let structured = output.adding(fields, to: result.structuredContent) {
      result.structuredContent = structured
    } else {
      result.content.append(.text("Header fields of the response:\n\(ToldFields.lines(fields))"))
    }
    return result
  }

  private func json(
    _ value: JSONValue,
    of answer: BackendAnswer,
    text whole: [UInt8],
    _ type: MediaTypeName,
    _ selection: FieldSelection?
  ) -> ToolResult {
    let selected = selection?.select(from: value)
    let text = selected?.value.json ?? whole
    let given = limit.fitting(selected?.value ?? value, size: text.count)
    var result = ToolResult(
      content: limit.content(text, type: type.essence.isEmpty ? "application/json" : type.essence, cut: answer.cut),
      structuredContent: output.conforming(given)
    )
    if let missing = selected?.missing, !missing.isEmpty {
      result = noting("Note: the answer has nothing at \(missing.joined(separator: ", ")).", in: result)
    }
    return noting(pagination?.note(answer.fields, value), in: adding(answer, to: result))
  }

  /// The value without what is kept from a model; `nil` if that is the same.
  private func withholding(_ value: JSONValue, _ door: SecretDoor, _ scrubber: Scrubber) -> JSONValue? {
    if door.marker != nil || secrets.isLikely { learn(secrets.secrets(in: value).map(\.text)) }
    let masked = door.marker.flatMap { secrets.masking(value, as: $0) }
    return scrubber.hasWholeValues ? scrubber.scrub(masked ?? value) : masked
  }

  private func refusal(
    _ answer: BackendAnswer,
    _ type: MediaTypeName,
    _ door: SecretDoor,
    _ scrubber: Scrubber
  ) -> CallFailure {
    // What is in front of an API says so of an answer that it did not wait for.
    let isUnknown = answer.status >= 500 && !sentences.isSafe
    let event = Self.event(answer.status)
    var answer = answer
    let value = type.isJSON ? try? JSONParser.parse(answer.body) : nil
    if let value { learn(AnswerSecrets.secrets(inFailure: value)) }
    if type.isJSON, door.marker != nil || scrubber.hasWholeValues {
      // Of what cannot be read, nobody can say which part is secret.
      guard let value else {
        return CallFailure(sentence(of: answer, type), event: event, isOutcomeUnknown: isUnknown, isClean: true)
      }
      if door.marker != nil { answer.fields = AnswerSecrets.scrubber(ofFailure: value).scrub(answer.fields) }
      let masked = door.marker.map { AnswerSecrets.masking(failure: value, as: $0) } ?? value
      answer.body = scrubber.scrub(masked).json
    }
    return CallFailure(
      sentence(of: answer, type),
      body: Self.excerpt(of: answer.body, type),
      event: event,
      isOutcomeUnknown: isUnknown,
      isClean: true
    )
  }

  /// What a model is told when secrets are refused: which, and nothing of what the backend says of them.
  ///
  /// A secret may be a word of that, which then would be missing there.
  func refusal(of secrets: [String], status: Int) -> CallFailure {
    CallFailure(
      "\(sentences.sentence(status: status)) It names \(secrets.joined(separator: ", ")).",
      event: Self.event(status),
      refused: secrets,
      isClean: true
    )
  }

  private static func event(_ status: Int) -> String { "The backend answered HTTP \(status)." }

  private func noting(_ note: String?, in result: ToolResult) -> ToolResult {
    var result = result
    if let note { result.content.append(.text(note)) }
    return result
  }

  private func unreadable(_ answer: BackendAnswer, _ type: MediaTypeName, _ door: SecretDoor) -> CallFailure {
    let what =
      answer.cut != nil
      ? "of more than \(answer.body.count) bytes"
      : type.isJSON ? "broken JSON" : type.essence.isEmpty ? "of no known type" : type.essence
    return CallFailure(
      sentences.sentence(unreadableAnswer: answer.status, what: what),
      // Of what cannot be read, nobody can say which part is secret.
      body: door.marker == nil ? Self.excerpt(of: answer.body, type) : nil,
      event: "The backend answered HTTP \(answer.status), and what it said cannot be read.",
      isOutcomeUnknown: !sentences.isSafe,
      isClean: true
    )
  }

  /// How long to wait is for the model to decide: nothing here sleeps (RFC 9110 section 10.2.3).
  private func sentence(of answer: BackendAnswer, _ type: MediaTypeName) -> String {
    var sentence = sentences.sentence(status: answer.status)
    if type.isProblem, let problem = Self.problem(answer.body) { sentence += " The API says: \(problem)" }
    if let place = answer.fields[.location], 300..<400 ~= answer.status {
      // Without the query, which may hold a secret.
      sentence += " It leads to \(place.prefix { $0 != "?" && $0 != "#" }.prefix(200))"
    }
    guard let wait = answer.fields[.retryAfter] else { return sentence }
    let isSeconds = !wait.isEmpty && wait.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    return "\(sentence) It asks to wait \(isSeconds ? "\(wait) seconds" : "until \(wait)")."
  }

  /// What a problem is, in the API's own words (RFC 9457 section 3.1).
  private static func problem(_ body: [UInt8]) -> String? {
    guard let value = try? JSONParser.parse(body) else { return nil }
    let words = [value["title"]?.string, value["detail"]?.string].compactMap { $0 }.filter { !$0.isEmpty }
    guard !words.isEmpty else { return nil }
    let text = words.joined(separator: ": ")
    return text.hasSuffix(".") ? text : "\(text)."
  }

  private static func excerpt(of body: [UInt8], _ type: MediaTypeName) -> String {
    let head = Array(body.prefix(maximumFailureBody))
    let text = type.text(head) ?? String(decoding: head, as: UTF8.self)
    return body.count > maximumFailureBody ? text + "… (\(body.count) bytes in all)" : text
  }
}
