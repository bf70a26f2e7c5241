/// The body of a request that presents one token, read with the backend's tolerance.
struct TokenBody {
  /// The shape of a body, with the names that the backend's messages contain.
  struct Shape {
    /// The name of the member.
    let member: String
    /// The names of the structure and of its field.
    let structure: String, field: String

    static let exchange = Shape(member: "access_token", structure: "TokenExchangeRequest", field: "AccessToken")
    // The structure's name was not recorded.
    static let refresh = Shape(member: "refresh_token", structure: "RefreshTokenRequest", field: "RefreshToken")
  }

  /// The token; never empty.
  private(set) var token = ""

  /// Reads a body; throws 400 with the words of the decoder or of the validation.
  init(_ body: [UInt8], _ shape: Shape) throws(SandboxRefusal) {
    do throws(GoJSON.Failure) {
      try read(body, shape)
    } catch {
      throw SandboxRefusal(400, "invalid request body: \(error.message)")
    }
  }

  private mutating func read(_ body: [UInt8], _ shape: Shape) throws(GoJSON.Failure) {
    let value = try GoJSON.decode(body)
    let members: [(name: String, value: GoJSON.Value)]
    switch value {
    case .null: members = []
    case .object(let object): members = object
    default:
      throw GoJSON.Failure("json: cannot unmarshal \(value.kind) into Go value of type models.\(shape.structure)")
    }
    var failure: GoJSON.Failure?
    for (name, value) in members where CreateRequest.folded(name) == shape.member {
      switch value {
      case .null: break
      case .string(let text): token = text
      default:
        let place = "Go struct field \(shape.structure).\(shape.member) of type string"
        failure = failure ?? GoJSON.Failure("json: cannot unmarshal \(value.kind) into \(place)")
      }
    }
    if let failure { throw failure }
    guard !token.isEmpty else {
      throw GoJSON.Failure(
        """
        Key: '\(shape.structure).\(shape.field)' Error:Field validation for '\(shape.field)' failed on the 'required' tag
        """
      )
    }
  }
}
