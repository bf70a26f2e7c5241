/// Words around the head of a name, which tells the kind of the value.
enum Qualifiers {
  /// Words after the head: `new_password_confirmation`, `keyData`, `authorization_header`, `otpQuery`.
  static let trailing: Set<String> = [
    "confirmation", "confirm", "repeat", "again", "new", "old", "current", "value", "text", "plain", "plaintext",
    "string", "encoded", "decoded", "base", "b", "pem", "der", "hex", "raw", "content", "data", "query", "filter",
    "param",
    "parameter", "input", "payload", "byte", "prod", "production", "dev", "json", "retype", "temp", "temporary",
    "primary", "secondary",
  ]
  static let prepositions: Set<String> = ["in", "from", "into", "inside", "within"]
  /// Words at the start of a name that make it a switch, not a value (`expirePassword`, `addAccessCodeToEmail`).
  static let switching: Set<String> = [
    "expire", "require", "required", "allow", "allowed", "enable", "enabled", "has", "have", "is", "use", "uses",
    "force", "forced", "must", "show", "hide", "skip", "need", "needs", "disable", "disabled", "can", "should",
    "include", "includes", "add", "send", "save", "remember", "ignore", "with", "without", "no", "not", "rotate",
    "generate", "regenerate", "revoke", "support", "supports", "invalidate", "max", "min", "maximum", "minimum", "keep",
    "missing", "wrapped", "sealed", "encrypted", "masked", "redacted", "truncated", "obfuscated", "num", "total",
    "count", "last",
  ]
}
