import APITools
import Glibc
import JSON
import Operations

/// A value with the place where it was set.
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

  /// A whole number.
  func count(from minimum: Int, to maximum: Int) throws(SettingsError) -> Int {
    guard let count = JSONNumber(text: value)?.int, minimum...maximum ~= count else {
      throw error("expected a whole number from \(minimum) to \(maximum)")
    }
    return count
  }

  func folder() throws(SettingsError) -> UploadFolder {
    guard let folder = UploadFolder(value) else {
      // The folder's real path is what /proc says of it.
      let isMounted = unsafe access("/proc/self", F_OK) == 0
      throw error(
        isMounted
          ? "there is no folder \(value) that can be opened"
          : "the folder \(value) cannot be used: it needs /proc; mount -t proc proc /proc mounts it"
      )
    }
    return folder
  }

  func choice<Choice: RawRepresentable<String> & CaseIterable>() throws(SettingsError) -> Choice {
    guard let choice = Choice(rawValue: value.lowercased()) else {
      throw error("expected one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return choice
  }

  private func url() throws(SettingsError) -> BaseURL {
    do throws(BaseURL.Failure) { return try BaseURL(value) } catch { throw self.error(error.reason) }
  }

  func publicURL() throws(SettingsError) -> BaseURL {
    let url = try url()
    guard !url.isPlain || url.isLoopback else {
      throw error("tokens travel to this URL, so it has to be https, or http on this machine")
    }
    return url
  }

  func baseURL(allowsPlain: Bool) throws(SettingsError) -> BaseURL {
    let url = try url()
    guard !url.isPlain || url.isLoopback || allowsPlain else {
      throw error(
        "http would send the token unencrypted to another machine; use https, or accept it with --allow-http-backend"
      )
    }
    return url
  }

  /// The source of a document: a text with a scheme is a URL, and one special text means the built-in document.
  func spec() throws(SettingsError) -> Settings.Spec {
    if value == DocumentName.builtIn { return .builtIn }
    guard DocumentURL.isURL(value) else { return .file(value) }
    let url: DocumentURL
    do throws(BaseURL.Failure) { url = try DocumentURL(value) } catch { throw self.error(error.reason) }
    guard url.isSecure || url.isLoopback else {
      throw error("a document is fetched by https; http is for this machine")
    }
    return .url(url)
  }

  /// The URL of a proxy: scheme, host and port, with user name and password if needed.
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

extension Sourced<[String]> {
  /// The rules that select operations.
  func rules() throws(SettingsError) -> [OperationFilter.Rule] {
    try value.map { (text) throws(SettingsError) in
      guard let rule = OperationFilter.Rule(text) else {
        throw error("expected tag:NAME, method:GET, path:/users/** or id:list*, not \(text.debugDescription)")
      }
      return rule
    }
  }
}
