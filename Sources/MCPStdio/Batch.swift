import JSONRPC
import MCP
import Synchronization

/// The replies to an array of messages, sent as one array (JSON-RPC 2.0 section 6; 2025-03-26 only).
///
/// Everything that may still reply holds the batch, and the release of the last holder sends it: notifications without
/// a reply and cancelled calls need no bookkeeping.
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
