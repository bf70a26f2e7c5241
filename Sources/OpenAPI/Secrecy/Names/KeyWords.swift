/// Words before `key` that make it a key which opens, signs or encrypts, or not.
enum KeyWords {
  /// Words that make a key secret.
  static let secret: Set<String> = [
    "api", "private", "secret", "access", "signing", "sign", "encryption", "encrypt", "encrypting", "decryption",
    "decrypt", "master", "shared", "license", "licence", "unlock", "unseal", "hmac", "mac", "stream", "streaming",
    "session", "auth", "authentication", "authorization", "admin", "recovery", "wrapping", "wrap", "symmetric",
    "write", "ingest", "ingestion", "account", "service", "server", "developer", "subscription", "webhook",
    "signature", "certificate", "cert", "tls", "ssl", "host", "tsig", "wep", "wpa", "wifi", "rsa", "aes", "ecdsa",
    "sas", "connection", "join", "activation", "bearer", "application", "app", "client", "root", "storage", "network",
    "security", "bot", "crypto", "cipher", "user", "rest", "ca", "registration", "enrollment", "enrolment", "agent",
    "device", "product", "personal", "live", "test", "restricted", "management", "data", "customer", "merchant",
    "payment", "read", "query", "broadcast", "preshared", "psk", "ike", "ipsec", "vpn", "pgp", "gpg", "dkim", "sync",
    "backup", "escrow", "bitlocker", "filevault", "totp", "otp", "mfa", "cookie", "token", "jwt", "oauth", "hash",
    "transport", "routing", "integration", "worker", "runner", "serial", "seed", "wallet", "sdk", "delete", "deletion",
    "md",
  ]
  /// Words of that list that do so only with a matching description, operation or object.
  static let uncertain: Set<String> = [
    "network", "device", "product", "user", "test", "live", "data", "customer", "merchant", "payment", "read", "query",
    "personal", "pgp", "gpg", "sync", "hash", "serial", "seed", "wallet", "worker", "runner", "backup", "root",
    "account", "transport", "registration", "ssh", "developer", "service", "storage", "delete", "deletion", "md",
  ]
  /// Words that make a key a name: of a map's entry, a row, a place.
  static let plain: Set<String> = [
    "public", "pub", "publishable", "vapid", "site", "partition", "sort", "foreign", "cache", "object", "idempotency",
    "idempotent", "dedup", "dedupe", "deduplication", "group", "range", "index", "message", "translation", "label",
    "topology", "lookup", "map", "dictionary", "natural", "system", "project", "issue", "sandbox", "alias", "consumer",
    "kms", "property", "metadata", "config", "configuration", "context", "event", "row", "document", "field", "widget",
    "action", "attribute", "tag", "annotation", "category", "setting", "feature", "flag", "json", "yaml", "env",
    "variable", "parameter", "param", "header", "column", "table", "record", "name", "value", "order", "sorting",
    "composite", "unique", "business", "external", "correlation", "concurrency", "rate", "limit", "space", "page",
    "image", "file", "folder", "path", "resource", "entity", "item", "type", "module", "plugin", "component", "theme",
    "locale", "language", "template", "emoji", "icon", "short", "hot", "arrow", "function", "detach", "escape", "taint",
    "bucket", "blob", "node", "kubelet", "repository", "repo", "workspace", "team", "organization", "board", "queue",
    "topic", "channel", "thread", "keyword", "metric", "dimension", "facet", "bibliography", "dns",
  ]
  static let known: Set<String> = secret.union([
    "public", "ssh", "primary", "secondary", "deploy", "site", "publishable", "routing", "pub", "consumer",
  ])
}
