import APITools
import JSON

/// A value as it was set, and where.
struct Sourced<Value> {
  let value: Value
  let origin: SettingOrigin

  init(_ value: Value, _ origin: SettingOrigin) {
    self.value = value
    self.origin = origin
  }

  func error(_ reason: String) -> SettingsError { SettingsError(origin, reason) }
}

extension Sourced<String> {
  func flag() throws(SettingsError) -> Bool {
    switch value.lowercased() {
    case "true", "yes", "1": true
    case "false", "no", "0": false
    default: throw error("expected true or false")
    }
  }

  /// A positive number of seconds.
  func seconds(atMost maximum: Int) throws(SettingsError) -> Duration {
    guard let seconds = JSONNumber(text: value)?.double, seconds > 0, seconds <= Double(maximum) else {
      throw error("expected a number of seconds, more than 0 and at most \(maximum)")
    }
    return .seconds(seconds)
  }

  func choice<Choice: RawRepresentable<String> & CaseIterable>() throws(SettingsError) -> Choice {
    guard let choice = Choice(rawValue: value.lowercased()) else {
      throw error("expected one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return choice
  }

  func baseURL(allowsPlain: Bool) throws(SettingsError) -> BaseURL {
    let url: BaseURL
    do throws(BaseURL.Failure) { url = try BaseURL(value) } catch { throw self.error(error.reason) }
    guard !url.isPlain || url.isLoopback || allowsPlain else {
      throw error(
        "http would send the token unencrypted to another machine; use https, or accept it with --allow-http-backend"
      )
    }
    return url
  }

  /// The URL of a proxy: scheme, host and port, and a user name and a password if it wants them.
  func proxy() throws(SettingsError) -> String {
    guard let scheme = value.firstRange(of: "://") else { throw error("a URL begins with http:// or https://") }
    let rest = value[scheme.upperBound...]
    let address = rest.lastIndex(of: "@").map { rest[rest.index(after: $0)...] } ?? rest
    let url: BaseURL
    do throws(BaseURL.Failure) { url = try BaseURL("\(value[..<scheme.upperBound])\(address)") } catch {
      throw self.error(error.reason)
    }
    guard url.path.isEmpty else { throw error("the URL of a proxy has no path") }
    return value
  }

  func token() throws(SettingsError) -> String {
    do throws(TokenError) { return try Token.checked(value.utf8) } catch { throw self.error(error.reason) }
  }
}
