@testable import Assembly
import EventThread
import Foundation
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(5)))
struct FileWatchTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs a body with a watch of files, and what it tells.
  private func watching(
    _ files: [String],
    _ body: (AsyncStream<Void>) async throws -> Void
  ) async throws {
    let thread = try EventThread.start(name: "watch")
    defer { thread.stop() }
    let (changes, change) = AsyncStream.makeStream(of: Void.self)
    let watch = try #require(FileWatch(on: thread) { change.yield() })
    #expect(await watch.follow(files) == [])
    try await body(changes)
    await watch.cancel()
  }

  @Test func `a file is written, replaced, taken away and made anew`() async throws {
    let file = try folder.write("a", "1")
    try await watching([file]) { changes in
      try folder.write("a", "2")
      try #require(await changes.next != nil)
      let failure = unsafe rename(try folder.write("b", "3"), file)
      try #require(failure == 0)
      try #require(await changes.next != nil)
      try FileManager.default.removeItem(atPath: file)
      try #require(await changes.next != nil)
      try folder.write("a", "4")
      try #require(await changes.next != nil)
    }
  }

  @Test func `a link is led to another file, as in a mounted Kubernetes configuration`() async throws {
    for version in ["1", "2"] {
      try FileManager.default.createDirectory(atPath: "\(folder.path)/\(version)", withIntermediateDirectories: false)
      try folder.write("\(version)/a", version)
    }
    for (name, target) in [("..data", "1"), ("a", "..data/a"), ("..next", "2")] {
      try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/\(name)", withDestinationPath: target)
    }
    try await watching(["\(folder.path)/a"]) { changes in
      let failure = unsafe rename("\(folder.path)/..next", "\(folder.path)/..data")
      try #require(failure == 0)
      try #require(await changes.next != nil)
    }
  }

  @Test func `what a link leads to is written in its own folder`() async throws {
    let other = try TemporaryFolder()
    let target = try other.write("a", "1")
    try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/a", withDestinationPath: target)
    try await watching(["\(folder.path)/a"]) { changes in
      try other.write("a", "2")
      try #require(await changes.next != nil)
    }
  }

  @Test func `changes in short order are told once, and those of other files not at all`() async throws {
    let files = [try folder.write("a", "1"), try folder.write("b", "1")]
    try await watching(files) { changes in
      try folder.write("c", "2")
      for content in ["2", "3", "4"] { for name in ["a", "b"] { try folder.write(name, content) } }
      try #require(await changes.next != nil)
      // Had there been more to tell of the above, it would come before this.
      try folder.write("last", "1")
      try folder.write("a", "5")
      try #require(await changes.next != nil)
    }
  }
}

extension AsyncStream<Void> {
  /// The next element, waited for.
  fileprivate var next: Void? { get async { await first { true } } }
}
