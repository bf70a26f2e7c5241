import JSON
import MCP
import Store

/// Pages and attempts of sign-ins in a store that replicas may share.
struct LinkStore: Sendable {
  /// The most times that a change is tried anew because others wrote at the same moment.
  static let maximumTries = 100
  private static let pages = "link-page"
  /// The pages of callers, by caller and API.
  private static let open = "link-page-of"
  private static let attempts = "link-attempt"
  /// The references of attempts that belong to no page of a caller, oldest first, in one value for each purpose.
  private static let loose = "link-unlinking"

  let store: any Store

  func page(_ id: String) async throws(StoreError) -> LinkPage? { try await read(id)?.page }

  /// The page of a caller for an API that is not over; `nil` if there is none.
  func page(of caller: Principal, for api: String) async throws(StoreError) -> LinkPage? {
    guard let row = try await store.get(Self.key(caller, api)) else { return nil }
    return try await page(String(decoding: row.bytes, as: UTF8.self))
  }

  /// Stores a new page, unless the caller has one already.
  ///
  /// - Returns: The page that counts, and whether it is the new one.
  func add(_ page: LinkPage, for api: String) async throws(StoreError) -> (page: LinkPage, isNew: Bool) {
    for _ in 0..<Self.maximumTries {
      let key = Self.key(page.caller, api)
      let row = try await store.get(key)
      if let row, let other = try await self.page(String(decoding: row.bytes, as: UTF8.self)) { return (other, false) }
      // First the page, then the way to it: whoever finds the way finds the page.
      _ = try await put(page, if: .always)
      let condition = row.map { StoreCondition.version($0.version) } ?? .absent
      let version = try await store.put(
        Array(page.id.utf8),
        for: key,
        owner: page.caller.key,
        expires: page.expires,
        if: condition
      )
      if version != nil { return (page, true) }
    }
    throw Self.busy
  }

  /// Changes a page, if it is still there and may be changed.
  ///
  /// - Parameters:
  ///   - id: The page.
  ///   - change: The change; `nil` leaves the page as it is.
  /// - Returns: The page after that; `nil` if it is over.
  /// - Throws: If the store cannot be used.
  func change(_ id: String, _ change: @Sendable (LinkPage) -> LinkPage?) async throws(StoreError) -> LinkPage? {
    for _ in 0..<Self.maximumTries {
      guard let (page, version) = try await read(id) else { return nil }
      guard let changed = change(page) else { return page }
      if try await put(changed, if: .version(version)) != nil { return changed }
    }
    throw Self.busy
  }

  /// Removes a page whose outcome has been told.
  func remove(_ page: LinkPage, for api: String) async throws(StoreError) {
    try await store.remove(Self.key(page.caller, api))
    try await store.remove(StoreKey(Self.pages, page.id))
  }

  /// The most attempts of a page at once: whoever has its link could fill the store, in which all sessions are.
  static let maximumAttempts = 8

  /// The most attempts to end sessions at once, of everybody together: their page is open to all.
  static let maximumUnlinking = 64

  /// The most attempts to read at once, of everybody together.
  static let maximumReading = 256

  /// Stores an attempt, unless its page is over; of too many, the oldest of the page gives way.
  func add(_ attempt: LinkAttempt, _ reference: String, until end: Int) async throws(StoreError) {
    let limit: Int? =
      switch attempt.purpose {
      case .unlink: Self.maximumUnlinking
      case .read: Self.maximumReading
      case .link, .identify, .linkIdentified: nil
      }
    if let limit {
      let list = StoreKey(Self.loose, attempt.purpose == .unlink ? "all" : attempt.purpose.rawValue)
      if let oldest = try await store.note(reference, in: list, atMost: limit, until: end) {
        try await store.remove(StoreKey(Self.attempts, oldest))
      }
    } else {
      let page = try await change(attempt.page) { page in
        var page = page
        page.attempts.append(reference)
        // One more than are kept: whoever adds the next one knows which is to go.
        page.attempts.removeFirst(max(0, page.attempts.count - Self.maximumAttempts - 1))
        return page
      }
      guard let page else { return }
      if page.attempts.count > Self.maximumAttempts {
        try await store.remove(StoreKey(Self.attempts, page.attempts[0]))
      }
    }
    let key = StoreKey(Self.attempts, reference)
    let owner = limit == nil ? attempt.page : ""
    _ = try await store.put(attempt.json.json, for: key, owner: owner, expires: end, if: .always)
  }

  func attempt(_ reference: String) async throws(StoreError) -> LinkAttempt? {
    try await Self.attempt(store.get(StoreKey(Self.attempts, reference)))
  }

  /// Takes an attempt, so that its redirect counts once.
  func take(_ reference: String) async throws(StoreError) -> LinkAttempt? {
    try await Self.attempt(store.takeOnce(StoreKey(Self.attempts, reference)))
  }

  private static func attempt(_ row: StoredValue?) -> LinkAttempt? {
    row.flatMap { try? JSONParser.parse($0.bytes) }.flatMap(LinkAttempt.init)
  }

  private func read(_ id: String) async throws(StoreError) -> (page: LinkPage, version: StoreVersion)? {
    guard let row = try await store.get(StoreKey(Self.pages, id)),
      let page = (try? JSONParser.parse(row.bytes)).flatMap(LinkPage.init)
    else { return nil }
    return (page, row.version)
  }

  private func put(_ page: LinkPage, if condition: StoreCondition) async throws(StoreError) -> StoreVersion? {
    let key = StoreKey(Self.pages, page.id)
    return try await store.put(
      page.json.json,
      for: key,
      owner: page.caller.key,
      expires: page.expires,
      if: condition
    )
  }

  private static func key(_ caller: Principal, _ api: String) -> StoreKey {
    StoreKey(open, JSONValue.array([.string(api), .string(caller.key)]).description)
  }

  static let busy = StoreError(.busy, "too many others write at the same moment. Try again.")
}
