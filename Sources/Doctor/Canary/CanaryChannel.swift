import JSON
import ProcessEnvironment

/// A client's connection to a server; all bytes received are passed to a listener.
protocol CanaryChannel: AnyObject {
  /// Whether the server recognises two calls as coming from one client.
  var tellsCallersApart: Bool { get }
  var hear: ([UInt8]) -> Void { get set }

  /// Sends a request, and passes each message received to a closure until it accepts one as the last.
  func exchange(_ request: JSONObject, _ isLast: (JSONObject) throws -> Bool) throws
  /// Sends a message that has no response.
  func post(_ message: JSONObject) throws
}

/// A connection over the standard input and output of a process.
final class CanaryLine: CanaryChannel {
  let tellsCallersApart = true
  var hear: ([UInt8]) -> Void = { _ in }
  private let process: ChildServer

  init(_ process: ChildServer) { self.process = process }

  func exchange(_ request: JSONObject, _ isLast: (JSONObject) throws -> Bool) throws {
    try post(request)
    while true {
      let line = try process.receive(within: 60)
      hear(line)
      guard let message = (try? JSONParser.parse(line))?.object else {
        throw CommandFailure.failed("the server writes something that is not JSON")
      }
      if try isLast(message) { return }
    }
  }

  func post(_ message: JSONObject) throws { process.send(JSONValue.object(message).description) }
}
