package import CurlHTTP
import ProcessEnvironment

extension HTTPClient.Options {
  /// Options for requests to servers that the settings name.
  package init(_ settings: Settings) {
    self.init()
    timeout = settings.timeout
    caFile = settings.caFile
    proxy = settings.proxy.map(HTTPClient.Proxy.url) ?? .environment
    userAgent = "nethesis-mcp/\(Version.current)"
  }

  /// The same options for an address that a document may have chosen: on the public network only.
  package func reachingPublicAddresses() -> Self {
    var options = self
    options.reachesPrivateAddresses = false
    // The address of a proxy says nothing about the one behind it.
    options.proxy = .none
    return options
  }
}
