import JSON
import TextCoding

/// The content of a store as JSON, before it is sealed.
extension StoreContents {
  /// The JSON text, the same for the same content.
  var encoded: [UInt8] {
    let values = entries.sorted { Self.precedes($0.key, $1.key) }.map { key, entry -> JSONValue in
      [
        .string(key.namespace), .string(key.name), .string(entry.owner), Self.json(entry.expires),
        Self.json(entry.version.number), .string(Base64.text(entry.bytes)),
      ]
    }
    let counters = counters.sorted { Self.precedes($0.key, $1.key) }.map { key, counter -> JSONValue in
      [.string(key.namespace), .string(key.name), .number(JSONNumber(counter.sum)), Self.json(counter.expires)]
    }
    let locks = holders.sorted { Self.precedes($0.key, $1.key) }.map { key, holder -> JSONValue in
      [.string(key.namespace), .string(key.name), Self.json(holder.id), .number(JSONNumber(holder.end.milliseconds))]
    }
    return JSONValue.object(["values": .array(values), "counters": .array(counters), "locks": .array(locks)]).json
  }

  /// Reads what ``encoded`` wrote; `nil` for anything else.
  init?(_ bytes: [UInt8]) {
    guard let json = try? JSONParser.parse(bytes), let values = json["values"]?.array,
      let counters = json["counters"]?.array, let locks = json["locks"]?.array
    else { return nil }
    for value in values {
      guard let parts = value.array, parts.count == 6, let key = Self.key(parts), let owner = parts[2].string,
        let expires = Self.time(parts[3]), let version = Self.number(parts[4]), let text = parts[5].string,
        let bytes = Base64.bytes(canonical: text.utf8, .standard)
      else { return nil }
      entries[key] = Entry(bytes: bytes, version: StoreVersion(number: version), owner: owner, expires: expires.value)
    }
    for counter in counters {
      guard let parts = counter.array, parts.count == 4, let key = Self.key(parts), let sum = parts[2].int,
        let expires = Self.time(parts[3])
      else { return nil }
      self.counters[key] = Counter(sum: sum, expires: expires.value)
    }
    for lock in locks {
      guard let parts = lock.array, parts.count == 4, let key = Self.key(parts), let id = Self.number(parts[2]),
        let end = parts[3].int
      else { return nil }
      holders[key] = Holder(id: id, end: .milliseconds(end))
    }
  }

  private static func precedes(_ one: StoreKey, _ other: StoreKey) -> Bool {
    one.namespace.utf8.elementsEqual(other.namespace.utf8)
      ? one.name.utf8.lexicographicallyPrecedes(other.name.utf8)
      : one.namespace.utf8.lexicographicallyPrecedes(other.namespace.utf8)
  }

  private static func key(_ parts: [JSONValue]) -> StoreKey? {
    guard let namespace = parts[0].string, let name = parts[1].string else { return nil }
    return StoreKey(namespace, name)
  }

  private static func json(_ time: Int?) -> JSONValue { time.map { .number(JSONNumber($0)) } ?? .null }

  // As text: the numbers are larger than those that JSON readers keep exactly.
  private static func json(_ number: UInt64) -> JSONValue { .string(String(number, radix: 16)) }

  private static func number(_ json: JSONValue) -> UInt64? { json.string.flatMap { UInt64($0, radix: 16) } }

  /// A time or none; `nil` for another value.
  private static func time(_ json: JSONValue) -> (value: Int?, ())? {
    json.isNull ? (nil, ()) : json.int.map { ($0, ()) }
  }
}

extension Duration {
  /// The whole milliseconds, rounded down; those of a lease fit by far.
  fileprivate var milliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(
      clamping: seconds.multipliedReportingOverflow(by: 1000).partialValue + attoseconds / 1_000_000_000_000_000
    )
  }
}
