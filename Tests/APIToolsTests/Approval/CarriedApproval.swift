import Calls
import Synchronization

import APITools

/// An approval on which a test decides, carried out by the tools of its bench.
protocol CarriedApproval: Approval {
  var operations: ServedOperations { get }
}

/// A request on its way through an approval: what the person was told of is known from then on.
final class CarriedRequest: Sendable {
  private let request: Mutex<ApprovalRequest>
  private let carrier: any ApprovalCarrier

  init(_ request: ApprovalRequest, by carrier: any ApprovalCarrier) {
    self.request = Mutex(request)
    self.carrier = carrier
  }

  private var current: ApprovalRequest { request.withLock { $0 } }

  func prepare() async -> ApprovalPreparation {
    let preparation = await carrier.prepare(current)
    if case .ask(let notice, _) = preparation { tell(notice) }
    return preparation
  }

  func perform(_ secrets: [String: String]) async -> ApprovedCall {
    let call = await carrier.perform(current, with: secrets)
    if case .asked(again: let notice) = call.ending { tell(notice) }
    return call
  }

  func revoke(_ revocation: Revocation) async -> String? { await carrier.revoke(revocation, of: current) }

  private func tell(_ notice: ApprovalNotice?) { request.withLock { $0 = $0.telling(notice) } }
}
