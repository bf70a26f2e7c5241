import JSON

extension Faults {
  /// The switches as JSON, for the control path.
  var json: JSONValue {
    [
      "database_down": .bool(databaseIsDown),
      "identity_provider_down": .bool(identityProviderIsDown),
      "security_service_down": .bool(securityServiceIsDown),
      "lost_answer": .bool(losesAnswers),
      "delay_ms": .number(JSONNumber(Int(delay / .milliseconds(1)))),
      "identity_provider_html": .bool(identityProviderSpeaksHTML),
      "identity_provider_delay_ms": .number(JSONNumber(Int(identityProviderDelay / .milliseconds(1)))),
      "clock_offset_s": .number(JSONNumber(Int(clockOffset / .seconds(1)))),
      "reuse_detection": .bool(detectsReuse),
      "rotate_keys_every_s": .number(JSONNumber(Int(keyLifetime / .seconds(1)))),
      "opaque_resource_tokens": .bool(resourceTokensAreOpaque),
      "token_exchange": .bool(allowsTokenExchange),
      "third_party": .array(thirdPartyClients.map(\.rawValue).sorted().map(JSONValue.string)),
      "lost_every": .number(JSONNumber(lostEvery)),
      "suspended": .array(suspendedAccounts.map(\.rawValue).sorted().map(JSONValue.string)),
    ]
  }

  /// Sets the switches that an object names; throws a sentence if it is not such an object.
  mutating func apply(_ json: JSONValue) throws(BadFault) {
    guard let object = json.object else { throw BadFault("send a JSON object") }
    for (name, value) in object {
      switch name {
      case "database_down": databaseIsDown = try Self.flag(name, value)
      case "identity_provider_down": identityProviderIsDown = try Self.flag(name, value)
      case "security_service_down": securityServiceIsDown = try Self.flag(name, value)
      case "lost_answer": losesAnswers = try Self.flag(name, value)
      case "delay_ms": delay = try Self.milliseconds(name, value)
      case "identity_provider_html": identityProviderSpeaksHTML = try Self.flag(name, value)
      case "identity_provider_delay_ms": identityProviderDelay = try Self.milliseconds(name, value)
      case "clock_offset_s": clockOffset = .seconds(try Self.seconds(name, value, in: -Self.longest...Self.longest))
      case "reuse_detection": detectsReuse = try Self.flag(name, value)
      case "rotate_keys_every_s": keyLifetime = .seconds(try Self.seconds(name, value, in: 0...Self.longest))
      case "opaque_resource_tokens": resourceTokensAreOpaque = try Self.flag(name, value)
      case "token_exchange": allowsTokenExchange = try Self.flag(name, value)
      case "third_party": thirdPartyClients = try Self.clients(name, value)
      case "lost_every": lostEvery = try Self.count(name, value)
      case "suspended": suspendedAccounts = try Self.accounts(name, value)
      default: throw BadFault("there is no fault named \(name)")
      }
    }
  }

  /// Sets a switch by its name and its value as text, such as `identity_provider_down=true`.
  package mutating func set(_ text: String) throws(BadFault) {
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2 else { throw BadFault("expected NAME=VALUE, as identity_provider_down=true") }
    let name = String(parts[0])
    let list = parts[1].split(separator: ",").map { JSONValue.string(String($0)) }
    let isList = ["suspended", "third_party"].contains(name)
    let value = isList ? JSONValue.array(list) : (try? JSONParser.parse(String(parts[1]))) ?? .null
    try apply(.object([name: value]))
  }

  /// A sentence on a malformed request to set faults.
  package struct BadFault: Error {
    /// The sentence, without a full stop.
    package var message: String
    init(_ message: String) { self.message = message }
  }

  private static func flag(_ name: String, _ value: JSONValue) throws(BadFault) -> Bool {
    guard let flag = value.bool else { throw BadFault("\(name) is true or false") }
    return flag
  }

  private static func milliseconds(_ name: String, _ value: JSONValue) throws(BadFault) -> Duration {
    guard let count = value.int, 0...86_400_000 ~= count else {
      throw BadFault("\(name) is a whole number of milliseconds, at most a day")
    }
    return .milliseconds(count)
  }

  /// The longest time that a fault may set, in seconds: ten years.
  private static let longest = 315_360_000

  private static func seconds(_ name: String, _ value: JSONValue, in range: ClosedRange<Int>) throws(BadFault) -> Int {
    guard let count = value.int, range.contains(count) else {
      throw BadFault("\(name) is a whole number of seconds, from \(range.lowerBound) to \(range.upperBound)")
    }
    return count
  }

  private static func count(_ name: String, _ value: JSONValue) throws(BadFault) -> Int {
    guard let count = value.int, 0...1_000_000 ~= count else {
      throw BadFault("\(name) is a whole number, at most a million; 0 loses none")
    }
    return count
  }

  private static func clients(_ name: String, _ value: JSONValue) throws(BadFault) -> Set<ProviderClient> {
    let clients = value.array?.map { $0.string.flatMap { ProviderClient(rawValue: $0) } }
    guard let clients, !clients.contains(nil) else {
      throw BadFault("\(name) is a list of \(ProviderClient.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return Set(clients.compactMap(\.self))
  }

  private static func accounts(_ name: String, _ value: JSONValue) throws(BadFault) -> Set<Account> {
    let accounts = value.array?.map { $0.string.flatMap { Account(rawValue: $0) } }
    guard let accounts, !accounts.contains(nil) else {
      throw BadFault("\(name) is a list of \(Account.builtIn.map(\.rawValue).joined(separator: ", "))")
    }
    return Set(accounts.compactMap(\.self))
  }
}
