import WebServer

extension StepUp {
  /// Admits this process's user and root to the page; refuses all other users of the machine, who may have read the
  /// link in a list of processes.
  ///
  /// - Returns: The reason for a refusal, which is also logged; `nil` if the page may be shown.
  @Sendable func admits(_ peer: Peer) -> PageAnswer.Note? {
    let owner = peer.owner
    guard !owner.isTrusted else { return nil }
    let (note, words): (PageAnswer.Note, String) =
      switch owner {
      case .user(let id): (.otherUser, "another user of this machine (uid \(id))")
      case .unknown: (.unknownUser, "a connection of which it could not be found out whose it is")
      case .unavailable: (.unavailableUser, "anybody, because this system does not tell whose connections are")
      }
    if refusals.isNews(owner, at: now()) { options.note("the page for approvals was not shown to \(words)") }
    return note
  }
}
