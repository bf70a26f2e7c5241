import JSON
import JSONRPC
import MCP

extension StdioServer {
  /// Processes one line of the input.
  func receive(_ line: LineSplitter.Line) {
    switch line {
    case .tooLong: refuse(.invalidRequest("A line may have at most \(options.maximumLineLength) bytes"))
    case .complete(let bytes):
      do throws(JSONParseError) {
        let parserOptions = JSONParser.Options(rejectsDuplicateNames: true)
        receive(try JSONParser.parse(bytes.span, options: parserOptions))
      } catch {
        refuse(.parseError(error))
      }
    }
  }

  private func refuse(_ error: JSONRPCError) {
    options.note("A line was refused: \(error.message)")
    writer.send(Reply(id: nil, .error(error)).bytes)
  }

  private func receive(_ value: JSONValue) {
    if case .array(let elements) = value, legacy.profile?.hasBatches == true, !elements.isEmpty {
      let batch = Batch(writer)
      for element in elements { receive(element) { batch.add($0) } }
      return
    }
    receive(value) { [writer] in writer.send($0.bytes) }
  }

  /// Processes one message; its reply, if there is one, goes to a closure.
  private func receive(_ value: JSONValue, reply: @escaping @Sendable (Reply) -> Void) {
    do throws(MessageError) {
      switch try Message(value) {
      case .request(let request): handle(request, reply: reply)
      case .notification(let notification): handle(notification)
      case .response(let response): if options.eras != .modern { legacy.handle(response) }  // BASE-25
      }
    } catch {
      reply(Reply(id: error.id, .error(error.error)))
    }
  }

  private func handle(_ notification: Notification) {
    guard notification.method == "notifications/cancelled" else {
      if options.eras != .modern { legacy.handle(notification) }
      return
    }
    guard let id = notification.params["requestId"].flatMap(RequestID.init), calls.cancel(id) else { return }
    options.note("Request \(id) was cancelled, reason: \(notification.params["reason"] ?? "none given")")
  }

  private func handle(_ request: Request, reply: @escaping @Sendable (Reply) -> Void) {
    guard !calls.contains(request.id) else {
      // BASE-15: two responses with one id could not be distinguished.
      return reply(Reply(id: request.id, .error(.invalidRequest("A request with this id is still being worked on"))))
    }
    guard calls.count < options.maximumCalls else {
      return reply(Reply(id: request.id, .error(.internalError("Too many requests at once: wait for answers first"))))
    }
    switch dispatch(request) {
    case .now(let answer): reply(answer)
    case .later(let pending):
      // The only place where calls start. A call must be cancellable by its id while others run, and `stop` waits for
      // the remaining ones: a task group offers neither.
      let serial = calls.begin(pending)
      let task = Task.immediate(executorPreference: thread) {
        let answer = await pending.reply()
        if calls.finish(serial, pending.id) { reply(answer) }
      }
      calls.attach(task, to: serial, pending.id)
    }
  }

  private func dispatch(_ request: Request) -> Handling {
    func refusal(_ error: JSONRPCError) -> Handling { .now(Reply(id: request.id, .error(error))) }
    let method = Method(rawValue: request.method)
    let isModern = ModernDispatcher.claims(request, method)
    switch options.eras {
    case .legacy where method?.onlyEra == .modern:
      return refusal(.methodNotFound(request.method))
    case .modern where method == .initialize && !isModern:
      let versions = EraSupport.modern.versions.map(\.rawValue).joined(separator: ", ")
      return refusal(.invalidRequest("This server has no handshake; it speaks \(versions)"))
    case .dual where isModern, .modern: return modern.handle(request, sink: writer)
    case .dual, .legacy: return legacy.handle(request, sink: writer)
    }
  }
}
