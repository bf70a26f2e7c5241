import MCP
import Synchronization

/// What the trigger tools change while the server runs, for all clients alike.
final class Changes: Sendable {
  struct State {
    var hasAddedTool = false
    var hasAddedPrompt = false
    /// How often the watched resource was given another text.
    var updates = 0
  }

  /// Weak, for the store holds this: its tools cause the changes.
  private weak let store: CatalogStore?
  private let state = Mutex(State())

  init(of store: CatalogStore) { self.store = store }

  var updates: Int { state.withLock { $0.updates } }

  /// The catalog as it has become.
  var catalog: Catalog { state.withLock { Fixtures.catalog($0, self) } }

  /// Adds the tool that comes and goes to the list, or takes it out again.
  func toggleTool() { change(.tools) { $0.hasAddedTool.toggle() } }

  /// Adds the prompt that comes and goes to the list, or takes it out again.
  func togglePrompt() { change(.prompts) { $0.hasAddedPrompt.toggle() } }

  /// Gives the watched resource another text.
  func updateResource() {
    state.withLock { $0.updates += 1 }
    store?.resourceUpdated(Resource.watchedURI)
  }

  /// Under the lock, so that of two changes at once the later catalog stays.
  private func change(_ list: CatalogList, _ body: (inout State) -> Void) {
    state.withLock { state in
      body(&state)
      store?.replace(with: Fixtures.catalog(state, self), changed: [list])
    }
  }
}
