/// Words before `code` that make it a proof of identity, or not.
enum CodeWords {
  /// Words that make a code secret.
  static let secret: Set<String> = [
    "recovery", "backup", "verification", "verify", "otp", "totp", "mfa", "tfa", "fa", "sms", "factor",
    "authentication",
    "authenticator", "authorization", "authorisation", "auth", "access", "security", "unlock", "pass", "pin", "device",
    "reset", "login", "activation", "scratch", "emergency", "door", "gate", "lock", "alarm", "time", "signin", "sudo",
    "oauth", "oneTime", "onetime", "cvv", "cvc", "magic", "email", "phone", "secret", "password", "private",
    "unlocking",
    "puk", "validation", "passkey", "challenge", "step", "setup", "oob", "exchange",
  ]
  /// Words of that list that do so only in the context of a sign-in, or with a matching description.
  static let uncertain: Set<String> = [
    "email", "phone", "device", "time", "challenge", "step", "setup", "gate", "lock", "door", "exchange",
  ]
  /// Words that make a code an identifier or a classification.
  static let plain: Set<String> = [
    "zip", "post", "postal", "bar", "qr", "promo", "country", "language", "locale", "currency", "error", "status",
    "user",
    "reason", "response", "result", "state", "region", "area", "product", "client", "tenant", "app", "institution",
    "bank",
    "sort", "branch", "category", "tax", "sku", "item", "order", "coupon", "discount", "plan", "charge", "role", "exit",
    "color", "dial", "voucher",
  ]
  static let known: Set<String> = secret.union([
    "zip", "post", "bar", "qr", "promo", "country", "error", "status", "user",
  ])
}
