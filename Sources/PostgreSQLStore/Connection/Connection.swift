import CPostgreSQL

/// A connection to a server, ended with its last reference.
///
/// The thread that connects hands it over and uses it no more; from then on one actor does.
@safe
final class Connection: Sendable {
  // Safe: libpq allows any thread to use a connection, one at a time, which the rule above makes sure of.
  private nonisolated(unsafe) let pointer: OpaquePointer

  /// Connects, and waits for it.
  ///
  /// - Parameters:
  ///   - target: The servers.
  ///   - seconds: The time that each server gets.
  /// - Throws: The reason why there is no connection.
  init(_ target: DatabaseTarget, seconds: Int) throws(DatabaseFailure) {
    if let reason = unsafe mcppq_load() {
      throw DatabaseFailure(.unusable, "the library of PostgreSQL is missing: \(unsafe String(cString: reason))")
    }
    let password = try target.currentPassword()
    let opened = unsafe password.map { unsafe mcppq_connect(target.url, $0, Int32(seconds)) }
    guard let pointer = unsafe opened ?? mcppq_connect(target.url, nil, Int32(seconds)) else {
      throw DatabaseFailure(.unreachable, "there is no memory for a connection")
    }
    unsafe self.pointer = pointer
    guard isOpen else { throw DatabaseFailure(.unreachable, message) }
  }

  deinit { unsafe mcppq_finish(pointer) }

  var isOpen: Bool { unsafe mcppq_is_open(pointer) != 0 }

  /// The descriptor to wait for.
  var socket: Int32 { unsafe mcppq_socket(pointer) }

  var isEncrypted: Bool { unsafe mcppq_is_encrypted(pointer) != 0 }

  /// Whether the server is reached by a socket of this machine.
  var isLocal: Bool { unsafe mcppq_is_local(pointer) != 0 }

  /// The version of the server, such as 150020.
  var serverVersion: Int { Int(unsafe mcppq_server_version(pointer)) }

  /// The latest error, as libpq words it.
  var message: String { unsafe String(cString: mcppq_message(pointer)) }

  /// Begins a statement; `false` if it cannot be sent.
  func send(_ statement: Statement) -> Bool {
    let bytes = statement.parameters.flatMap { $0 ?? [] }
    let lengths = statement.parameters.map { $0.map { Int32(clamping: $0.count) } ?? -1 }
    return unsafe mcppq_send(pointer, statement.command, bytes, lengths, Int32(lengths.count)) != 0
  }

  /// Sends more of a statement; whether some is left, `nil` on failure.
  func flush() -> Bool? {
    let left = unsafe mcppq_flush(pointer)
    return left < 0 ? nil : left > 0
  }

  /// Takes what has arrived; `false` on failure.
  func consume() -> Bool { unsafe mcppq_consume(pointer) != 0 }

  /// Whether the next result has not arrived yet.
  var isBusy: Bool { unsafe mcppq_is_busy(pointer) != 0 }

  /// The next result of a statement; `nil` after the last one.
  func next() -> Result<Rows, DatabaseFailure>? {
    guard let result = unsafe mcppq_next(pointer) else { return nil }
    defer { unsafe mcppq_clear(result) }
    guard unsafe mcppq_result_status(result) == MCPPQ_DONE else {
      let state = unsafe String(cString: mcppq_state(result))
      let reason = unsafe String(cString: mcppq_reason(result))
      return .failure(DatabaseFailure(state: state, reason.isEmpty ? message : reason))
    }
    let (height, width) = unsafe (mcppq_row_count(result), mcppq_column_count(result))
    let rows = (0..<height).map { row in
      (0..<width).map { column -> [UInt8]? in
        let length = unsafe mcppq_length(result, row, column)
        guard length >= 0 else { return nil }
        return unsafe Array(UnsafeBufferPointer(start: mcppq_value(result, row, column), count: Int(length)))
      }
    }
    return .success(Rows(rows: rows))
  }
}
