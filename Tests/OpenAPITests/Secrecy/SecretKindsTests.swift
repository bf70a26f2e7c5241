import JSON
import OpenAPI
import Testing

/// Kinds of secrets, and of what only looks like them, each read in what is around it.
struct SecretKindsTests {
  /// A field as an invented document has it.
  struct Field: Sendable, CustomTestStringConvertible {
    var name: String
    var description: String? = nil
    var schema: JSONObject = ["type": "string"]
    var holder: String? = nil
    var siblings: [String] = []
    var component: String? = nil
    var path = "/things"
    var summary: String? = nil
    var role = Secrecy.Role.output

    var testDescription: String { [path, holder ?? "", name].joined(separator: " ") }

    var isSecret: Bool {
      get throws {
        var schema = schema
        if let description { schema["description"] = .string(description) }
        var properties = JSONObject([(name, .object(schema))])
        for sibling in siblings { properties.append(sibling, ["type": "string"]) }
        var object: JSONValue = ["type": "object", "properties": .object(properties)]
        var definitions = JSONObject()
        if let component {
          definitions.append(component, object)
          object = ["$ref": .string("#/$defs/\(component)")]
        }
        if let holder { object = ["type": "object", "properties": .object(JSONObject([(holder, object)]))] }
        if case .object(var root) = object {
          root["$defs"] = .object(definitions)
          object = .object(root)
        }
        let operation = try APIDocument(
          reading: JSONValue.object([
            "openapi": "3.1.0",
            "paths": .object([path: ["post": .object(["summary": .string(summary ?? ""), "responses": [:]])]]),
          ]).description
        ).operations[0]
        let fields = SecretFields(schema: object, of: OperationSubjects(operation), role: role)
        return !fields.names.filter { $0 == name }.isEmpty
      }
    }
  }

  @Test(arguments: [
    // PINs, one-time codes, recovery codes and answers.
    Field(name: "doorPin"), Field(name: "pin", description: "The PIN of the locker."), Field(name: "passCode"),
    Field(name: "smsCode", role: .input), Field(name: "one_time_code"), Field(name: "backup_codes"),
    Field(name: "totp"), Field(name: "code", path: "/account/mfa/verify", role: .input),
    Field(name: "code", siblings: ["grant_type", "redirect_uri"], role: .input),
    Field(name: "code", description: "The verification code that was sent by e-mail.", role: .input),
    Field(name: "security_answer"), Field(name: "answer", siblings: ["question"], path: "/account/recovery"),
    // Salts and hashes of passwords.
    Field(name: "password_hash"), Field(name: "hashed_password"), Field(name: "salt", siblings: ["algorithm"]),
    Field(name: "value", holder: "hash", siblings: ["salt", "algorithm"], component: "PasswordHash"),
    // Keys named by what they do.
    Field(name: "UnlockKey"), Field(name: "hmacKey"), Field(name: "stream_key"), Field(name: "signature_key"),
    Field(name: "client_key"), Field(name: "tlsClientCertKey"), Field(name: "client_key_data"),
    Field(name: "privatekey"),
    Field(name: "routing_key"), Field(name: "bindpass"), Field(name: "smtp_pass"),
    Field(name: "pass", siblings: ["user"]),
    // Private members of a JSON Web Key.
    Field(name: "d", siblings: ["kty", "n", "e"]), Field(name: "qi", siblings: ["kty"]),
    Field(name: "k", siblings: ["kty"]),
    // A key or value that only what is around it tells.
    Field(name: "value", description: "The value of the API key, only shown on create."),
    Field(name: "value", holder: "api_key"), Field(name: "value", component: "AdminApiKeyCreateResponse"),
    Field(name: "key", description: "Base64 encoded secret key."), Field(name: "key", siblings: ["certificate"]),
    Field(name: "key", path: "/tenants/{id}/api-keys"),
    Field(name: "production", description: "The secret key.", holder: "secrets"),
    // Authorization as a value, connection strings, files and links.
    Field(name: "authorization_header"), Field(name: "X-Registry-Auth"), Field(name: "connection_string"),
    Field(name: "dsn"),
    Field(name: "pem"), Field(name: "keytab"), Field(name: "kubeconfig"), Field(name: "client_assertion"),
    Field(name: "code_verifier"), Field(name: "id_token_hint"), Field(name: "magic_link"),
    Field(name: "passwordResetUrl"),
    Field(name: "secret_id", role: .input),
    // Cards.
    Field(name: "cvc"), Field(name: "cardNumber"), Field(name: "number", holder: "card", siblings: ["cvc"]),
    Field(name: "cryptogram"), Field(name: "payment_method_nonce"),
    // What stores of secrets hold.
    Field(
      name: "data",
      description: "The secret data, base64 encoded.",
      schema: ["type": "object", "additionalProperties": ["type": "string"]],
      component: "Secret"
    ),
    Field(name: "plaintext", path: "/transit/encrypt/{name}", role: .input),
    Field(name: "client_token", holder: "auth"), Field(name: "runner_registration_token"), Field(name: "csrf_token"),
  ])
  func `is a secret`(field: Field) throws { #expect(try field.isSecret) }

  @Test(arguments: [
    // The half of a pair that says who asks.
    Field(name: "access_key", siblings: ["secret_key"]), Field(name: "integrationKey", siblings: ["secretKey"]),
    Field(name: "key", siblings: ["secret"]), Field(name: "consumer_key"),
    // Names, ids and places of tokens.
    Field(name: "token_id"), Field(name: "secretName"), Field(name: "secret_id", path: "/secrets/{secret_id}"),
    Field(name: "key", holder: "secretKeyRef", component: "SecretKeySelector"),
    Field(name: "token", description: "The name of the token."),
    Field(name: "secret", description: "The path of the secret in the store."),
    Field(name: "privateKeyFile"), Field(name: "password_policy_id"), Field(name: "key", siblings: ["name", "value"]),
    // Counts, cursors and marks of requests.
    Field(name: "batch_token", description: "A cursor for the next page."), Field(name: "version_token"),
    Field(name: "clientToken", role: .input), Field(name: "idempotency_token"), Field(name: "max_tokens"),
    Field(name: "token", holder: "logprobs", siblings: ["logprob"]), Field(name: "push_token"),
    Field(name: "token", description: "Opaque token to fetch the next page of results."),
    // Settings about passwords.
    Field(name: "expirePassword"), Field(name: "requirePassword"), Field(name: "password_pattern"),
    Field(name: "addAccessCodeToEmail"), Field(name: "sendPassword", description: "Whether to send the password."),
    Field(name: "note", schema: ["type": "string", "writeOnly": true]),
    // Public halves, digests, ciphertext and ordinary codes.
    Field(name: "publishable_key"), Field(name: "clientKey", description: "Public key of the checkout form."),
    Field(name: "hmacKeyCheckValue"), Field(name: "content_hash"), Field(name: "encrypted_value"),
    Field(name: "signature"),
    Field(name: "user_code"), Field(name: "promo_code"), Field(name: "code", path: "/discounts"),
    Field(name: "auth_code", description: "The code of the issuer once the payment is authorised.", path: "/payments"),
    Field(name: "code_challenge"), Field(name: "captcha_token"), Field(name: "n", siblings: ["kty", "e"]),
    Field(name: "pincode", siblings: ["city", "state"]), Field(name: "number", siblings: ["street"]),
    Field(name: "ssh_key"), Field(name: "topologyKey"), Field(name: "primary_key"), Field(name: "keyring"),
    Field(name: "certificate"), Field(name: "login_url"), Field(name: "webhook_url"), Field(name: "seed_tracks"),
    Field(name: "number", description: "The last four digits.", holder: "card"), Field(name: "compass"),
    Field(name: "spin"),
    Field(name: "env", schema: ["type": "object", "additionalProperties": ["type": "string"]]),
    Field(name: "token", schema: ["type": "object", "properties": ["name": ["type": "string"]]], holder: "tokenRef"),
  ])
  func `only looks like one`(field: Field) throws { #expect(try !field.isSecret) }

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
