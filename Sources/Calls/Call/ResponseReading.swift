import HTTPTypes
import JSON
import MCP
package import Operations
package import Redaction

/// Turns a response of the backend into a tool result.
package struct ResponseReading: Sendable {
  let output: ToolOutput

  /// The sentences about failures.
  package let sentences: FailureSentences
  private(set) var limit: ResultLimit
  /// Recognises further pages; `nil` for operations that are not read-only.
  let pagination: Pagination?

  /// The secrets that responses declare.
  package let secrets: AnswerSecrets
  /// Receives the secrets of responses, to keep them out of logs.
  let learn: @Sendable ([KnownSecret]) -> Void

  /// Makes one of its parts.
  package init(
    output: ToolOutput,
    sentences: FailureSentences,
    limit: ResultLimit,
    pagination: Pagination? = nil,
    secrets: AnswerSecrets,
    learn: @escaping @Sendable ([KnownSecret]) -> Void
  ) {
    self.output = output
    self.sentences = sentences
    self.limit = limit
    self.pagination = pagination
    self.secrets = secrets
    self.learn = learn
  }

  /// The longest part of an error response that is passed on, in bytes.
  private static let maximumFailureBody = 16 << 10

  /// The result of a response, with its JSON.
  struct Reading: Sendable {
    let result: ToolResult
    /// The JSON of the response, with secrets; `nil` if it has none.
    let value: JSONValue?
  }

  /// The same reading of responses that only one caller may read later.
  func kept(for owner: String) -> ResponseReading {
    guard !owner.isEmpty else { return self }
    var reading = self
    reading.limit = limit.kept(for: owner)
    return reading
  }

  /// Reads a response of any status.
  ///
  /// - Parameters:
  ///   - answer: The response.
  ///   - selection: The parts that the caller wants; `nil` for all.
  ///   - channel: The channel for its secrets, which may be the result itself.
  ///   - ledger: The secrets that must not be in the result; those of the response are added.
  /// - Returns: The result for the model, and the JSON of the response.
  /// - Throws: The failure for the model, if the response is no success.
  func read(
    _ answer: BackendResponse,
    selection: FieldSelection? = nil,
    channel: SecretChannel = .result,
    noting ledger: inout SecretLedger
  ) async throws(CallFailure) -> Reading {
    var answer = answer
    let incoming = ledger.scrubber
    answer.fields = incoming.scrub(answer.fields)
    let isSuccess = 200..<300 ~= answer.status
    let own = answer.fields[.contentType] ?? (isSuccess ? output.onlyType(answer.status) : nil)
    let type = MediaTypeName(own ?? "")
    let expectsJSON = isSuccess && output.expectsJSON(answer.status, insteadOf: type)
    let isJSON = type.isJSON || isSuccess && (type.essence.isEmpty || expectsJSON)
    let isBytes = !isJSON && isSuccess && output.kind(answer.status, type) == .bytes
    let text =
      isJSON ? type.json(answer.body, isCut: answer.cut != nil) : isBytes ? nil : type.text(answer.body)
    let value = isJSON ? text.flatMap { try? JSONParser.parse(Array($0.utf8)) } : nil
    // A response without secrets by its description, which is passed on unchanged, is not searched.
    let isSearched = channel.marker != nil || secrets.isLikely || !isSuccess
    if isSearched, let value { ledger.search(value, by: secrets, status: answer.status) }
    let hasSecrets = !ledger.locations.isEmpty
    if hasSecrets { learn(ledger.returned.map(\.secret)) }
    let hidesReturned = channel.marker != nil && hasSecrets
    let scrubber = hidesReturned ? ledger.completeScrubber : incoming
    if hidesReturned { answer.fields = scrubber.scrub(answer.fields) }
    let redacted = value.flatMap { value in
      ValueRedaction(
        scrubber,
        secrets.shape(status: answer.status),
        secrets: ledger.locations,
        marker: channel.marker
      )
      .redacted(value, of: text)
    }
    let body = Body(
      value: redacted ?? value,
      text: redacted == nil ? text : nil,
      bytes: answer.body,
      isRepeatable: !hasSecrets || channel.marker != nil
    )
    guard isSuccess else { throw refusal(answer, body, type, channel, scrubber) }
    return Reading(result: try await success(answer, body, type, selection, channel, scrubber), value: value)
  }

  /// The decoded body of a response.
  private struct Body {
    /// The JSON without secrets; `nil` if the body is not JSON.
    let value: JSONValue?
    /// The text, possibly with secrets unless it is that of the JSON; `nil` if the body is no text, or must not be
    /// repeated.
    let text: String?
    let bytes: [UInt8]
    /// Whether the text may be repeated; secrets may be delivered in their own fields only.
    let isRepeatable: Bool
  }

  private func success(
    _ answer: BackendResponse,
    _ body: Body,
    _ type: MediaTypeName,
    _ selection: FieldSelection?,
    _ channel: SecretChannel,
    _ scrubber: Scrubber
  ) async throws(CallFailure) -> ToolResult {
    guard !body.bytes.isEmpty else { return done(answer) }
    if let value = body.value { return await json(value, of: answer, body, type, selection, scrubber) }
    guard !type.isJSON, !output.expectsJSON(answer.status, insteadOf: type) else {
      throw unreadable(answer, body, type, channel, scrubber)
    }
    return adding(answer, to: await other(answer, body, type, scrubber))
  }

  /// The result of a response that is not JSON: text or bytes, by its declared or actual type.
  private func other(
    _ answer: BackendResponse,
    _ body: Body,
    _ type: MediaTypeName,
    _ scrubber: Scrubber
  ) async -> ToolResult {
    let content: [Content]
    if let text = body.text {
      content = await limit.content(scrubber.scrub(text), type: type.essence, cut: answer.cut)
    } else {
      content = await limit.content(bytes: scrubber.scrub(body.bytes), type, cut: answer.cut)
    }
    var result = output.result(content, output.withoutValue)
    result.noteStructured("The response is not of the JSON that is declared, but \(type.known).")
    for sentence in content.compactMap(\.text) { result.noteStructured(sentence) }
    if content.contains(where: \.isEmbedded) {
      result.noteStructured("Its \(body.bytes.count) bytes are in the content of this result.")
    }
    return noting(pagination?.note(answer.fields, nil), in: result)
  }

  private func done(_ answer: BackendResponse) -> ToolResult {
    let sentence = "Done (HTTP \(answer.status), without content)."
    let fields = fields(of: answer)
    let structured = output.conforming([:])
    // The sentence alone would say too little to clients that read only texts.
    let text = fields.isEmpty ? sentence : "\(sentence)\n\(ToldFields.lines(fields))"
    let told = fields.isEmpty ? structured : output.adding(fields, to: structured) ?? structured
    var result = output.result([.text(text)], told)
    result.noteStructured(sentence)
    return result
  }

  private func fields(of answer: BackendResponse) -> JSONObject {
    output.told.fields(of: answer, declared: output.declared(answer.status))
  }

  /// The result with selected header fields: in the structured content, or else as text.
  private func adding(_ answer: BackendResponse, to result: ToolResult) -> ToolResult {
    let fields = fields(of: answer)
    guard !fields.isEmpty else { return result }
    var result = result
    let text = Content.text("Header fields of the response:\n\(ToldFields.lines(fields))")
    if let structured = output.adding(fields, to: result.structuredContent) {
      result.structuredContent = structured
      if output.isObject { result.contentOfStructure.append(text) } else { result.content.append(text) }
    } else {
      result.content.append(text)
    }
    return result
  }

  private func json(
    _ value: JSONValue,
    of answer: BackendResponse,
    _ body: Body,
    _ type: MediaTypeName,
    _ selection: FieldSelection?,
    _ scrubber: Scrubber
  ) async -> ToolResult {
    let selected = selection?.select(from: value)
    let text = selected?.value.json ?? body.text.map { Array($0.utf8) } ?? value.json
    let given = limit.fitting(selected?.value ?? value, size: text.count)
    let declared = type.essence.isEmpty ? "application/json" : type.essence
    let content = await limit.content(text, type: declared, cut: answer.cut)
    let isCut = text.count > limit.bytes
    var (structured, isWhole) = output.conformance(of: given)
    // The text has the same value as what is structured, unless that is an object (SEP-2106).
    if given.object == nil, !isWhole, body.isRepeatable { structured = [:] }
    if isCut { structured = output.shortened(given) }
    var result = output.result(content, structured)
    if isCut { result.noteStructured("Lists are shortened here.") }
    // A response that violates its declared schema is complete only in the text.
    if output.schema != nil, !isWhole, let whole = content.first?.text {
      let note = "Not all of the response is of the types that are declared, so parts are missing here."
      result.noteStructured(body.isRepeatable ? "\(note) All of it: \(whole)" : note)
    }
    for sentence in content.dropFirst().compactMap(\.text) { result.noteStructured(sentence) }
    result = noting(FieldSelection.note(missing: selected?.missing ?? []) { scrubber.scrub($0) }, in: result)
    return noting(pagination?.note(answer.fields, value), in: adding(answer, to: result))
  }

  private func refusal(
    _ answer: BackendResponse,
    _ body: Body,
    _ type: MediaTypeName,
    _ channel: SecretChannel,
    _ scrubber: Scrubber
  ) -> CallFailure {
    // In an unreadable response, secrets cannot be located.
    let isUnclear = type.isJSON && body.value == nil && (channel.marker != nil || scrubber.hasWholeValues)
    return CallFailure(
      sentence(of: answer, body, type),
      body: isUnclear ? nil : excerpt(of: body, scrubber),
      event: Self.event(answer.status),
      // A gateway in front of an API gives this status when it did not wait for the response.
      isOutcomeUnknown: answer.status >= 500 && !sentences.isSafe
    )
  }

  /// The failure for the model when secrets are refused: names them, and omits the backend's words.
  ///
  /// A secret could be an ordinary word in those, which redaction would remove.
  func refusal(of secrets: [String], status: Int) -> CallFailure {
    CallFailure(
      "\(sentences.sentence(status: status)) \(CallFailure.naming(secrets))",
      event: Self.event(status),
      refused: secrets
    )
  }

  private static func event(_ status: Int) -> String { "The backend answered HTTP \(status)." }

  private func noting(_ note: String?, in result: ToolResult) -> ToolResult {
    var result = result
    if let note { result.note(note) }
    return result
  }

  private func unreadable(
    _ answer: BackendResponse,
    _ body: Body,
    _ type: MediaTypeName,
    _ channel: SecretChannel,
    _ scrubber: Scrubber
  ) -> CallFailure {
    let what =
      answer.cut != nil
      ? "of more than \(answer.body.count) bytes"
      : type.isJSON ? "broken JSON" : type.essence.isEmpty ? "of no known type" : type.essence
    return CallFailure(
      sentences.sentence(unreadableAnswer: answer.status, what: what),
      // In an unreadable response, secrets cannot be located.
      body: channel.marker == nil ? excerpt(of: body, scrubber) : nil,
      event: "The backend answered HTTP \(answer.status), and what it said cannot be read.",
      isOutcomeUnknown: !sentences.isSafe
    )
  }

  /// The sentence for the status; the model decides whether to wait, nothing here sleeps (RFC 9110 section 10.2.3).
  private func sentence(of answer: BackendResponse, _ body: Body, _ type: MediaTypeName) -> String {
    var sentence = sentences.sentence(status: answer.status)
    if type.isProblem, let problem = body.value.flatMap(Self.problem) { sentence += " The API says: \(problem)" }
    if let place = answer.fields[.location], 300..<400 ~= answer.status {
      // The query is left out, because it may contain a secret.
      sentence += " It leads to \(place.prefix { $0 != "?" && $0 != "#" }.prefix(200))"
    }
    guard let wait = answer.fields[.retryAfter] else { return sentence }
    let isSeconds = !wait.isEmpty && wait.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    return "\(sentence) It asks to wait \(isSeconds ? "\(wait) seconds" : "until \(wait)")."
  }

  /// The API's own description of a problem (RFC 9457 section 3.1).
  private static func problem(_ value: JSONValue) -> String? {
    let words = [value["title"]?.string, value["detail"]?.string].compactMap { $0 }.filter { !$0.isEmpty }
    guard !words.isEmpty else { return nil }
    let text = words.joined(separator: ": ")
    return text.hasSuffix(".") ? text : "\(text)."
  }

  private func excerpt(of body: Body, _ scrubber: Scrubber) -> String {
    let text: [UInt8]
    if let value = body.value {
      text = body.text.map { Array($0.utf8) } ?? value.json
    } else {
      text = scrubber.scrub(body.text.map { Array($0.utf8) } ?? body.bytes)
    }
    let maximum = min(Self.maximumFailureBody, limit.bytes)
    let head = text.prefix(maximum)
    // An incomplete character at the end is left out.
    let end = head.count < text.count ? head.lastIndex { $0 & 0xC0 != 0x80 } ?? 0 : head.count
    let excerpt = String(decoding: head[..<end], as: UTF8.self)
    return text.count > maximum ? excerpt + "… (\(text.count) bytes in all)" : excerpt
  }
}

extension Content {
  fileprivate var text: String? { if case .text(let text) = kind { text } else { nil } }

  /// Whether it contains bytes.
  fileprivate var isEmbedded: Bool {
    switch kind {
    case .image, .audio, .resource: true
    case .text, .resourceLink: false
    }
  }
}
