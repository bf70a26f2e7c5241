import JSON
import Synchronization

/// Holds the current catalog, and notifies observers when another one replaces it.
///
/// A request takes the catalog once and uses it to the end.
package final class CatalogStore: Sendable {
  /// Receives a change of the catalog.
  package typealias Observer = @Sendable (CatalogChange) -> Void

  private struct State {
    var catalog: Catalog
    var observers: [Int: Observer] = [:]
    var nextObserver = 0
  }

  private let state: Mutex<State>

  /// Makes a store with its first catalog.
  package init(_ catalog: Catalog) { state = Mutex(State(catalog: catalog)) }

  /// The current catalog.
  package var catalog: Catalog { state.withLock { $0.catalog } }

  /// Replaces the catalog and notifies observers of the lists that changed.
  package func replace(with catalog: Catalog, changed lists: Set<CatalogList>) {
    let observers = state.withLock { state in
      state.catalog = catalog
      return Array(state.observers.values)
    }
    for list in CatalogList.allCases where lists.contains(list) {
      for observer in observers { observer(.list(list)) }
    }
  }

  /// Notifies observers that the content of a resource has changed.
  package func resourceUpdated(_ uri: String) {
    for observer in state.withLock({ Array($0.observers.values) }) { observer(.resource(uri)) }
  }

  /// Registers an observer until the returned observation is cancelled; it is called without a lock held.
  package func observe(_ observer: @escaping Observer) -> Observation {
    let id = state.withLock { state in
      state.nextObserver += 1
      state.observers[state.nextObserver] = observer
      return state.nextObserver
    }
    return Observation(store: self, id: id)
  }

  /// The registration of an observer.
  package struct Observation: Sendable {
    fileprivate let store: CatalogStore
    fileprivate let id: Int

    /// Removes the observer.
    package func cancel() { store.state.withLock { $0.observers[id] = nil } }
  }
}

/// A change in the catalog of a server.
package enum CatalogChange: Sendable, Hashable {
  case list(CatalogList)
  /// The content of the resource with this URI has changed.
  case resource(String)

  /// The notification that announces it.
  var notification: (method: String, params: JSONObject) {
    switch self {
    case .list(let list): ("notifications/\(list.rawValue)/list_changed", [:])
    case .resource(let uri): ("notifications/resources/updated", ["uri": .string(uri)])
    }
  }
}
