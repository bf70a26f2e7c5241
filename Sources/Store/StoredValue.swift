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
}

/// The version of a value: each write makes a new one, also of the same bytes.
package struct StoreVersion: Hashable, Sendable {
  // Random: a counter would repeat itself in a file that was restored from a copy.
  let number: UInt64

  init(number: UInt64) { self.number = number }

  static func new() -> StoreVersion {
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

  func isMet(by version: StoreVersion?) -> Bool {
    switch self {
    case .always: true
    case .absent: version == nil
    case .version(let expected): version == expected
    }
  }
}
