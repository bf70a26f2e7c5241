package import SignIn
package import Store

/// The sessions of one API: those that people have signed in to, by account.
package struct SignInSessions: Sendable {
  /// The namespace of sessions in the store.
  private static let namespace = "session"

  /// The store of the sessions.
  package let store: any Store
  let configuration: SessionConfiguration
  let transport: any SignInTransport

  /// A stored session, with its place.
  package struct Entry: Sendable {
    /// The place in the store.
    package let key: StoreKey
    /// The session itself.
    package let session: StoredSession

    /// The text by which `--account` names it best.
    var name: String { session.account.email ?? session.account.name ?? session.account.subject ?? "" }
  }

  /// All sessions, by the order of their keys.
  ///
  /// - Throws: If the store cannot be used, or one of them cannot be read.
  package func all() async throws(SignInError) -> [Entry] {
    let keys: [StoreKey]
    do throws(StoreError) { keys = try await store.list(owner: configuration.audience, in: Self.namespace) } catch {
      throw SignInError(.store, "The stored sessions cannot be read: \(error.message)")
    }
    var entries: [Entry] = []
    for key in keys {
      if let session = try await keeper(of: key).stored() { entries.append(Entry(key: key, session: session)) }
    }
    return entries
  }

  /// The session of an account, or the only one.
  ///
  /// - Parameter account: A name, an e-mail address or a subject; `nil` if there can be only one.
  /// - Returns: `nil` if there is none.
  /// - Throws: If several fit: none is chosen silently.
  package func chosen(account: String?) async throws(SignInError) -> Entry? {
    let entries = try await all()
    guard let account else {
      guard entries.count > 1 else { return entries.first }
      throw SignInError(
        .ambiguous,
        "\(entries.count) people are signed in, so say whose session to use: --account "
          + "\(entries.map(\.name).joined(separator: ", or "))."
      )
    }
    let fitting = entries.filter { $0.session.account.isNamed(account) }
    guard fitting.count > 1 else { return fitting.first }
    throw SignInError(.ambiguous, "\(fitting.count) sessions are of \(account): name one by its e-mail address.")
  }

  /// The sessions that an account may mean, without those that have ended.
  func candidates(account: String?) async throws(SignInError) -> [Entry] {
    let now = SignInTime.system.now()
    return try await all().filter { entry in
      entry.session.renewable(at: now) != nil && account.map { entry.session.account.isNamed($0) } ?? true
    }
  }

  /// The keeper of the session in a place.
  package func keeper(of key: StoreKey) -> SessionKeeper {
    SessionKeeper(
      store: store,
      key: key,
      owner: configuration.audience,
      configuration: configuration,
      transport: transport
    )
  }

  /// The keeper of a new session: one for each person.
  package func keeper(of session: StoredSession) -> SessionKeeper {
    let account = session.account
    let person = account.subject ?? account.id ?? account.email ?? account.name ?? ""
    return keeper(of: StoreKey(Self.namespace, "\(configuration.audience) \(person)"))
  }
}

extension SessionAccount {
  /// Whether a person means this account.
  package func isNamed(_ text: String) -> Bool {
    [subject, id, name, email].contains { $0?.lowercased() == text.lowercased() }
  }
}
