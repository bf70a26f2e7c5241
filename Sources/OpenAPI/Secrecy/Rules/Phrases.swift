/// Phrases in descriptions that tell the kind of the value.
enum Phrases {
  struct Phrase: Sendable {
    var rest: [String]
    var sign: Prose
  }

  /// The phrases by first word, so that a description is read in one pass.
  static let byFirstWord: [String: [Phrase]] = {
    var phrases: [String: [Phrase]] = [:]
    for (sign, texts) in all {
      for text in texts {
        // By bytes: going from one character to the next takes a hundred times as long, and there are hundreds of phrases.
        let words = text.utf8.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        guard let first = words.first else { continue }
        phrases[first, default: []].append(Phrase(rest: Array(words.dropFirst()), sign: sign))
      }
    }
    return phrases
  }()

  private static let all: [(Prose, [String])] = [
    (
      .publicPart,
      [
        "public key", "public api key", "public part", "publishable", "public keys", "public half", "publicly visible",
        "public ssh", "public site", "site key", "public id", "public identifier", "not secret", "not a secret",
        "public portion",
        "vapid",
      ]
    ),
    (
      .place,
      [
        "cursor", "pagination", "paginate", "paginated", "next page", "previous page", "page of results", "page token",
        "next set of", "next batch", "continuation", "page to return", "subsequent page", "last page",
      ]
    ),
    (
      .identifier,
      [
        "id of", "identifier of", "identifier for", "unique identifier of", "ids of", "identifies the",
        "identifying the", "id for", "uuid of",
        "identification number", "key ids", "key id",
      ]
    ),
    (
      .reference,
      [
        "name of", "names of", "reference to", "references the", "path to", "path of", "location of", "pointer to",
        "name or id",
        "arn of", "arn", "key file path", "information about", "information on", "selects a key", "file containing",
        "list of the names",
        "filename", "file name",
        "referencing", "identified by id", "by name", "id or name", "session data", "extra claims",
      ]
    ),
    (
      .digest,
      [
        "checksum", "fingerprint", "digest", "hash of the", "sha1 hash", "sha256 hash", "md5 hash", "thumbprint",
        "check value", "sha1 of", "sha256 of", "md5 of", "md5 sum",
      ]
    ),
    (
      .masked,
      [
        "masked", "redacted", "last four", "last 4", "truncated", "obfuscated", "first four", "first 4", "asterisks",
        "prefix",
      ]
    ),
    (
      .once,
      [
        "only shown", "shown once", "only be shown", "only returned once", "only returned during", "only returned on",
        "only returned at", "only returned when created", "only returned upon", "only displayed", "displayed once",
        "returned once",
        "never shown", "shown again", "displayed again", "returned again", "retrieved again", "see it again",
        "only time", "only visible", "only available when", "cannot be retrieved", "cant be retrieved",
        "only present on create",
        "only available once", "visible once", "only be displayed", "only be returned", "only on create",
        "only on creation",
        "only provided when", "only included when", "be able to retrieve", "retrievable", "as plain text",
        "in clear text", "plain text token", "plaintext token", "not be retrieved",
        "only present when",
      ]
    ),
    (
      .secretKey,
      [
        "private key", "secret key", "shared key", "symmetric key", "hmac key", "signing key", "encryption key",
        "private keys",
        "decryption key", "secret access key", "service account key", "key material", "master key", "license key",
        "base64 encoded secret", "unlock key", "key share", "stream key", "totp url", "otpauth", "wep", "psk",
        "pre shared key", "preshared key", "key used to delete", "license string", "activation key",
        "have the same key", "unlocks the product", "activates the product",
      ]
    ),
    (.password, ["password", "passphrase", "passcode", "pass phrase"]),
    (
      .token,
      [
        "access token", "bearer token", "api token", "auth token", "authentication token", "authorization token",
        "refresh token",
        "jwt", "session token", "secret token", "bot token", "json web token", "bearer", "personal access token",
        "access tokens",
        "oauth token", "security token", "identity token", "id token",
      ]
    ),
    (
      .apiKey,
      [
        "api key", "apikey", "api keys", "api secret", "admin key", "auth key", "access key", "integration key",
        "routing key",
      ]
    ),
    (
      .code,
      [
        "verification code", "one time", "authentication code", "recovery code", "security code", "authorization code",
        "otp", "totp", "confirmation code", "access code", "backup code", "digit code", "mfa code", "2fa", "two factor",
        "auth code", "used to authenticate a", "verify the user", "code sent", "code received", "activation code",
        "reset code", "mfa", "validation code", "grant code", "use for verification",
        "pin to use", "default pin", "pin code", "numeric pin", "digit pin", "personal identification number",
        "used for verification",
      ]
    ),
    (
      .mark,
      [
        "idempotent", "idempotency", "optimistic", "uniquely identifies the request", "deduplicate",
        "duplicate requests",
        "concurrency", "race conditions", "state", "version of the", "revision", "ensure idempotency", "etag",
        "retries", "retry",
        "version token",
      ]
    ),
    (
      .payment,
      [
        "payment is authorised", "payment was authorised", "payment is authorized", "issuer", "acquirer",
        "approval code", "processor",
        "card issuer", "the transaction", "issuing bank",
      ]
    ),
    (.captcha, ["captcha", "recaptcha", "hcaptcha", "turnstile"]),
    (
      .push,
      [
        "push notification", "push notifications", "push token", "apns", "fcm", "firebase", "device token",
        "mobile push",
      ]
    ),
    (.secret, ["secret", "secrets", "confidential", "credential", "credentials", "shared secret"]),
    (.certificate, ["certificate", "certificates", "x509", "public certificate"]),
    (.encrypted, ["encrypted", "sealed", "ciphertext", "encrypt your", "libsodium"]),
    (
      .connection,
      [
        "connection string", "connection uri", "connection url", "dsn", "data source name", "jdbc",
        "access to your database", "connect to the database", "includes a token", "includes the token",
        "includes an access token", "contains a token", "contains the token", "contains an access token",
        "contains credentials", "includes credentials", "including credentials", "including the password",
      ]
    ),
    (
      .authenticates,
      [
        "to authenticate", "authenticating", "for authentication", "authenticates", "authenticate with",
        "authorize requests", "used to sign",
        "to sign requests", "to verify the signature", "used to verify", "to log in", "used to login",
        "authentication to", "to authorize",
        "prove ownership", "for authenticating", "authorization header", "sign in", "that authorizes",
        "session authentication",
      ]
    ),
    (
      .flag,
      [
        "whether", "when set to", "true if", "if true", "indicates if", "indicates that", "indicates whether",
        "number of",
        "boolean", "attribute indicates", "controls", "specifies if", "how many", "how often", "how long",
      ]
    ),
    (
      .choice,
      ["whether", "true if", "indicates whether", "set whether", "specifies whether", "if true", "set to true"]
    ),
    (
      .fieldName,
      [
        "header name", "name of the header", "header to use", "query parameter name", "name of the field", "field name",
        "css selector",
        "cookie name", "parameter name", "hint", "regular expression", "regex", "type of token", "strategy", "approach",
        "supported types", "authentication type", "authentication scheme", "authentication method",
        "environment variable key", "key of the environment variable", "label for", "label of", "caption",
        "specify what", "specifies what",
        "specify which", "specifies which",
      ]
    ),
    (
      .page,
      [
        "where users", "the page", "a page", "page where", "page to", "page that",
        "login page", "landing page", "reset page",
      ]
    ),
    (
      .excluded,
      [
        "without credentials", "without the credentials", "without password", "without the password",
        "without a password",
        "without secrets", "without token", "without the token", "no credentials", "excluding credentials",
        "excluding the password",
      ]
    ),
    (.card, ["card number", "pan", "primary account number", "cvc", "cvv", "card verification", "card security"]),
    (.dns, ["dns", "txt record", "domain ownership", "domain verification", "ownership of the domain"]),
    (
      .signIn,
      [
        "magic link", "reset their password", "reset password", "reset the password", "password reset", "sign in link",
        "login link",
        "log in without", "short lived url", "single use url", "login ticket", "start the meeting", "start meeting",
        "one time login", "activate the user", "host link",
        "passwordless",
        "activation link", "recover the account", "recovery link", "log the user in", "incoming webhook",
        "executing the webhook",
        "webhook url",
      ]
    ),
    (
      .incomingWebhook,
      [
        "incoming webhook", "slack webhook", "discord webhook", "teams webhook", "chat webhook", "mattermost webhook",
        "hooks slack com",
        "executing the webhook",
      ]
    ),
    (
      .credential,
      ["username and password", "user and password", "basic auth", "base64url encoded auth", "auth configuration"]
    ),
  ]
}
