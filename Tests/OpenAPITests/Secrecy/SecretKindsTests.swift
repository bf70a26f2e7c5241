import JSON
import OpenAPI
import Testing

/// Kinds of secrets, and of what only looks like them, each read in what is around it.
struct SecretKindsTests {
  @Test(arguments: [
    // PINs, one-time codes, recovery codes and answers.
    SecretField(name: "doorPin"), SecretField(name: "pin", description: "The PIN of the locker."),
    SecretField(name: "passCode"),
    SecretField(name: "smsCode", role: .input), SecretField(name: "one_time_code"), SecretField(name: "backup_codes"),
    SecretField(name: "totp"), SecretField(name: "code", path: "/account/mfa/verify", role: .input),
    SecretField(name: "code", siblings: ["grant_type", "redirect_uri"], role: .input),
    SecretField(name: "code", description: "The verification code that was sent by e-mail.", role: .input),
    SecretField(name: "security_answer"),
    SecretField(name: "answer", siblings: ["question"], path: "/account/recovery"),
    // Salts and hashes of passwords.
    SecretField(name: "password_hash"), SecretField(name: "hashed_password"),
    SecretField(name: "salt", siblings: ["algorithm"]),
    SecretField(name: "value", holder: "hash", siblings: ["salt", "algorithm"], component: "PasswordHash"),
    // Keys named by what they do.
    SecretField(name: "UnlockKey"), SecretField(name: "hmacKey"), SecretField(name: "stream_key"),
    SecretField(name: "signature_key"),
    SecretField(name: "client_key"), SecretField(name: "tlsClientCertKey"), SecretField(name: "client_key_data"),
    SecretField(name: "privatekey"),
    SecretField(name: "routing_key"), SecretField(name: "bindpass"), SecretField(name: "smtp_pass"),
    SecretField(name: "pass", siblings: ["user"]),
    // Private members of a JSON Web Key.
    SecretField(name: "d", siblings: ["kty", "n", "e"]), SecretField(name: "qi", siblings: ["kty"]),
    SecretField(name: "k", siblings: ["kty"]),
    // A key or value that only what is around it tells.
    SecretField(name: "value", description: "The value of the API key, only shown on create."),
    SecretField(name: "value", holder: "api_key"), SecretField(name: "value", component: "AdminApiKeyCreateResponse"),
    SecretField(name: "key", description: "Base64 encoded secret key."),
    SecretField(name: "key", siblings: ["certificate"]),
    SecretField(name: "key", path: "/tenants/{id}/api-keys"),
    SecretField(name: "production", description: "The secret key.", holder: "secrets"),
    // Authorization as a value, connection strings, files and links.
    SecretField(name: "authorization_header"), SecretField(name: "X-Registry-Auth"),
    SecretField(name: "connection_string"),
    SecretField(name: "dsn"),
    SecretField(name: "pem"), SecretField(name: "keytab"), SecretField(name: "kubeconfig"),
    SecretField(name: "client_assertion"),
    SecretField(name: "code_verifier"), SecretField(name: "id_token_hint"), SecretField(name: "magic_link"),
    SecretField(name: "passwordResetUrl"),
    SecretField(name: "secret_id", role: .input),
    // Cards.
    SecretField(name: "cvc"), SecretField(name: "cardNumber"),
    SecretField(name: "number", holder: "card", siblings: ["cvc"]),
    SecretField(name: "cryptogram"), SecretField(name: "payment_method_nonce"),
    // What stores of secrets hold.
    SecretField(
      name: "data",
      description: "The secret data, base64 encoded.",
      schema: ["type": "object", "additionalProperties": ["type": "string"]],
      component: "Secret"
    ),
    SecretField(name: "plaintext", path: "/transit/encrypt/{name}", role: .input),
    SecretField(name: "client_token", holder: "auth"), SecretField(name: "runner_registration_token"),
    SecretField(name: "csrf_token"),
  ])
  func `is a secret`(field: SecretField) throws { #expect(try field.isSecret) }

  @Test(arguments: [
    // The half of a pair that says who asks.
    SecretField(name: "access_key", siblings: ["secret_key"]),
    SecretField(name: "integrationKey", siblings: ["secretKey"]),
    SecretField(name: "key", siblings: ["secret"]), SecretField(name: "consumer_key"),
    // Names, ids and places of tokens.
    SecretField(name: "token_id"), SecretField(name: "secretName"),
    SecretField(name: "secret_id", path: "/secrets/{secret_id}"),
    SecretField(name: "key", holder: "secretKeyRef", component: "SecretKeySelector"),
    SecretField(name: "token", description: "The name of the token."),
    SecretField(name: "secret", description: "The path of the secret in the store."),
    SecretField(name: "privateKeyFile"), SecretField(name: "password_policy_id"),
    SecretField(name: "key", siblings: ["name", "value"]),
    // Counts, cursors and marks of requests.
    SecretField(name: "batch_token", description: "A cursor for the next page."), SecretField(name: "version_token"),
    SecretField(name: "clientToken", role: .input), SecretField(name: "idempotency_token"),
    SecretField(name: "max_tokens"),
    SecretField(name: "token", holder: "logprobs", siblings: ["logprob"]), SecretField(name: "push_token"),
    SecretField(name: "token", description: "Opaque token to fetch the next page of results."),
    // Settings about passwords.
    SecretField(name: "expirePassword"), SecretField(name: "requirePassword"), SecretField(name: "password_pattern"),
    SecretField(name: "addAccessCodeToEmail"),
    SecretField(name: "sendPassword", description: "Whether to send the password."),
    SecretField(name: "note", schema: ["type": "string", "writeOnly": true]),
    // Public halves, digests, ciphertext and ordinary codes.
    SecretField(name: "publishable_key"),
    SecretField(name: "clientKey", description: "Public key of the checkout form."),
    SecretField(name: "hmacKeyCheckValue"), SecretField(name: "content_hash"), SecretField(name: "encrypted_value"),
    SecretField(name: "signature"),
    SecretField(name: "user_code"), SecretField(name: "promo_code"), SecretField(name: "code", path: "/discounts"),
    SecretField(
      name: "auth_code",
      description: "The code of the issuer once the payment is authorised.",
      path: "/payments"
    ),
    SecretField(name: "code_challenge"), SecretField(name: "captcha_token"),
    SecretField(name: "n", siblings: ["kty", "e"]),
    SecretField(name: "pincode", siblings: ["city", "state"]), SecretField(name: "number", siblings: ["street"]),
    SecretField(name: "ssh_key"), SecretField(name: "topologyKey"), SecretField(name: "primary_key"),
    SecretField(name: "keyring"),
    SecretField(name: "certificate"), SecretField(name: "login_url"), SecretField(name: "webhook_url"),
    SecretField(name: "seed_tracks"),
    SecretField(name: "number", description: "The last four digits.", holder: "card"), SecretField(name: "compass"),
    SecretField(name: "spin"),
    SecretField(name: "env", schema: ["type": "object", "additionalProperties": ["type": "string"]]),
    SecretField(
      name: "token",
      schema: ["type": "object", "properties": ["name": ["type": "string"]]],
      holder: "tokenRef"
    ),
  ])
  func `only looks like one`(field: SecretField) throws { #expect(try !field.isSecret) }

  @Test(arguments: [
    // Numbers in names, abbreviations, and the prefixes of a product.
    SecretField(name: "private_key_b64"), SecretField(name: "accPass"), SecretField(name: "keystorePass"),
    SecretField(name: "OneTimeSecretID", role: .input), SecretField(name: "keywrap_kek"),
    SecretField(name: "kube_config"), SecretField(name: "secure_json_data"), SecretField(name: "hashedSaltedValue"),
    SecretField(name: "passwordHistory"), SecretField(name: "track2_data", siblings: ["cvc"]),
    SecretField(name: "pin_block"), SecretField(name: "oob_code"), SecretField(name: "crumb"),
    // What the object, the component or the operation tells.
    SecretField(name: "d", siblings: ["key_ops", "kid"]), SecretField(name: "k", component: "JWK"),
    SecretField(name: "d", holder: "oth", siblings: ["r", "t"]),
    SecretField(name: "key", siblings: ["certificate_data"]), SecretField(name: "key", component: "TokenView"),
    SecretField(name: "key", siblings: ["name"], component: "SetupKey", path: "/setup-keys"),
    SecretField(name: "raw", holder: "secret"), SecretField(name: "two_factor", path: "/login", role: .input),
    SecretField(name: "init_code", path: "/sessions/token-exchange", role: .input),
    SecretField(name: "response", siblings: ["question"], path: "/profile/security-questions", role: .input),
    SecretField(name: "code", holder: "authorization_code"), SecretField(name: "code", component: "OAuthClientToken"),
    SecretField(name: "pin", holder: "pin_auth"), SecretField(name: "p12"), SecretField(name: "pkcs8"),
    SecretField(name: "snmp_community"),
    SecretField(name: "secureSettings", schema: ["type": "object"]),
    SecretField(name: "codes", component: "BackupCodes"),
    SecretField(name: "secret", holder: "source", component: "ImageSource", path: "/images"),
    SecretField(name: "barcode_uri", path: "/mfa/associate"),
    SecretField(name: "ticket", path: "/tickets/password-change"),
    SecretField(name: "value", component: "TranslationClientSecretResponse"),
    SecretField(name: "config_url", component: "TOTPChallenge"), SecretField(name: "slack_webhook_url"),
    SecretField(
      name: "TLSKeyFile",
      schema: ["type": "string", "format": "binary"],
      role: .input
    ),
  ])
  func `is a secret by what is around it`(field: SecretField) throws { #expect(try field.isSecret) }

  @Test(arguments: [
    SecretField(name: "missingSecrets"), SecretField(name: "image_pull_secrets"),
    SecretField(name: "credentialData", siblings: ["secretData"]), SecretField(name: "webauthn_credential"),
    SecretField(name: "s3_access_key", siblings: ["s3_secret_key"]), SecretField(name: "boarding_pass"),
    SecretField(name: "authorizations", schema: ["type": "string", "format": "uri"]),
    SecretField(name: "authorization", path: "/payments"),
    SecretField(name: "passwordResetUri", component: "ClientConfig", path: "/config"),
    SecretField(name: "sms_access_code", component: "PortalTemplateLocale"),
    SecretField(name: "barcode", path: "/products/verify"),
    SecretField(name: "pkcs7"), SecretField(name: "ssh_host_key"),
    SecretField(name: "institution_code", path: "/login"),
    SecretField(name: "secret", component: "SecretSource"), SecretField(name: "secret", holder: "permissions"),
    SecretField(name: "settings.sharedSecret", path: "/lang/{lang}"),
    SecretField(name: "secrets", schema: ["type": "string", "format": "uri"], holder: "links"),
    SecretField(name: "authorization", component: "SNMPv2Config"), SecretField(name: "wrapped_key"),
    SecretField(name: "authorization_code", description: "The authorization code of the charge.", component: "Charge"),
  ])
  func `only looks like one by what is around it`(field: SecretField) throws { #expect(try !field.isSecret) }

  @Test func `what a shared schema is used for tells its fields apart`() throws {
    let text: JSONValue = [
      "properties": [
        "api_key": ["$ref": "#/$defs/Pair"], "header": ["$ref": "#/$defs/Pair"],
        "tree": ["$ref": "#/$defs/Tree"],
      ],
      "$defs": [
        "Pair": ["type": "object", "properties": ["value": ["type": "string"]]],
        "Tree": ["type": "object", "properties": ["api_key": ["$ref": "#/$defs/Tree"], "value": ["type": "string"]]],
      ],
    ]
    let fields = SecretFields(schema: text, role: .output)
    let value: JSONValue = [
      "api_key": ["value": "a"], "header": ["value": "b"], "tree": ["value": "c", "api_key": ["value": "d"]],
    ]
    #expect(
      fields.masking(value).description
        == #"{"api_key":{"value":"<value>"},"header":{"value":"b"},"tree":{"value":"c","api_key":{"value":"<value>"}}}"#
    )
  }

  @Test func `members that no schema names are read beside each other`() {
    let fields = SecretFields(schema: true, role: .output)
    let value: JSONValue = ["keys": [["kty": "oct", "k": "x", "kid": "1"]], "page": ["token": "t"], "k": "y"]
    #expect(
      fields.masking(value).description
        == #"{"keys":[{"kty":"oct","k":"<k>","kid":"1"}],"page":{"token":"t"},"k":"y"}"#
    )
  }
}
