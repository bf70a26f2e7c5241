import JSON
import Synchronization

/// The catalog that is served now, and whom to tell when another takes its place.
///
/// A request takes the catalog once and finishes on it.
package final class CatalogStore: Sendable {
  package typealias Observer = @Sendable (CatalogChange) -> Void

  private struct State {
    var catalog: Catalog
    var observers: [Int: Observer] = [:]
    var nextObserver = 0
  }

  private let state: Mutex<State>

  package init(_ catalog: Catalog) { state = Mutex(State(catalog: catalog)) }

  package var catalog: Catalog { state.withLock { $0.catalog } }

  /// Puts another catalog in place and tells which lists are not what they were.
  package func replace(with catalog: Catalog, changed lists: Set<CatalogList>) {
    let observers = state.withLock { state in
      state.catalog = catalog
      return Array(state.observers.values)
    }
    for list in CatalogList.allCases where lists.contains(list) {
      for observer in observers { observer(.list(list)) }
    }
  }

  /// Tells that a resource reads differently now.
  package func resourceUpdated(_ uri: String) {
    for observer in state.withLock({ Array($0.observers.values) }) { observer(.resource(uri)) }
  }

  /// Has changes told until the returned observation is cancelled; the observer is called without a lock held.
  package func observe(_ observer: @escaping Observer) -> Observation {
    let id = state.withLock { state in
      state.nextObserver += 1
      state.observers[state.nextObserver] = observer
      return state.nextObserver
    }
    return Observation(store: self, id: id)
  }

  /// An observer that is told of changes.
  package struct Observation: Sendable {
    fileprivate let store: CatalogStore
    fileprivate let id: Int

    package func cancel() { store.state.withLock { $0.observers[id] = nil } }
  }
}

/// What has changed in what a server offers.
package enum CatalogChange: Sendable, Hashable {
  case list(CatalogList)
  /// A resource of that URI reads differently.
  case resource(String)

  /// The notification that says so.
  var notification: (method: String, params: JSONObject) {
    switch self {
    case .list(let list): ("notifications/\(list.rawValue)/list_changed", [:])
    case .resource(let uri): ("notifications/resources/updated", ["uri": .string(uri)])
    }
  }
}
