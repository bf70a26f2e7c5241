import JSON
import OpenAPI
import Testing

/// The noun phrase that opens a description, where the name of the field tells nothing.
struct SecretOpeningTests {
  @Test(arguments: [
    SecretField(name: "whsec", description: "Signing key of the endpoint, shown once"),
    SecretField(name: "sid", description: "Session cookie value", path: "/auth/login"),
    SecretField(name: "access", description: "Short-lived JWT to be sent as bearer"),
    SecretField(name: "payload", description: "The secret's value", role: .input),
    SecretField(name: "material", description: "Raw bytes of the symmetric key"),
    SecretField(
      name: "by_server",
      description: "Passwords by host",
      schema: ["type": "object", "additionalProperties": ["type": "string"]],
      role: .input
    ),
    SecretField(name: "seed", description: "Base32 seed to enter in the authenticator app"),
    SecretField(name: "statement", description: "A signed JWT asserting metadata"),
    SecretField(name: "peer_config", description: "wg-quick configuration with the peer's private key"),
    SecretField(name: "peer_address", description: "Connection URI including user and password"),
    SecretField(name: "install_command", description: "Command with the bootstrap token with which a node joins"),
    SecretField(name: "entrance", description: "URL with which the host starts the meeting without logging in"),
    SecretField(name: "acceptance", description: "Personal link that accepts the invitation and logs in"),
    SecretField(name: "nonce", description: "Single-use payment nonce of the card form", role: .input),
    SecretField(name: "webhook_secret_github", description: "Manual webhook secret for GitHub."),
    SecretField(name: "unlocking", description: "Optional. The license key, as bought.", role: .input),
    // What a description says later is about the contents, not the kind.
    SecretField(name: "access_token", description: "A JWT containing information about the current session."),
    SecretField(name: "stream_key", description: "Stream name/key."),
    SecretField(name: "id_token_hint", description: "id_token_hint", role: .input),
  ])
  func `calls the value a secret`(field: SecretField) throws { #expect(try field.isSecret) }

  @Test(arguments: [
    "The name of the default encryption key", "Private key filename", "Masked token (first 8 characters visible)",
    "Information on the master signing keys", "First eight characters of the token", "API key prefix",
    "Default directory to fetch private keys from", "Whether a password is required",
  ])
  func `calls the value something about a secret`(description: String) throws {
    for name in ["key", "token", "signing_key"] {
      #expect(try !SecretField(name: name, description: description).isSecret, "\(name)")
    }
  }

  @Test(arguments: [
    // Properties, numbers and settings of secrets.
    SecretField(name: "rules", description: "Password policy of the organization"),
    SecretField(name: "remembered", description: "How many old passwords are remembered"),
    SecretField(name: "expires_at", description: "Access token, in seconds until it ends"),
    SecretField(name: "strength", description: "Password strength"),
    SecretField(name: "import_mode", description: "Import secret key as value"),
    SecretField(name: "summary", description: "Access token of the user"),
    // Other things with a secret in the sentence.
    SecretField(name: "phone", description: "The phone number the verification code was sent to."),
    SecretField(name: "ssid", description: "SSID this PSK should be applicable to"),
    SecretField(name: "target", description: "The new URL to associate with the processor token."),
    SecretField(name: "payload", description: "The payload of the JWT, as an object."),
    SecretField(name: "asset", description: "Token to swap"),
    SecretField(name: "text", description: "The text of the token"),
    // Public halves, and addresses of pages.
    SecretField(name: "shown", description: "Public API key of the project"),
    SecretField(name: "frontend", description: "The Frontend API key of your instance"),
    SecretField(name: "sealed", description: "Encrypted password"),
    SecretField(name: "jdbc_url", description: "JDBC URL without credentials"),
    SecretField(name: "start", description: "Link to the page where users sign in"),
    SecretField(name: "outcome", description: "The authorization code provided by the issuer.", path: "/payments"),
    // A sentence that ends where the noun is expected.
    SecretField(name: "odd", description: "Value of. Secret key"), SecretField(name: "even", description: "The. Of."),
  ])
  func `calls the value something else`(field: SecretField) throws { #expect(try !field.isSecret) }

  @Test func `only the start of a description is read`() throws {
    let late = String(repeating: "plain words ", count: 40) + ". Password of the account"
    #expect(try !SecretField(name: "note_text", description: late).isSecret)
    #expect(try SecretField(name: "note_text", description: "Password of the account. " + late).isSecret)
  }
}
