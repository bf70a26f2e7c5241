import JSON
import OpenAPI
import Testing

/// Names that only their neighbours, the operation or the component make secrets, or not.
struct SecretNeighboursTests {
  @Test(arguments: [
    // Keys of accounts, products and files.
    SecretField(name: "accountKey", siblings: ["sas_token", "account_name"], path: "/storage/{account}/sas"),
    SecretField(name: "product_key", description: "Unlocks the product", siblings: ["license_key"], path: "/licenses"),
    SecretField(name: "key_material", path: "/signing-keys"), SecretField(name: "hmac_string"),
    SecretField(name: "seed_entropy", role: .input), SecretField(name: "dockerconfigjson", role: .input),
    SecretField(name: "docker_config_json", role: .input), SecretField(name: "apn_p12_cert"),
    SecretField(name: "requirepass"), SecretField(name: "app_pwhash"),
    SecretField(name: "hash", siblings: ["password"]),
    // What a sign-in gives, and what joins.
    SecretField(name: "access", siblings: ["refresh"], path: "/auth/login"), SecretField(name: "joinCommand"),
    SecretField(name: "qr_png", path: "/users/{id}/mfa/totp"),
    SecretField(name: "imageUrl", component: "TotpGenerateResponse"),
    SecretField(name: "accept_url", path: "/invites"), SecretField(name: "invitationUrl", component: "UserData"),
    SecretField(name: "recoveryLink", path: "/identities"),
    SecretField(
      name: "AuthPayload",
      description: "What is needed to verify the factor, as a TOTP code.",
      path: "/factors/{id}",
      role: .input
    ),
    SecretField(
      name: "linkCode",
      description: "String that can be used to authenticate the user.",
      path: "/code/consume",
      role: .input
    ),
    SecretField(
      name: "CustomCode",
      description: "A code to use for verification.",
      path: "/verifications",
      role: .input
    ),
    SecretField(name: "pin", component: "SetPinRequest", path: "/accounts/{number}/pin", role: .input),
    SecretField(name: "default_pin", description: "Default PIN to use.", holder: "pin_protection"),
    // The side that writes to a store of secrets.
    SecretField(name: "value", siblings: ["name"], path: "/secrets", role: .input),
    SecretField(name: "payload", siblings: ["secret_name"], path: "/secrets/{name}", role: .input),
    SecretField(name: "fetch_password", component: "PermissionSubscription"),
    SecretField(
      name: "content",
      schema: ["type": "string", "writeOnly": true],
      component: "GCPCredential",
      role: .input
    ),
    SecretField(name: "license", path: "/subscription/license", role: .input),
  ])
  func `is a secret`(field: SecretField) throws { #expect(try field.isSecret) }

  @Test(arguments: [
    SecretField(name: "product_key", path: "/products"), SecretField(name: "account_key", path: "/accounts"),
    SecretField(name: "access", path: "/files"), SecretField(name: "joinCommand", role: .input),
    SecretField(name: "hash", siblings: ["branch"]), SecretField(name: "image", path: "/products"),
    SecretField(name: "reset_password_url", description: "Where users go to reset a forgotten password"),
    SecretField(name: "reset_password_url", path: "/password-policy"),
    SecretField(name: "disaster_recovery_url"),
    SecretField(name: "revoked_tokens", description: "How many were revoked"),
    SecretField(name: "userDataInJWT", schema: ["type": "object"]),
    SecretField(name: "proxyPass", siblings: ["proxyHost"]), SecretField(name: "vapid_key"),
    SecretField(name: "pem", siblings: ["private_key"]), SecretField(name: "pem", component: "RSAPublicOutput"),
    SecretField(name: "sns_key", description: "AWS access key", siblings: ["sns_secret"]),
    SecretField(name: "x-amz-credential", role: .input),
    SecretField(name: "verification_token", description: "Validation token for the DNS TXT record."),
    SecretField(name: "secrets", siblings: ["imagePullSecrets"], component: "ServiceAccount"),
    SecretField(name: "device_keys", schema: ["type": "object"]),
    SecretField(
      name: "pre_webhook_url",
      description: "The URL for webhooks. See [Events](https://example.com/docs/chat/webhook-events)."
    ),
    SecretField(name: "label", description: "The API key's owner.", holder: "secrets"),
    SecretField(name: "accessKey", siblings: ["credential"], role: .input),
    SecretField(name: "value", siblings: ["key"], path: "/labels", role: .input),
    SecretField(name: "routingKey", siblings: ["exchangeName", "queue"]),
    SecretField(name: "routing_key", holder: "amqp"),
    // Identifiers that are called tokens.
    SecretField(name: "account_token", schema: ["type": "string", "format": "uuid"]),
    SecretField(name: "dispute_token"),
    SecretField(name: "release_tokens"), SecretField(name: "Key", siblings: ["Certificate"], component: "JSONWebKey"),
    SecretField(name: "personalAccessToken", description: "The personalAccessToken id."),
    SecretField(name: "hash", description: "The public id of the share", siblings: ["password"]),
    SecretField(name: "license", path: "/repositories", role: .input),
  ])
  func `only looks like one`(field: SecretField) throws { #expect(try !field.isSecret) }
}
