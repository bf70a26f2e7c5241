import ApprovalJSON

extension ApprovalPage {
  /// The words for an approval that was already decided when the command started.
  var standing: String {
    switch state {
    case .declined: "It had been declined before; nothing was done now."
    case .revoked: "It had been revoked before; nothing was done now."
    case .waiting, .signIn, .submitted, .done, .lost, .failed, .expired: outcome
    }
  }

  /// The reason why a decision made by an option has no effect; `nil` if `standing` says so.
  func hindrance(to decision: Approver.Decision) -> String? {
    switch decision.name {
    case Approver.Decision.revoke.name: irrevocability.map { "Nothing was revoked: \($0)." }
    case Approver.Decision.decline.name: isApproved ? "Nothing was declined: it had been approved before." : nil
    default: state == .declined ? "Nothing was approved: it had been declined before." : nil
    }
  }

  /// Whether the page shows another outcome than the decision that was sent: somebody else decided first.
  func isOvertaken(_ decision: Approver.Decision) -> Bool {
    if decision.name == Approver.Decision.decline.name { return state != .declined }
    // The call of the one who approved has ended when the page returns.
    return state == .declined || state == .submitted
  }

  private var irrevocability: String? {
    switch state {
    case .waiting, .signIn: "it has not been approved"
    case .submitted: "something is still under way. Run this again in a moment"
    case .done, .lost: "this call made nothing that can be revoked from here"
    case .failed: "it is not known to have made anything"
    case .declined, .expired: "nothing was made"
    case .revoked: nil
    }
  }

  private var isApproved: Bool {
    switch state {
    case .submitted, .done, .lost, .failed: true
    case .waiting, .signIn, .declined, .expired, .revoked: false
    }
  }
}
