import APITools
import Logging
import StepUp
import WebServer

extension Startup {
  /// What asks people for secrets; `nil` if the settings want nobody to be asked.
  ///
  /// - Parameters:
  ///   - replica: The name of this process among those that serve the same; random if `nil`.
  ///   - browser: What opens the page where the person sits.
  /// - Returns: What asks, and is still to be told where its page is served.
  func stepUp(
    replica: String? = nil,
    opening browser: () -> (@Sendable (String) -> Void)? = { nil }
  ) -> StepUp? {
    guard settings.secrets != .inline, settings.asksPeople else { return nil }
    var options = StepUp.Options()
    options.open = browser()
    options.note = { [logger] in logger.warning("\($0)") }
    options.connections.maximumConnections = DescriptorLimit.share(of: options.connections.maximumConnections)
    if let patience = settings.patience { options.patience = patience }
    if let lifetime = settings.pageLifetime { options.lifetime = lifetime }
    return StepUp(options: options, replica: replica)
  }
}
