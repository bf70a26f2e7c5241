import OpenAPI
import Testing

/// Descriptions that tell of a value what its name does not, and those that only seem to.
struct SecretProseTests {
  @Test(arguments: [
    // What a description says late, or of something else, is not said of the value.
    SecretField(
      name: "secret",
      description:
        "Signs what is delivered. At least ten and at most a hundred characters long, of any kind but control characters; see there for information about how."
    ),
    SecretField(
      name: "authentication_password",
      description: "Not required if `authentication_type` is none."
    ),
    SecretField(name: "auth_key", description: "If `auth_type` is md5."),
    SecretField(
      name: "id_token_hint",
      description: "An ID token issued before, passed as a hint.",
      role: .input
    ),
    // A caller gives the whole of what a backend shows in part.
    SecretField(name: "password", description: "Masked in later answers.", role: .input),
    // What only the description tells.
    SecretField(name: "ticket", description: "A ticket that authorizes the run.", role: .input),
    SecretField(name: "console_url", description: "The address of the console; this includes a token."),
    SecretField(name: "license", description: "The license key of the installation.", role: .input),
    SecretField(name: "keys", description: "When type=wep, four strings.", holder: "auth"),
    SecretField(name: "key", description: "The key as plain text.", siblings: ["id", "name"]),
    SecretField(name: "code", description: "The authorization or grant code.", role: .input),
    SecretField(name: "webhook", description: "A Slack webhook.", role: .input),
  ])
  func `tells of a secret`(field: SecretField) throws { #expect(try field.isSecret) }

  @Test(arguments: [
    SecretField(name: "auth", description: "Specify what authentication approach is taken."),
    SecretField(name: "sms_access_code", description: "Label for the button."),
    SecretField(name: "server_key", description: "The VAPID key of the server."),
    SecretField(name: "ticket", description: "The ID of the ticket.", path: "/login"),
    SecretField(name: "license", description: "The license of the plugin."),
    SecretField(name: "webhook", description: "Where changes are posted to.", role: .input),
  ])
  func `tells of none`(field: SecretField) throws { #expect(try !field.isSecret) }
}
