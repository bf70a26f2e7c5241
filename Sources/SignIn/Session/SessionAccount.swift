import JSON

/// The person whose session it is, as the backend or the provider named them.
package struct SessionAccount: Sendable, Hashable {
  /// The subject at the provider.
  package let subject: String?
  /// The id at the backend.
  package let id: String?
  /// The name to show.
  package let name: String?
  /// The e-mail address.
  package let email: String?
  /// The organization that the person acts for.
  package let organization: String?

  /// Reads the user of a backend's response or token.
  init(_ user: JSONObject, subject: String?) {
    func text(_ name: String) -> String? { user[name]?.string.flatMap { ForeignText.name($0) } }
    // As they are: shortened ones could be those of another person.
    func identifier(_ text: String?) -> String? { text.flatMap { ForeignText.isIdentifier($0) ? $0 : nil } }
    self.subject = identifier(user["logto_id"]?.string) ?? identifier(subject)
    id = identifier(user["id"]?.string)
    name = text("name") ?? text("username")
    email = text("email")
    organization = text("organization_name")
  }

  /// Names the person by an ID token.
  init(_ identity: Identity?) {
    subject = identity?.subject
    name = identity?.name
    (id, email, organization) = (nil, nil, nil)
  }

  init(subject: String?, id: String?, name: String?, email: String?, organization: String?) {
    (self.subject, self.id, self.name) = (subject, id, name)
    (self.email, self.organization) = (email, organization)
  }

  /// The person in a few words, for approvals and status.
  package var label: String {
    let who = [name, email.map { name == nil || name == $0 ? $0 : "<\($0)>" }].compactMap(\.self)
    let words = who.isEmpty ? [subject ?? id ?? "somebody unnamed"] : name == email ? [who[0]] : who
    return words.joined(separator: " ") + (organization.map { ", \($0)" } ?? "")
  }

  /// Whether both may be the same person: what both know is equal.
  func mayEqual(_ other: SessionAccount) -> Bool {
    func agree(_ one: String?, _ two: String?) -> Bool { one == nil || two == nil || one == two }
    return agree(subject, other.subject) && agree(id, other.id)
  }
}
