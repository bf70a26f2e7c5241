/// The body of a request for a new key, read with the backend's tolerance.
struct CreateRequest {
  private(set) var name = ""
  private(set) var mode = ""
  private(set) var expiresInDays: Int?
  private(set) var password = ""

  /// Reads a body: member names match in any case of letters, the last duplicate wins, and unknown members are ignored.
  ///
  /// Throws for the first member of a wrong type.
  init(_ body: [UInt8]) throws(GoJSON.Failure) {
    let value = try GoJSON.decode(body)
    let members: [(name: String, value: GoJSON.Value)]
    switch value {
    case .null: return
    case .object(let object): members = object
    default:
      throw GoJSON.Failure("json: cannot unmarshal \(value.kind) into Go value of type models.CreateAPIKeyRequest")
    }
    var failure: GoJSON.Failure?
    for (name, value) in members {
      do throws(GoJSON.Failure) {
        try set(Self.folded(name), value)
      } catch {
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
  }

  private mutating func set(_ field: String, _ value: GoJSON.Value) throws(GoJSON.Failure) {
    switch field {
    case "name": try Self.assign(value, to: &name, field)
    case "mode": try Self.assign(value, to: &mode, field)
    case "password": try Self.assign(value, to: &password, field)
    case "expires_in_days":
      switch value {
      case .null: expiresInDays = nil
      case .number(let text):
        guard let days = Int(text) else { throw Self.mismatch("number \(text)", field, "int") }
        expiresInDays = days
      default: throw Self.mismatch(value.kind, field, "int")
      }
    default: break
    }
  }

  /// Sets a string; `null` leaves it as it is.
  private static func assign(
    _ value: GoJSON.Value,
    to string: inout String,
    _ field: String
  ) throws(GoJSON.Failure) {
    switch value {
    case .null: break
    case .string(let text): string = text
    default: throw mismatch(value.kind, field, "string")
    }
  }

  private static func mismatch(_ kind: String, _ field: String, _ type: String) -> GoJSON.Failure {
    GoJSON.Failure(
      "json: cannot unmarshal \(kind) into Go struct field CreateAPIKeyRequest.\(field) of type \(type)"
    )
  }

  /// A name folded to lower case; two letters beyond ASCII fold to ASCII ones.
  static func folded(_ name: String) -> String {
    var folded = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "A"..."Z": folded.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value) | 0x20))
      case "\u{17F}": folded.append("s")
      case "\u{212A}": folded.append("k")
      default: folded.unicodeScalars.append(scalar)
      }
    }
    return folded
  }
}

extension CreateRequest {
  /// All validation errors of the fields.
  var complaints: [SandboxResponse.Complaint] {
    var complaints: [SandboxResponse.Complaint] = []
    if name.isEmpty { complaints.append(.init(key: "name", message: "required")) }
    if mode.isEmpty {
      complaints.append(.init(key: "mode", message: "required"))
    } else if mode != "read" && mode != "write" {
      complaints.append(.init(key: "mode", message: "oneof", value: Self.trimmed(mode)))
    }
    if password.isEmpty { complaints.append(.init(key: "password", message: "required")) }
    return complaints
  }

  private static func trimmed(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
    while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
    return String(scalars)
  }

  /// Validity of the key in days: 90 unless a positive number is given, and 365 at most.
  var days: Int {
    guard let expiresInDays, expiresInDays > 0 else { return 90 }
    return min(expiresInDays, 365)
  }

  /// Whether the database can hold the name: a column of 255 characters, none of them U+0000.
  var nameFits: Bool { name.unicodeScalars.count <= 255 && !name.unicodeScalars.contains("\0") }
}

extension GoJSON.Value {
  /// The name of the value's type in Go's messages.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
