package import JSON

/// A call that a person approves by giving its secrets: data, of which nothing belongs to one process.
package struct ApprovalRequest: Sendable, Hashable {
  /// A secret that the call needs or accepts.
  package struct Field: Sendable, Hashable {
    /// The name of the secret's field.
    package let name: String
    /// Whether the call needs the secret.
    package let isRequired: Bool

    /// Makes a field.
    package init(name: String, isRequired: Bool) {
      self.name = name
      self.isRequired = isRequired
    }
  }

  /// The call to approve.
  package var call: StoredCall
  /// The title of the tool; `nil` without one.
  package let title: String?
  /// The secrets to ask for.
  package let fields: [Field]
  /// Digests of the identities of matching items that the person has already been told of.
  package var told: Set<String>
  /// The account that was named to the person; `nil` if none was.
  package var account: CallAccount?

  /// Makes a request.
  package init(
    _ call: StoredCall,
    title: String?,
    fields: [Field],
    told: Set<String> = [],
    account: CallAccount? = nil
  ) {
    self.call = call
    self.account = account
    self.title = title
    self.fields = fields
    self.told = told
  }

  /// The name of the tool.
  package var tool: String { call.tool }
  /// The arguments that the model gave.
  package var arguments: JSONObject { call.arguments }
  /// Scheme, host and port of the backend that receives the call and its secrets.
  package var backend: String { call.backend }

  /// The same request after the person has been told of a notice.
  package func telling(_ notice: ApprovalNotice?) -> ApprovalRequest {
    var request = self
    request.told.formUnion(notice?.items ?? [])
    return request
  }
}
