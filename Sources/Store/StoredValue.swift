/// A value with its version.
package struct StoredValue: Hashable, Sendable {
  /// The value.
  package let bytes: [UInt8]
  /// The version, for ``StoreCondition/version(_:)``.
  package let version: StoreVersion
  /// The owner.
  package let owner: String
  /// The UTC second from which it is absent; `nil` if it does not expire.
  package let expires: Int?

  /// Makes a value.
  package init(bytes: [UInt8], version: StoreVersion, owner: String, expires: Int?) {
    self.bytes = bytes
    self.version = version
    self.owner = owner
    self.expires = expires
  }
}

/// The version of a value: each write makes a new one, also of the same bytes.
package struct StoreVersion: Hashable, Sendable {
  /// The number, random: a counter would repeat itself in a file that was restored from a copy.
  package let number: UInt64

  /// Makes the version of a stored number.
  package init(number: UInt64) { self.number = number }

  /// Makes a new version.
  package static func new() -> StoreVersion {
    var random = SystemRandomNumberGenerator()
    return StoreVersion(number: random.next())
  }
}

/// The state of a key in which it is changed.
package enum StoreCondition: Hashable, Sendable {
  /// Any state.
  case always
  /// There is no value.
  case absent
  /// The value has this version.
  case version(StoreVersion)

  /// Whether a key whose value has this version is in that state; `nil` if it has none.
  package func isMet(by version: StoreVersion?) -> Bool {
    switch self {
    case .always: true
    case .absent: version == nil
    case .version(let expected): version == expected
    }
  }
}
