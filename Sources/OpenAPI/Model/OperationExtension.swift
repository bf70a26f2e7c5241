package import JSON

/// What an operation is told under `x-mcp`, normally by an overlay: what a model needs and OpenAPI cannot say.
package struct OperationExtension: Sendable, Equatable {
  /// The name of the tool.
  package var name: String?
  /// The name of the tool for people.
  package var title: String?
  /// What the tool does, written for a model.
  package var description: String?
  /// Whether there is a tool for the operation at all.
  package var isEnabled = true
  /// Whether the tool is listed even where tools are searched instead of listed.
  package var isPinned = false
  package var annotations = Annotations()
  /// What to say when a call fails.
  ///
  /// The keys are status codes, `4XX`, `5XX`, `default`, or the name of what went wrong before an answer came:
  /// `timeout`, `unreachable`, `invalid-answer`.
  package var errors: [String: String] = [:]
  package var credential: CredentialRule?
  package var verify: Verification?
  /// The extensions of other programs that were read in place of `x-mcp`.
  package var foreign: [ForeignExtension] = []

  /// Hints on what a call does (the `ToolAnnotations` of MCP); `nil` where the method of the operation decides.
  package struct Annotations: Sendable, Equatable {
    package var readOnly: Bool?
    package var destructive: Bool?
    package var idempotent: Bool?
    package var openWorld: Bool?
  }

  /// Which credentials the operation accepts, told by their form, so that others need not be sent to be refused.
  package struct CredentialRule: Sendable, Equatable {
    /// Regular expressions (ECMA-262) for the accepted ones; one must match somewhere in the credential.
    package var accepts: [String]
    /// What to say of any other credential.
    package var otherwise: String
  }

  /// How to find out whether a call whose answer was lost has had its effect: look for what it would have made.
  package struct Verification: Sendable, Equatable {
    /// The `operationId` of the operation that lists what there is.
    package var list: String
    /// Where the items are in the body of its answer.
    package var items: JSONPointer
    /// Arguments of the call, by the member of an item that holds the same value.
    package var match: [String: String]
    /// What an item is called in words, `API key` say.
    package var noun: String?
    /// The member of an item that holds when it was made (RFC 3339).
    package var createdAt: String?
    /// Where what a call made is in the body of its own answer.
    package var made: JSONPointer?
    package var limit: Limit?
    package var revoke: Revocation?

    /// How many items there may be at once.
    package struct Limit: Sendable, Equatable {
      package var maximum: Int
      /// The members of an item that hold a time after which it does not count.
      package var endedBy: [String]
      /// Which of the operation's errors says that there are too many.
      package var error: String?
    }

    /// How to take back what was made.
    package struct Revocation: Sendable, Equatable {
      /// The `operationId` of the operation that removes an item.
      package var operation: String
      /// The members of an item that identify it, by the parameter of that operation that takes the value.
      package var parameters: [String: String]
    }
  }
}

/// What a field (a parameter, or a property of a schema) is told under `x-mcp`.
package struct FieldExtension: Sendable, Equatable {
  /// Whether the value is a secret; `nil` where name and format decide.
  package var isSecret: Bool?
  /// Whether the parameter carries what a security scheme gives; `nil` where name and security decide.
  package var credential: Credential?

  package enum Credential: Sendable, Equatable {
    /// It carries the credential of the scheme of that name.
    case scheme(String)
    /// It carries none.
    case none
  }

  /// How the elements of arrays are named where names are in brackets (`deepObject`).
  package var arrays = Arrays.indices

  package enum Arrays: String, Sendable, Equatable, CaseIterable {
    /// `a[0]`, as PHP, qs and Stripe read it.
    case indices
    /// `a[]`, as Rack reads it.
    case brackets
  }
}
