import Crypto
import Glibc
package import JSON
import TextCoding

/// Seals a handler's state between rounds, so that a client can neither read nor change it.
///
/// A state fits only the request that it was made for (2026-07-28, MRTR-05, MRTR-06).
///
/// Nothing is stored here: any process with the key can open it (MRTR-13), and a client that never returns costs
/// nothing (MRTR-08). A state can be used again until it expires; a handler that must not act twice has to remember
/// that it acted (MRTR-07).
package struct StateSealer: Sendable {
  /// The request that a state belongs to.
  package struct Binding: Sendable {
    /// The method of the request.
    package var method: String
    /// The name of a tool or prompt, or the URI of a resource.
    package var name: String
    /// The arguments of the call, the same in every round.
    package var arguments: JSONObject
    /// The authenticated identity that the transport knows; empty if there is only one.
    package var principal: String

    /// Makes a binding.
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

  /// Size of a key, in bytes.
  package static let keySize = 32

  /// The key used when none is given; made on first use, because few processes need it.
  private static let processKey = SymmetricKey(size: .bits256)
  private static let prefix = "v1."

  private let givenKey: SymmetricKey?
  private let lifetime: Int
  private let now: @Sendable () -> Int

  private var key: SymmetricKey { givenKey ?? Self.processKey }

  /// Makes a sealer whose key lives as long as the process.
  ///
  /// - Parameters:
  ///   - lifetime: Validity of a state, in seconds.
  ///   - now: The Unix time, in seconds.
  package init(lifetime: Int = defaultLifetime, now: @escaping @Sendable () -> Int = { time(nil) }) {
    givenKey = nil
    self.lifetime = lifetime
    self.now = now
  }

  /// Makes a sealer with a shared key, whose states any process with that key opens; `nil` unless it has ``keySize``
  /// bytes.
  ///
  /// - Parameters:
  ///   - key: Secret random bytes.
  ///   - lifetime: Validity of a state, in seconds.
  ///   - now: The Unix time, in seconds.
  package init?(key: [UInt8], lifetime: Int = defaultLifetime, now: @escaping @Sendable () -> Int = { time(nil) }) {
    guard key.count == Self.keySize else { return nil }
    givenKey = SymmetricKey(data: key)
    self.lifetime = lifetime
    self.now = now
  }

  /// Default validity, in seconds: long enough for a person to respond, short enough to limit the use of a stolen
  /// state.
  package static let defaultLifetime = 900

  /// Seals a value; `nil` only if the system's cryptography fails.
  package func seal(_ value: JSONValue, for binding: Binding) -> String? {
    let content: JSONValue = [.number(JSONNumber(now() + lifetime)), value]
    let box = try? AES.GCM.seal(content.json, using: key, authenticating: binding.bytes)
    return box?.combined.map { Self.prefix + Base64.text([UInt8]($0), .url) }
  }

  /// Opens a state sealed for the same request; `nil` if it was changed, has expired, or belongs to another request.
  package func open(_ text: String, for binding: Binding) -> JSONValue? {
    guard text.hasPrefix(Self.prefix),
      let bytes = Base64.bytes(canonical: text.dropFirst(Self.prefix.count).utf8, .url),
      let box = try? AES.GCM.SealedBox(combined: bytes),
      let content = try? AES.GCM.open(box, using: key, authenticating: binding.bytes),
      let parts = try? JSONParser.parse([UInt8](content)).array, parts.count == 2,
      let expiry = parts[0].int, now() < expiry
    else { return nil }
    return parts[1]
  }
}
