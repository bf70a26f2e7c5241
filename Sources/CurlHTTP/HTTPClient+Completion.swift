extension HTTPClient {
  /// The most handles that are kept for later requests, of which more may be under way than there are connections.
  static var maximumIdleHandles: Int { 64 }

  /// Completes the transfers that libcurl has ended, if it reports fewer running ones than are registered.
  func finishEnded(running: Int) {
    guard running < transfers.count, let multi else { return }
    while let (context, code) = unsafe multi.nextDone() {
      guard let transfer = unsafe Transfer.of(context) else { continue }
      finish(transfer, transfer.result(code))
    }
  }

  /// Removes a transfer from libcurl and returns its result to the caller; never call it within a callback of libcurl.
  func finish(_ transfer: Transfer, _ result: Result<TransferResponse, TransferError>) {
    multi?.remove(transfer.handle)
    transfers[transfer.id] = nil
    transfer.handle.reset()
    if idleHandles.count < Self.maximumIdleHandles { idleHandles.append(transfer.handle) }
    transfer.continuation?.resume(returning: result)
  }
}
