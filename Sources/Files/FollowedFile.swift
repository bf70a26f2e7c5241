/// A file that is looked at for every use, and read again whenever it has changed.
///
/// A file that is rewritten in place is empty for a moment, or not whole. What was read before then holds until the file
/// is whole again, but for no longer than ``patience``: whoever empties a file means it.
package struct FollowedFile: Sendable {
  /// How long a file may be unfinished before it is taken as it is.
  package static let patience = Duration.seconds(2)

  private let path: String
  private let limit: Int
  /// The state of the file when it was last read; `nil` if that cannot vouch for what was read.
  private var state: FileState?
  /// The content that was last given, by its hash: it may be secret.
  private var content: Int?
  /// Whether the reader has something that may hold on.
  private var isHeld = false
  private var unfinishedSince: ContinuousClock.Instant?

  /// Follows a file of at most so many bytes, which has not been read yet.
  package init(_ path: String, atMost limit: Int) {
    self.path = path
    self.limit = limit
  }

  /// Reads the file if it may have changed.
  ///
  /// - Parameters:
  ///   - now: The time by which patience is measured.
  ///   - isWhole: Tells whether content is something that the reader can use, and ends where it should.
  /// - Returns: The content and the state of the file; `nil` if what was read before holds.
  /// - Throws: ``FileError`` if the file is missing or cannot be read; what was read before then holds no more.
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
