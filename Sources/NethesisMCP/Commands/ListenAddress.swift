import Operations
import ProcessEnvironment

/// An address and port to listen on, such as `127.0.0.1:8080` or `[::1]:8080`.
struct ListenAddress: Hashable {
  /// An address, IPv6 without brackets, or `localhost`.
  let host: String
  let port: Int

  init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Reads the value of an option; errors name the option.
  init(_ text: String, of option: String = "--listen") throws(CommandFailure) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
      throw .usage("\(option): expected ADDRESS:PORT, as 127.0.0.1:8080")
    }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      throw .usage("\(option): an IPv6 address stands in brackets, as [::1]:8080")
    }
    guard !host.isEmpty else { throw .usage("\(option): an address is missing in front of the port") }
    self.host = String(host)
    self.port = Int(port)
  }

  /// Whether only this machine can reach it.
  var isLoopback: Bool { Host.isLoopback(host.contains(":") ? "[\(host)]" : host) }
}

extension ListenAddress: CustomStringConvertible {
  var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
