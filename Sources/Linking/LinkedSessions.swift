import JSON
import MCP
package import SignIn
package import Store
import Synchronization

/// The linked sessions of one API, each bound to its caller and to the API by its place in the store.
package final class LinkedSessions: Sendable {
  /// The namespace of linked sessions in a store.
  static let namespace = "link"
  /// The most callers whose sessions are at hand; then all are read anew.
  private static let maximum = 4096

  private let store: any Store
  private let configuration: SessionConfiguration
  private let transport: any SignInTransport
  private let keepers = Mutex<[String: SessionKeeper]>([:])

  /// Makes the access to the sessions of an API.
  package init(in store: any Store, _ configuration: SessionConfiguration, _ transport: any SignInTransport) {
    (self.store, self.configuration, self.transport) = (store, configuration, transport)
  }

  /// The keeper of a caller's session, the same one while it is in use.
  func keeper(of caller: Principal) -> SessionKeeper {
    keepers.withLock { keepers in
      if let keeper = keepers[caller.key] { return keeper }
      if keepers.count >= Self.maximum { keepers = [:] }
      let keeper = keeper(at: key(of: caller.key))
      keepers[caller.key] = keeper
      return keeper
    }
  }

  /// Waits until every renewal that was sent is stored.
  func becomeIdle() async { for keeper in keepers.withLock({ Array($0.values) }) { await keeper.becomeIdle() } }

  /// A linked session, with the key of its caller.
  package struct Entry: Sendable {
    /// The key of the caller (``MCP/Principal/key``).
    package let caller: String
    /// The session.
    package let session: StoredSession
  }

  /// All linked sessions of the API, by the keys of their callers.
  ///
  /// - Throws: If the store cannot be used, or one of them cannot be read.
  package func all() async throws(SignInError) -> [Entry] {
    let keys: [StoreKey]
    do throws(StoreError) { keys = try await store.list(owner: configuration.audience, in: Self.namespace) } catch {
      throw SignInError(.store, "The linked sessions cannot be read: \(error.message)")
    }
    var entries: [Entry] = []
    for key in keys {
      guard let caller = Self.caller(of: key), let session = try await keeper(at: key).stored() else { continue }
      entries.append(Entry(caller: caller, session: session))
    }
    return entries
  }

  /// Removes the session of a caller, and revokes it at the provider; the caller's other sessions there stay.
  ///
  /// - Parameter caller: The key of the caller.
  /// - Returns: The outcome.
  /// - Throws: If the store cannot be used, so that the session may still be there.
  package func remove(of caller: String) async throws(SignInError) -> SessionKeeper.SignOut {
    let own = keepers.withLock { $0[caller] }
    return try await (own ?? keeper(at: key(of: caller))).signOut()
  }

  private func keeper(at key: StoreKey) -> SessionKeeper {
    SessionKeeper(
      store: store,
      key: key,
      owner: configuration.audience,
      configuration: configuration,
      transport: transport
    )
  }

  private func key(of caller: String) -> StoreKey {
    StoreKey(Self.namespace, JSONValue.array([.string(configuration.audience), .string(caller)]).description)
  }

  private static func caller(of key: StoreKey) -> String? {
    guard let parts = try? JSONParser.parse(Array(key.name.utf8)).array, parts.count == 2 else { return nil }
    return parts[1].string
  }
}
