import Canary
package import JSON
import MCP

/// The extent of the check, and its findings.
package struct CanaryReport: Sendable {
  /// The outcome of one case.
  struct Part: Sendable {
    let record: CanaryRecord
    let account: EchoBackend.Account
  }

  private let tools: [CanaryTool]
  private let selfTest: SelfTest
  private var calls: [String: [CanaryCase.Transport: Int]] = [:]
  private var bytes: [CanaryRecord.Place: Int] = [:]
  private var echoed: [String: Int] = [:]
  private var leaks: Set<CanaryRecord.Leak> = []
  private var sessionTokens = 0
  private var passwords = 0
  private var shownTokens = 0
  private var signIns = 0
  /// Whether somebody should have signed in.
  private let signsIn: Bool
  private var cases = 0

  init(_ tools: [CanaryTool], _ selfTest: SelfTest, signsIn: Bool) {
    self.signsIn = signsIn
    self.tools = tools
    self.selfTest = selfTest
  }

  mutating func add(_ part: Part) {
    cases += 1
    let record = part.record
    for (tool, count) in record.calls { calls[tool, default: [:]][record.at.transport, default: 0] += count }
    bytes.merge(record.bytes, uniquingKeysWith: +)
    echoed.merge(part.account.echoed, uniquingKeysWith: +)
    leaks.formUnion(record.leaks)
    sessionTokens += part.account.sessionTokens
    passwords += part.account.passwords
    shownTokens += record.shownTokens
    signIns += min(record.signIns, part.account.signIns)
  }

  /// The tools that could not be called, or whose calls never reached the backend, with the reason.
  private var unreached: [(tool: String, why: String)] {
    tools.compactMap { tool in
      if let problem = tool.problem { return (tool.name, "no arguments could be made up: \(problem)") }
      return echoed[tool.operation] == nil ? (tool.name, "no call of it reached the backend") : nil
    }
  }

  /// Signs that the check could not have found anything.
  private var failedControls: [String] {
    var failures = selfTest.failures
    if tools.isEmpty { failures.append("there is no tool") }
    if sessionTokens == 0, tools.contains(where: \.needsCredential) {
      failures.append("the backend never got the session token")
    }
    if signsIn, tools.contains(where: { $0.needsCredential && $0.problem == nil }), signIns == 0 {
      failures.append("nobody ever signed in on a page")
    }
    if tools.contains(where: \.asks) {
      if passwords == 0 { failures.append("the backend never got a password") }
      if shownTokens == 0, tools.contains(where: \.shows) {
        failures.append("no page ever showed the token of an answer")
      }
    }
    return failures
  }

  /// Whether nothing was found, by a check that could have found something.
  package var isClean: Bool { leaks.isEmpty && failedControls.isEmpty }

  // MARK: In words

  /// The report for people, a line for each finding.
  package var text: String {
    var lines = [Self.row("tool", "stdio", "http", "echoed")]
    for tool in tools {
      let counts = calls[tool.name] ?? [:]
      lines.append(
        Self.row(tool.name, "\(counts[.stdio] ?? 0)", "\(counts[.http] ?? 0)", "\(echoed[tool.operation] ?? 0)")
      )
    }
    let answers = EchoAnswer.allCases.count
    let versions = ProtocolVersion.allCases.map(\.rawValue).joined(separator: ", ")
    lines += [
      "",
      "\(cases) servers (--secrets strict and auto) in \(versions), with clients that open pages, have forms, or neither; "
        + "\(answers) answers of the backend.\(CanarySample.ofThisBuild.words)",
    ]
    lines += CanaryRecord.Place.allCases.map { "\(bytes[$0] ?? 0) bytes searched of \($0.rawValue)" }
    lines.append(
      "Controls: the search found \(selfTest.count - selfTest.failures.count) of \(selfTest.count) secrets hidden for it; "
        + "the backend got the session token \(sessionTokens) times and the password \(passwords) times; pages showed "
        + "\(shownTokens) tokens; on \(signIns) pages somebody signed in."
    )
    lines += unreached.map { "Not tried: \($0.tool): \($0.why)" }
    lines += failedControls.map { "FAILED: \($0)" }
    let leakLines = leakLines
    lines += leakLines.prefix(Self.maximumLeaks).map { "LEAK: \($0)" }
    if leakLines.count > Self.maximumLeaks { lines.append("…; --json has all of them.") }
    lines.append(isClean ? "No secret was found." : "\(leaks.count) leaks.")
    return lines.joined(separator: "\n")
  }

  private var leakLines: [String] {
    leaks.map { "\($0.at.words($0.version, $0.tool, $0.answer)): \($0.place.rawValue) has \($0.finding)" }.sorted()
  }

  /// The most leaks that are listed.
  private static let maximumLeaks = 40

  private static func row(_ tool: String, _ cells: String...) -> String {
    func padded(_ text: String, _ width: Int) -> String { String(repeating: " ", count: max(0, width - text.count)) }
    return tool + padded(tool, 28) + cells.map { padded($0, 10) + $0 }.joined()
  }

  // MARK: As JSON

  /// The report as JSON.
  package var json: JSONValue {
    [
      "clean": .bool(isClean),
      "tools": .array(tools.map(json)),
      "servers": .number(JSONNumber(cases)),
      "versions": .array(ProtocolVersion.allCases.map { .string($0.rawValue) }),
      "bytesSearched": .object(
        JSONObject(CanaryRecord.Place.allCases.map { ("\($0)", .number(JSONNumber(bytes[$0] ?? 0))) })
      ),
      "controls": [
        "hiddenAndFound": .number(JSONNumber(selfTest.count - selfTest.failures.count)),
        "sessionTokensReceived": .number(JSONNumber(sessionTokens)),
        "passwordsReceived": .number(JSONNumber(passwords)),
        "tokensShown": .number(JSONNumber(shownTokens)),
        "signIns": .number(JSONNumber(signIns)),
        "failed": .array(failedControls.map(JSONValue.string)),
      ],
      "notTried": .array(unreached.map { ["tool": .string($0.tool), "why": .string($0.why)] }),
      "leaks": .array(leakLines.map(JSONValue.string)),
    ]
  }

  private func json(_ tool: CanaryTool) -> JSONValue {
    [
      "name": .string(tool.name),
      "stdio": .number(JSONNumber(calls[tool.name]?[.stdio] ?? 0)),
      "http": .number(JSONNumber(calls[tool.name]?[.http] ?? 0)),
      "echoed": .number(JSONNumber(echoed[tool.operation] ?? 0)),
    ]
  }
}
