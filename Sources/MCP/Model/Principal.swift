import JSON
import TextCoding

/// An authenticated caller, with the facts that its token states.
package struct Principal: Sendable, Hashable {
  /// The kind of caller, which keeps people and machines apart even if an issuer gives them the same names.
  package enum Kind: String, Sendable {
    case person, machine
  }

  /// The issuer of the token (RFC 9068 `iss`); empty for a caller that this server's own list names.
  package let issuer: String
  /// The kind of caller.
  package let kind: Kind
  /// The subject (`sub`); `nil` if the token names none.
  package let subject: String?
  /// The OAuth client (`client_id`); `nil` if the token names none.
  package let clientID: String?
  /// The scopes of the token.
  package let scopes: Set<String>
  /// The time at which the token expires, in seconds since 1970; `nil` if it does not.
  package let expiry: Int?
  /// The text that sessions, approvals, counts and rates are bound to: unique per caller, and never the token.
  ///
  /// Empty for anybody. It is made of issuer, kind, and subject or else client; scopes and expiry do not change it. It is
  /// ASCII: names that differ in bytes alone would be equal texts otherwise (Unicode UAX 15).
  package let key: String

  /// Makes a principal of the facts of a token; `nil` if they name neither a subject nor a client.
  ///
  /// Without a subject it is a machine: a client is never taken for the person of the same name.
  package init?(
    issuer: String,
    kind: Kind,
    subject: String?,
    clientID: String?,
    scopes: Set<String> = [],
    expiry: Int? = nil
  ) {
    guard let name = [subject, clientID].compactMap(\.self).first(where: { !$0.isEmpty }) else { return nil }
    let subject = subject?.isEmpty == true ? nil : subject
    let kind = subject == nil ? Kind.machine : kind
    self.issuer = issuer
    self.kind = kind
    self.subject = subject
    self.clientID = clientID
    self.scopes = scopes
    self.expiry = expiry
    // As JSON, so that no name of an issuer can be read as another split of the same text.
    key = Self.ascii(JSONValue.array([.string(issuer), .string(kind.rawValue), .string(name)]))
  }

  /// Makes a principal of a name in this server's own list, which is its key.
  package init(named name: String) {
    issuer = ""
    kind = .machine
    subject = nil
    clientID = name.isEmpty ? nil : name
    scopes = []
    expiry = nil
    // Names that could be read as the key of a token's principal, as such a name itself, or as a key that something was
    // added to behind a slash, are kept apart from those.
    let isPlain = name.utf8.allSatisfy { 0x20...0x7E ~= $0 && $0 != UInt8(ascii: "/") }
    key = isPlain && !name.hasPrefix("[") && !name.hasPrefix("\"") ? name : Self.ascii(.string(name))
  }

  /// JSON whose strings have all other characters escaped (RFC 8259 section 7).
  private static func ascii(_ json: JSONValue) -> String {
    let text = json.description
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    var ascii = ""
    for unit in text.utf16 {
      if unit < 0x80 {
        ascii.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      } else {
        ascii += "\\u" + [UInt8(unit >> 8), UInt8(unit & 0xFF)].hexadecimal
      }
    }
    return ascii
  }

  /// Whether a program calls for itself with a token of an issuer: no person is at hand who could open a page.
  package var isService: Bool { kind == .machine && !issuer.isEmpty }

  /// Anybody: a caller of a server that asks for no token.
  package static let anybody = Principal(named: "")
}
