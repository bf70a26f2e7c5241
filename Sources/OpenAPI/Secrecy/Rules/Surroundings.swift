/// The subjects around a field: of the object that contains it, its schema, the other members, the operation.
///
/// A set of bits, so that the result for a schema is reused wherever the context is the same.
struct Surroundings: OptionSet, Hashable, Sendable {
  let rawValue: UInt64

  init(rawValue: UInt64) { self.rawValue = rawValue }

  // Credentials.
  static let passwords = Self(rawValue: 1 << 0)
  static let tokens = Self(rawValue: 1 << 1)
  static let apiKeys = Self(rawValue: 1 << 2)
  static let secrets = Self(rawValue: 1 << 3)
  static let privateKeys = Self(rawValue: 1 << 4)
  static let publicKeys = Self(rawValue: 1 << 5)
  static let symmetricKeys = Self(rawValue: 1 << 6)
  // Ways to sign in.
  static let login = Self(rawValue: 1 << 7)
  static let factors = Self(rawValue: 1 << 8)
  static let oauth = Self(rawValue: 1 << 9)
  static let reset = Self(rawValue: 1 << 10)
  // Things that look like credentials.
  static let paging = Self(rawValue: 1 << 11)
  static let reference = Self(rawValue: 1 << 12)
  static let address = Self(rawValue: 1 << 13)
  static let push = Self(rawValue: 1 << 14)
  static let pins = Self(rawValue: 1 << 15)
  static let invites = Self(rawValue: 1 << 16)
  static let payments = Self(rawValue: 1 << 17)
  static let usage = Self(rawValue: 1 << 18)
  // Subjects of the other members.
  static let jwk = Self(rawValue: 1 << 19)
  static let card = Self(rawValue: 1 << 20)
  static let hashed = Self(rawValue: 1 << 21)
  static let question = Self(rawValue: 1 << 22)
  /// A member of its own holds the private key.
  static let privateKeyMember = Self(rawValue: 1 << 62)
  static let secretHalf = Self(rawValue: 1 << 23)
  static let database = Self(rawValue: 1 << 24)
  static let accountName = Self(rawValue: 1 << 25)
  static let named = Self(rawValue: 1 << 26)
  static let keyed = Self(rawValue: 1 << 27)
  // Other subjects.
  static let crypto = Self(rawValue: 1 << 28)
  static let oneTimePasswords = Self(rawValue: 1 << 29)
  static let domains = Self(rawValue: 1 << 30)
  static let templates = Self(rawValue: 1 << 31)
  static let secondKey = Self(rawValue: 1 << 32)
  static let policy = Self(rawValue: 1 << 33)
  static let certificateMember = Self(rawValue: 1 << 34)
  static let authorization = Self(rawValue: 1 << 35)
  static let store = Self(rawValue: 1 << 36)
  static let texts = Self(rawValue: 1 << 37)
  static let exchange = Self(rawValue: 1 << 38)
  static let configuration = Self(rawValue: 1 << 39)
  static let prefixedHalf = Self(rawValue: 1 << 40)
  static let codes = Self(rawValue: 1 << 41)
  static let grants = Self(rawValue: 1 << 42)
  static let localized = Self(rawValue: 1 << 43)
  static let storage = Self(rawValue: 1 << 44)
  static let licenses = Self(rawValue: 1 << 45)
  static let refreshMember = Self(rawValue: 1 << 46)
  static let prefixedSecret = Self(rawValue: 1 << 47)
  static let passwordMember = Self(rawValue: 1 << 48)
  static let messaging = Self(rawValue: 1 << 49)

  /// The subjects that also hold for members of nested objects.
  static let inherited: Self = [
    .passwords, .hashed, .card, .payments, .push, .policy, .factors, .privateKeys, .publicKeys, .secrets, .apiKeys,
    .paging, .jwk, .texts,
  ]
}
