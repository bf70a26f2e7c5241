import JSON
import MCP
import NIOHTTP1
import Testing

@testable import MCPHTTP

@Suite struct MetricsTests {
  private func lines(_ desk: Desk) -> [String] {
    let exchange = RecordedExchange()
    _ = MetricsPage(endpoint: desk.endpoint).handle(.init(version: .http1_1, method: .GET, uri: "/metrics"), exchange)
    return exchange.text.split(separator: "\n").map(String.init)
  }

  @Test func `requests are counted by method, version and status`() async {
    let desk = Desk()
    _ = desk.send(ModernRequest())
    _ = desk.send(ModernRequest("made/up"))
    _ = await desk.send(ModernRequest.call("echo")).ended()
    _ = desk.session("2025-06-18").post(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#)
    _ = desk.send(.PUT)
    let lines = lines(desk)
    for labels in [
      #"method="server/discover",version="2026-07-28",status="200""#,
      #"method="other",version="2026-07-28",status="404""#, #"method="tools/call",version="2026-07-28",status="200""#,
      #"method="initialize",version="2025-06-18",status="200""#, #"method="ping",version="2025-06-18",status="200""#,
      #"method="notification",version="2025-06-18",status="202""#, #"method="other",version="none",status="405""#,
    ] {
      #expect(lines.contains("nethesis_mcp_requests_total{\(labels)} 1"), "\(labels)")
    }
    #expect(lines.contains("nethesis_mcp_call_duration_seconds_count 1"))
    #expect(lines.contains("nethesis_mcp_sessions 1"))
    #expect(lines.contains("nethesis_mcp_requests_in_flight 0"))
  }

  @Test func `what is under way is counted`() async {
    let desk = Desk()
    let call = desk.send(ModernRequest.call("gate"))
    #expect(lines(desk).contains("nethesis_mcp_requests_in_flight 1"))
    desk.gate.open()
    _ = await call.ended()
    #expect(lines(desk).contains("nethesis_mcp_requests_in_flight 0"))
  }

  @Test func `a call that was cancelled is not under way any more`() async {
    let desk = Desk()
    let call = desk.send(ModernRequest.call("gate"))
    call.disconnect()
    #expect(lines(desk).contains("nethesis_mcp_requests_in_flight 0"))
  }

  @Test func `a histogram has cumulative buckets`() {
    var histogram = Histogram()
    for seconds in [0.0005, 0.002, 99] { histogram.add(seconds) }
    var text = MetricsText()
    text.begin("h", "histogram", "Help.")
    text.add(histogram)
    #expect(
      text.text.hasPrefix("# HELP h Help.\n# TYPE h histogram\nh_bucket{le=\"0.001\"} 1\nh_bucket{le=\"0.0025\"} 2\n")
    )
    #expect(text.text.contains("h_bucket{le=\"30\"} 2\nh_bucket{le=\"+Inf\"} 3\n"))
    #expect(text.text.hasSuffix("h_count 3\n"))
  }

  @Test func `the process is described`() throws {
    let status = ProcessStatus.now()
    #expect(try #require(status.residentBytes) > 1 << 20)
    #expect(try #require(status.anonymousBytes) > 0)
    #expect(try #require(status.descriptors) >= 3)
    #expect(status.processorSeconds > 0)
  }

  @Test func `what is not known of the process is no zero`() {
    var text = MetricsText()
    text.add(ProcessStatus(descriptors: 7))
    #expect(text.text.contains("process_open_fds 7\n"))
    #expect(!text.text.contains("process_resident"))
  }

  @Test func `metrics are not served to callers`() {
    #expect(Desk().send(.GET, uri: "/metrics").status == .notFound)
  }
}
