/// A file that is checked on every use, and read again when it has changed.
///
/// A file that is rewritten in place is empty or incomplete for a moment. The earlier content stays valid until the
/// file is complete again, but no longer than ``patience``: an emptied file is meant to be empty.
package struct FollowedFile: Sendable {
  /// The longest time for which a file may be incomplete before its content is taken as it is.
  package static let patience = Duration.seconds(2)

  private let path: String
  private let limit: Int
  /// The state of the file at the last read; `nil` if it cannot vouch for the content.
  private var state: FileState?
  /// A hash of the content last returned: the content itself may be secret.
  private var content: Int?
  /// Whether the reader has earlier content that may stay valid.
  private var isHeld = false
  private var unfinishedSince: ContinuousClock.Instant?

  /// Follows a file up to a size in bytes; it is not read yet.
  package init(_ path: String, atMost limit: Int) {
    self.path = path
    self.limit = limit
  }

  /// Reads the file if it may have changed.
  ///
  /// - Parameters:
  ///   - now: The current time, for the time limit on incomplete content.
  ///   - isWhole: Whether content is complete and usable.
  /// - Returns: The content and state of the file; `nil` if the earlier content is still valid.
  /// - Throws: ``FileError`` if the file is missing or unreadable; the earlier content is then no longer valid.
  package mutating func news(
    at now: ContinuousClock.Instant = .now,
    isWhole: ([UInt8]) -> Bool
  ) throws(FileError) -> (bytes: [UInt8], state: FileState)? {
    if let state, FileState(path: path) == state { return nil }
    state = nil
    let read: (bytes: [UInt8], state: FileState)
    do throws(FileError) {
      let file = try OpenFile(path)
      let state = file.state
      read = (try file.bytes(atMost: limit), state)
    } catch {
      (content, isHeld, unfinishedSince) = (nil, false, nil)
      throw error
    }
    let isWhole = isWhole(read.bytes)
    if !isWhole, isHeld {
      let start = unfinishedSince ?? now
      unfinishedSince = start
      guard start.duration(to: now) >= Self.patience else { return nil }
    }
    (isHeld, unfinishedSince) = (isWhole, nil)
    if read.state.isSettled { state = read.state }
    let hash = read.bytes.hashValue
    guard hash != content else { return nil }
    content = hash
    return read
  }
}
