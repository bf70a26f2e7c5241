import JSON
import Store

extension Store {
  /// Notes the name of an entry in a list, so that of too many entries the oldest can give way.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - list: The key of the list, one value with the oldest name first.
  ///   - limit: The most names in it.
  ///   - end: The UTC second in which the list ends.
  /// - Returns: The oldest name, which is no longer in the list; `nil` if there is room.
  /// - Throws: If the store cannot be used.
  func note(
    _ name: String,
    in list: StoreKey,
    atMost limit: Int,
    until end: Int
  ) async throws(StoreError) -> String? {
    for _ in 0..<LinkStore.maximumTries {
      let row = try await get(list)
      var names = row.flatMap { try? JSONParser.parse($0.bytes) }?.array?.compactMap(\.string) ?? []
      names.append(name)
      let oldest = names.count > limit ? names.removeFirst() : nil
      let bytes = JSONValue.array(names.map(JSONValue.string)).json
      let version = try await put(
        bytes,
        for: list,
        owner: row?.owner ?? "",
        expires: end,
        if: row.map { .version($0.version) } ?? .absent
      )
      if version != nil { return oldest }
    }
    throw LinkStore.busy
  }
}
