package import JSON

/// The page of an approval for programs: what the server writes, and the command `approve` reads.
package struct ApprovalPage: Sendable {
  /// The state of the approval, in a word.
  package enum State: String, Sendable {
    case waiting
    case signIn = "sign_in"
    case submitted, done, lost, failed, declined, expired, revoked
  }

  /// A secret that a person has to type.
  package struct Field: Sendable {
    /// The name of the argument.
    package let name: String
    /// Whether the call needs it.
    package let isRequired: Bool

    /// Makes a field.
    package init(name: String, isRequired: Bool) {
      self.name = name
      self.isRequired = isRequired
    }
  }

  /// The refusal of the last submission.
  package struct Problem: Sendable {
    /// The advice: a heading and a text.
    package var heading: String
    /// The likely causes, and what to do.
    package var text: String
    /// The server's exact words.
    package var reason: String
    /// The number of further attempts; `nil` if it is not known.
    package var attemptsLeft: Int?

    /// Makes a problem.
    package init(heading: String, text: String, reason: String, attemptsLeft: Int?) {
      self.heading = heading
      self.text = text
      self.reason = reason
      self.attemptsLeft = attemptsLeft
    }
  }

  /// A secret of the response, for the one who submitted the form.
  package struct Secret: Sendable {
    /// The name of the member.
    package let name: String
    /// The secret.
    package let text: String

    /// Makes a secret.
    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// The sign-in that comes before anything else.
  package struct SignIn: Sendable {
    /// A code that is typed at the provider.
    package struct Code: Sendable {
      /// The code.
      package let text: String
      /// The address to type it at.
      package let url: String
      /// The address with the code in it; `nil` if there is none.
      package let completeURL: String?
      /// The end of the code's life, in RFC 3339 format.
      package let expiresAt: String

      /// Makes a code.
      package init(text: String, url: String, completeURL: String?, expiresAt: String) {
        (self.text, self.url, self.completeURL, self.expiresAt) = (text, url, completeURL, expiresAt)
      }
    }

    /// An account whose session is stored.
    package struct Account: Sendable {
      /// The person, in words.
      package let label: String
      /// The value that names it in a form.
      package let choice: String

      /// Makes an account.
      package init(label: String, choice: String) { (self.label, self.choice) = (label, choice) }
    }

    /// The reason why a sign-in is needed, as a sentence.
    package var reason: String
    /// The host of the provider; `nil` if there is none.
    package var provider: String?
    /// Whether a browser of the server's machine can sign in on the page.
    package var hasBrowser = false
    /// Whether a code can be had.
    package var hasCode = false
    /// The advice on the session that can be pasted; `nil` if none can.
    package var pasting: String?
    /// The account that has to sign in; `nil` for any.
    package var wanted: String?
    /// The command line that signs in to the same API.
    package var command = ""
    /// The accounts to choose from; empty if there is nothing to choose.
    package var accounts: [Account] = []
    /// The code to type; `nil` if none was asked for.
    package var code: Code?
    /// Whether the sign-in is being completed.
    package var isUnderWay = false
    /// The account that has signed in, to be confirmed before its session is stored.
    package var account: String?
    /// A notice about that session.
    package var notice: String?
    /// The reason why the last attempt failed.
    package var problem: String?
    /// The id of this reader, to be returned with each form.
    package var visitor: String?

    /// Makes a sign-in with its reason.
    package init(reason: String) { self.reason = reason }
  }

  /// The item that can be revoked.
  package struct Revocation: Sendable {
    /// The item, in words.
    package let subject: String
    /// The reason why an earlier attempt is not known to have succeeded; `nil` if there was none.
    package let problem: String?

    /// Makes a revocation that is possible.
    package init(subject: String, problem: String?) {
      self.subject = subject
      self.problem = problem
    }
  }

  /// The state.
  package let state: State
  /// The name of the tool.
  package let tool: String
  /// The title of the tool, or its name.
  package let title: String
  /// The arguments without secrets.
  package let arguments: JSONObject
  /// The origin that the call and its secrets go to.
  package let backend: String
  /// The time at which the page expires, in RFC 3339 format.
  package let expiresAt: String
  /// The heading of an approval that is no longer waiting; empty while it is.
  package var heading = ""
  /// The text below the heading.
  package var text = ""
  /// The account that the call is made in; `nil` if nothing names it.
  package var account: String?
  /// The sign-in that comes first; `nil` if there is a session.
  package var signIn: SignIn?
  /// An event since the page was opened that changes the call; `nil` if there was none.
  package var news: String?
  /// A warning to read before approving.
  package var notice: String?
  /// The reason why a call would not be sent just now; `nil` if it would be.
  package var hindrance: String?
  /// The secrets that a person has to type.
  package var fields: [Field] = []
  /// The refusal of the last submission; `nil` if there was none.
  package var problem: Problem?
  /// The reason of a failure.
  package var reason: String?
  /// The secrets of the response.
  package var secrets: [Secret] = []
  /// The item that can be revoked; `nil` if none can.
  package var revocation: Revocation?
  /// The token to return with a decision; `nil` if none can be made.
  package var form: String?

  /// Makes a page of what every page has.
  package init(
    state: State,
    tool: String,
    title: String,
    arguments: JSONObject,
    backend: String,
    expiresAt: String
  ) {
    self.state = state
    self.tool = tool
    self.title = title
    self.arguments = arguments
    self.backend = backend
    self.expiresAt = expiresAt
  }
}
