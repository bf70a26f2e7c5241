import Crypto
import Glibc
package import JSON

/// Seals what a handler wants back with the answers to its questions, so that a client can neither read nor change it
/// and it fits only the request that it was made for (2026-07-28, MRTR-05, MRTR-06).
///
/// Nothing is kept here: another process that has the key opens it as well (MRTR-13), and nothing is lost when a client
/// never comes back (MRTR-08). A state can be used again until it expires; a handler that must not do a thing twice
/// has to remember that it did it (MRTR-07).
package struct StateSealer: Sendable {
  /// The request that a state belongs to.
  package struct Binding: Sendable {
    package var method: String
    /// The name of a tool or prompt, or the URI of a resource.
    package var name: String
    package var arguments: JSONObject
    /// Who asks, as the transport knows it; empty where there is only one.
    package var principal: String

    package init(method: String, name: String, arguments: JSONObject, principal: String) {
      self.method = method
      self.name = name
      self.arguments = arguments
      self.principal = principal
    }

    fileprivate var bytes: [UInt8] {
      let parts: [JSONValue] = [.string(method), .string(name), .object(arguments), .string(principal)]
      return JSONValue.array(parts).canonical
    }
  }

  /// The bytes of a key.
  package static let keySize = 32

  /// The key where none is given; made on first use, because few processes ever need it.
  private static let processKey = SymmetricKey(size: .bits256)
  private static let prefix = "v1."

  private let givenKey: SymmetricKey?
  private let lifetime: Int
  private let now: @Sendable () -> Int

  private var key: SymmetricKey { givenKey ?? Self.processKey }

  /// Makes a sealer whose key dies with the process.
  ///
  /// - Parameters:
  ///   - lifetime: How many seconds a state is good for.
  ///   - now: The time in seconds since 1970.
  package init(lifetime: Int = defaultLifetime, now: @escaping @Sendable () -> Int = { time(nil) }) {
    givenKey = nil
    self.lifetime = lifetime
    self.now = now
  }

  /// Makes a sealer whose states any process opens that has the same key; `nil` if it has not ``keySize`` bytes.
  ///
  /// - Parameters:
  ///   - key: A secret of random bytes.
  ///   - lifetime: How many seconds a state is good for.
  ///   - now: The time in seconds since 1970.
  package init?(key: [UInt8], lifetime: Int = defaultLifetime, now: @escaping @Sendable () -> Int = { time(nil) }) {
    guard key.count == Self.keySize else { return nil }
    givenKey = SymmetricKey(data: key)
    self.lifetime = lifetime
    self.now = now
  }

  /// A quarter of an hour: long enough for a person to answer, short enough to bound what a stolen state is good for.
  package static let defaultLifetime = 900

  /// Seals a value; `nil` only if the system's cryptography fails.
  package func seal(_ value: JSONValue, for binding: Binding) -> String? {
    let content: JSONValue = [.number(JSONNumber(now() + lifetime)), value]
    let box = try? AES.GCM.seal(content.json, using: key, authenticating: binding.bytes)
    return box?.combined.map { Self.prefix + Base64URL.encode([UInt8]($0)) }
  }

  /// Opens what was sealed for the same request; `nil` if it was changed, is too old, or belongs to another one.
  package func open(_ text: String, for binding: Binding) -> JSONValue? {
    guard text.hasPrefix(Self.prefix), let bytes = Base64URL.decode(text.dropFirst(Self.prefix.count).utf8),
      let box = try? AES.GCM.SealedBox(combined: bytes),
      let content = try? AES.GCM.open(box, using: key, authenticating: binding.bytes),
      let parts = try? JSONParser.parse([UInt8](content)).array, parts.count == 2,
      let expiry = parts[0].int, now() < expiry
    else { return nil }
    return parts[1]
  }
}
