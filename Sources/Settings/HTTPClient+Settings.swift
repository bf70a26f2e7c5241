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
}
