import JSON

/// The way of a conversation to a server; all bytes that come back are shown to whoever listens.
protocol CanaryChannel: AnyObject {
  /// Whether the server knows two calls for those of one client.
  var tellsCallersApart: Bool { get }
  var hear: ([UInt8]) -> Void { get set }

  /// Sends a request and gives each message that comes until one is the last.
  func exchange(_ request: JSONObject, _ isLast: (JSONObject) throws -> Bool) throws
  /// Sends what has no answer.
  func post(_ message: JSONObject) throws
}

/// Over the standard input and output of a process.
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
