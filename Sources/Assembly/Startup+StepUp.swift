import APITools
import Calls
import Logging
import ProcessEnvironment
import Settings
import StepUp
import WebServer

extension Startup {
  /// Makes the approval service; `nil` if the settings forbid asking people.
  ///
  /// - Parameters:
  ///   - replica: The name of this process among its replicas; random if `nil`.
  ///   - shared: The store that replicas share, which keeps approvals; `nil` keeps them in memory.
  ///   - signsIn: Whether people sign in on the page: only where nobody but the user of this process can open it.
  ///   - browser: Returns an opener of pages in the person's browser.
  /// - Returns: The service, which must still be told where its page is served and which operations are.
  package func approvalService(
    replica: String? = nil,
    in shared: SharedStore? = nil,
    signsIn: Bool = false,
    opening browser: () -> (@Sendable (String) -> Void)? = { nil }
  ) -> ApprovalService? {
    guard settings.secrets != .inline || signsIn, settings.asksPeople else { return nil }
    var options = StepUp.Options()
    options.signsIn = signsIn
    options.store = shared?.values
    options.open = browser()
    options.note = { [logger] in logger.warning("\($0)") }
    options.connections.maximumConnections = DescriptorLimit.share(of: options.connections.maximumConnections)
    if let patience = settings.patience { options.patience = patience }
    if let lifetime = settings.pageLifetime { options.lifetime = lifetime }
    let operations = ServedOperations()
    let stepUp = StepUp(carrier: operations, options: options, replica: replica)
    return ApprovalService(stepUp: stepUp, operations: operations)
  }
}
