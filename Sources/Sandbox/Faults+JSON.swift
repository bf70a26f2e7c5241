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
      case "suspended": suspendedAccounts = try Self.accounts(name, value)
      default: throw BadFault("there is no fault named \(name)")
      }
    }
  }

  /// A sentence on a malformed request to set faults.
  struct BadFault: Error {
    var message: String
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

  private static func accounts(_ name: String, _ value: JSONValue) throws(BadFault) -> Set<Account> {
    let accounts = value.array?.map { $0.string.flatMap(Account.init) }
    guard let accounts, !accounts.contains(nil) else {
      throw BadFault("\(name) is a list of \(Account.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return Set(accounts.compactMap(\.self))
  }
}
