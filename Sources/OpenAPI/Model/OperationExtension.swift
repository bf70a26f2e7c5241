package import JSON

/// An operation's `x-mcp`, normally from an overlay: information for models that OpenAPI cannot express.
package struct OperationExtension: Sendable, Equatable {
  /// The name of the tool.
  package var name: String?
  /// The title of the tool for people.
  package var title: String?
  /// The purpose of the tool, written for a model.
  package var description: String?
  /// Whether the operation has a tool at all.
  package var isEnabled = true
  /// Whether the tool is listed even if tools are searched, not listed.
  package var isPinned = false
  /// The access that a call needs: `read`, `write` or `keys`; `nil` for what the operation's effects say.
  package var access: Access?

  /// The kinds of access that callers are granted by scopes.
  package enum Access: String, Sendable, Hashable, CaseIterable {
    case read, write, keys
  }
  /// Hints about its behaviour.
  package var annotations = Annotations()
  /// The sentences for failed calls.
  ///
  /// Keys are status codes, `4XX`, `5XX`, `default`, or the kind of a failure without a response: `timeout`,
  /// `unreachable`, `invalid-answer`.
  package var errors: [String: String] = [:]
  /// The accepted forms of credentials; `nil` for any.
  package var credential: CredentialRule?
  /// The way to verify a lost call; `nil` if there is none.
  package var verify: Verification?
  /// The extensions of other programs that were read instead of `x-mcp`.
  package var foreign: [ForeignExtension] = []

  /// Hints about a call's behaviour (`ToolAnnotations` in MCP); `nil` if the operation's method decides.
  package struct Annotations: Sendable, Equatable {
    /// Whether a call changes nothing.
    package var readOnly: Bool?
    /// Whether a call may delete or overwrite.
    package var destructive: Bool?
    /// Whether a repeated call has no further effect.
    package var idempotent: Bool?
    /// Whether a call acts on an open world of other parties.
    package var openWorld: Bool?
  }

  /// The accepted form of credentials, so that others are refused without being sent.
  package struct CredentialRule: Sendable, Equatable {
    /// Regular expressions (ECMA-262), of which one must match somewhere in the credential.
    package var accepts: [String]
    /// The sentence for any other credential.
    package var otherwise: String
  }

  /// The way to find out whether a call with a lost response took effect: search for the item that it would have
  /// created.
  package struct Verification: Sendable, Equatable {
    /// The `operationId` of the operation that lists the items.
    package var list: String
    /// The position of the items in the body of its response.
    package var items: JSONPointer
    /// The arguments of the call, by the member of an item with the same value.
    package var match: [String: String]
    /// The noun for an item, such as `API key`.
    package var noun: String?
    /// The member of an item with the time of its creation (RFC 3339).
    package var createdAt: String?
    /// The position of the created item in the body of the call's own response.
    package var made: JSONPointer?
    /// The limit on the number of items; `nil` if there is none.
    package var limit: Limit?
    /// The way to revoke a created item; `nil` if there is none.
    package var revoke: Revocation?

    /// The most items at a time.
    package struct Limit: Sendable, Equatable {
      /// The number of items.
      package var maximum: Int
      /// The members of an item with a time after which it does not count.
      package var endedBy: [String]
      /// The error of the operation that reports too many items.
      package var error: String?
    }

    /// The way to revoke a created item.
    package struct Revocation: Sendable, Equatable {
      /// The `operationId` of the operation that removes an item.
      package var operation: String
      /// The members of an item that identify it, by the parameter of that operation that takes the value.
      package var parameters: [String: String]
    }
  }
}

/// The `x-mcp` of a field: a parameter, or a property of a schema.
package struct FieldExtension: Sendable, Equatable {
  /// Whether the value is secret; `nil` if name and format decide.
  package var isSecret: Bool?
  /// Whether the parameter carries the credential of a security scheme; `nil` if name and security decide.
  package var credential: Credential?

  /// The role of a parameter for credentials.
  package enum Credential: Sendable, Equatable {
    /// It carries the credential of the scheme with this name.
    case scheme(String)
    /// It carries no credential.
    case none
  }

  /// The naming of array elements in bracketed names (`deepObject`).
  package var arrays = Arrays.indices

  /// A way to name the elements of arrays.
  package enum Arrays: String, Sendable, Equatable, CaseIterable {
    /// `a[0]`, as PHP, qs and Stripe read it.
    case indices
    /// `a[]`, as Rack reads it.
    case brackets
  }
}
