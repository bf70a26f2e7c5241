/// The form that the specification gives a value of a document.
indirect enum ValueForm: Sendable {
  case anything
  case text
  /// A text out of a list.
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
  /// An object with names of the author's choice.
  case map(ValueForm, isOfComponents: Bool = false, least: Int = 0, most: Int = .max)
  /// An object with fields.
  case object(ObjectKind)
  /// An object with fields, or a Reference Object.
  case reference(ObjectKind)
  /// A Schema Object; since 3.1 also a boolean.
  case schema
  case schemaOrFlag
  /// A schema, or a list of schemas, one for each position.
  case schemaOrList
}

/// A kind of object that the specification has a section about.
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
  /// Of Swagger 2.0 alone: an element of a list in a parameter or a header.
  case items = "Items"
}

/// The fields of an object, and which of them it must have.
struct ObjectForm: Sendable {
  /// What may stand in an object beside its fields; names that begin with `x-` may stand in most.
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
