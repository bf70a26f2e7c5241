import Synchronization
import Testing

@testable import Portal

/// The parts of serving: negotiation, kept pages, and sessions.
struct ServingTests {
  @Test(arguments: [
    (["text/markdown"], true), (["text/html, text/markdown"], false), (["text/markdown, text/html;q=0.9"], true),
    (["*/*"], false), ([], false), (["text/markdown;q=0"], false), (["text/*"], false),
    (["text/html;q=0.1", "text/markdown;q=0.2"], true), (["text/markdown;q=x"], true),
  ])
  func `HTML wins ties`(accept: [String], isMarkdown: Bool) {
    #expect(AcceptedFormat.prefersMarkdown(accept) == isMarkdown)
  }

  @Test func `kept pages stay below their limit, and the oldest give way`() {
    var kept = KeptPages()
    kept.use(1)
    let page = KeptPage(type: "", bytes: Array(repeating: 0, count: 1 << 20), compressed: nil, tag: "")
    for number in 0..<100 { kept.keep(page, for: .init(path: "\(number)", isMarkdown: false, host: ""), of: 1) }
    #expect(kept.size <= KeptPages.maximumSize)
    #expect(kept[.init(path: "0", isMarkdown: false, host: "")] == nil)
    #expect(kept[.init(path: "99", isMarkdown: false, host: "")] != nil)
    // A host that nobody checks may be far longer than the page.
    let small = KeptPage(type: "", bytes: [1], compressed: nil, tag: "")
    let end = String(repeating: "h", count: 1 << 20)
    for number in 0..<100 {
      kept.keep(small, for: KeptPages.Key(path: "", isMarkdown: false, host: "\(number)\(end)"), of: 1)
    }
    #expect(kept.size <= KeptPages.maximumSize)
    #expect(kept[KeptPages.Key(path: "", isMarkdown: false, host: "0\(end)")] == nil)
    #expect(kept[KeptPages.Key(path: "", isMarkdown: false, host: "99\(end)")] != nil)
    let large = KeptPage(type: "", bytes: Array(repeating: 0, count: 20 << 20), compressed: nil, tag: "")
    kept.keep(large, for: .init(path: "large", isMarkdown: false, host: ""), of: 1)
    #expect(kept[.init(path: "large", isMarkdown: false, host: "")] == nil)
    kept.use(2)
    #expect(kept.size == 0 && kept[.init(path: "99", isMarkdown: false, host: "")] == nil)
    kept.keep(page, for: .init(path: "late", isMarkdown: false, host: ""), of: 1)
    #expect(kept.size == 0)
  }

  @Test func `a session ends after eight hours, and the oldest of too many ends`() {
    let start = ContinuousClock.now
    let clock = Clock(start)
    let sessions = PortalSessions { clock.now }
    let id = sessions.start("token")
    #expect(sessions.token(of: id) == "token")
    #expect(sessions.token(of: "x") == nil && id != sessions.start("token"))
    clock.now = start + .seconds(8 * 3600 - 1)
    #expect(sessions.token(of: id) == "token")
    clock.now = start + .seconds(8 * 3600)
    #expect(sessions.token(of: id) == nil)
    let first = sessions.start("a")
    for _ in 0..<5_000 { _ = sessions.start("b") }
    #expect(sessions.token(of: first) == nil)
  }

  @Test func `a path has segments, or is malformed`() {
    #expect(PortalWriter.segments("") == [])
    #expect(PortalWriter.segments("a/b%20c") == ["a", "b c"])
    for path in ["/", "a/", "a//b", "%", "%f", "%ff"] { #expect(PortalWriter.segments(path) == nil) }
  }

  @Test func `compressed bytes are gzip and shorter`() {
    let bytes = Array(String(repeating: "words of a page ", count: 500).utf8)
    guard let compressed = Gzip.compressed(bytes) else { return }
    #expect(compressed.count < bytes.count / 4 && compressed.prefix(3) == [0x1F, 0x8B, 8])
    #expect(Gzip.compressed([1, 2, 3]) == nil)
  }
}

/// A clock that a test sets.
private final class Clock: Sendable {
  private let time: Mutex<ContinuousClock.Instant>

  init(_ now: ContinuousClock.Instant) { time = Mutex(now) }

  var now: ContinuousClock.Instant {
    get { time.withLock { $0 } }
    set { time.withLock { $0 = newValue } }
  }
}
