/// The form that the specification requires of a value.
indirect enum ValueForm: Sendable {
  case anything
  case text
  /// One of several texts.
  case choice([String])
  case flag
  case number
  /// A number above 0.
  case positive
  /// An integer from 0 on.
  case count
  /// A regular expression.
  case pattern
  /// The type of a schema, or a list of them.
  case types([String], listed: Bool)
  case list(ValueForm, least: Int = 0, isUnique: Bool = false)
  /// An object with arbitrary names.
  case map(ValueForm, isOfComponents: Bool = false, least: Int = 0, most: Int = .max)
  /// An object with fixed fields.
  case object(ObjectKind)
  /// An object with fixed fields, or a Reference Object.
  case reference(ObjectKind)
  /// A Schema Object; since 3.1 also a boolean.
  case schema
  case schemaOrFlag
  /// A schema, or a list of schemas, one for each position.
  case schemaOrList
}

/// A kind of object with a section in the specification.
enum ObjectKind: String, Sendable, CaseIterable {
  case document = "OpenAPI"
  case info = "Info"
  case contact = "Contact"
  case license = "License"
  case server = "Server"
  case serverVariable = "Server Variable"
  case components = "Components"
  case paths = "Paths"
  case pathItem = "Path Item"
  case operation = "Operation"
  case externalDocs = "External Documentation"
  case parameter = "Parameter"
  case requestBody = "Request Body"
  case mediaType = "Media Type"
  case encoding = "Encoding"
  case responses = "Responses"
  case response = "Response"
  case callback = "Callback"
  case example = "Example"
  case link = "Link"
  case header = "Header"
  case tag = "Tag"
  case schema = "Schema"
  case discriminator = "Discriminator"
  case xml = "XML"
  case securityScheme = "Security Scheme"
  case flows = "OAuth Flows"
  case implicitFlow = "implicit OAuth Flow"
  case passwordFlow = "password OAuth Flow"
  case clientFlow = "clientCredentials OAuth Flow"
  case codeFlow = "authorizationCode OAuth Flow"
  case deviceFlow = "deviceAuthorization OAuth Flow"
  /// Only in Swagger 2.0: an element of a list in a parameter or header.
  case items = "Items"
}

/// The fields of an object, and its required ones.
struct ObjectForm: Sendable {
  /// The members allowed besides the fields; most objects allow names that begin with `x-`.
  enum Others: Sendable {
    case none
    case extensions
    case anything
    /// Paths that begin with a slash.
    case paths(ValueForm)
    /// Statuses and their ranges.
    case statuses(ValueForm)
    /// Any other name.
    case named(ValueForm)
  }

  var fields: [String: ValueForm]
  var required: [String] = []
  var others = Others.extensions
}
