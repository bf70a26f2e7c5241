import Synchronization

/// The offer that is served now, and its number.
package final class CurrentOffer: Sendable {
  private let state = Mutex<(number: Int, offer: ServedCatalog?)>((0, nil))

  /// The number of the offer: each has another.
  package var number: Int { state.withLock { $0.number } }

  /// The offer; `nil` before there is one.
  package var offer: ServedCatalog? { state.withLock { $0.offer } }

  /// Takes the offer that is served from now on.
  func serve(_ offer: ServedCatalog) { state.withLock { $0 = ($0.number + 1, offer) } }
}
