import JSONRPC
import MCP
import Synchronization

/// The replies to one array of messages, sent as one array (JSON-RPC 2.0 section 6; 2025-03-26 only).
///
/// Whoever may still reply holds the batch, and the end of the last holder sends it: a notification that has no reply
/// and a call that was cancelled need no book-keeping.
final class Batch: Sendable {
  private let sink: any MessageSink
  private let replies = Mutex<[[UInt8]]>([])

  init(_ sink: any MessageSink) { self.sink = sink }

  func add(_ reply: Reply) { replies.withLock { $0.append(reply.bytes) } }

  deinit {
    let replies = replies.withLock { $0 }
    guard !replies.isEmpty else { return }
    var array = [UInt8(ascii: "[")]
    array.append(contentsOf: replies.joined(separator: [UInt8(ascii: ",")]))
    array.append(UInt8(ascii: "]"))
    sink.send(array)
  }
}
