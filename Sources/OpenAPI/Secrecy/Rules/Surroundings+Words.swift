extension Surroundings {
  /// The subjects that the words of a container, a schema or an operation name.
  init(words: [String]) {
    self = []
    var previous = ""
    for (position, word) in words.enumerated() {
      // A secret's identifier is about one credential, and not about a store of them.
      if word == "secret", position + 1 < words.count, words[position + 1] == "id" { continue }
      if let subject = Self.subjects[word] { formUnion(subject) }
      if word == "key" { formUnion(Self.keys[previous] ?? []) }
      if word == "password", previous == "time" { formUnion(.oneTimePasswords) }
      previous = word
    }
    if let last = words.last, Self.referring.contains(last) { formUnion(.reference) }
  }

  /// The subjects of a container or a schema, which holds a credential only if that is what its name ends in.
  init(holder words: [String]) {
    self.init(words: words)
    let end = words.lastIndex { !Self.wrappers.contains($0) }.map { words[...$0].suffix(2) } ?? []
    subtract(Self.credentials.subtracting(Self(words: Array(end))))
  }

  /// The subjects that make of any value a credential.
  private static let credentials: Surroundings = [.tokens, .apiKeys, .secrets]

  /// Words behind what a schema is of: `AdminApiKeyCreateResponse`.
  private static let wrappers: Set<String> = [
    "request", "response", "create", "created", "update", "dto", "spec", "statu", "status", "list", "input", "output",
    "param", "object", "item", "full", "result", "payload", "body", "info", "model", "detail", "read", "write",
    "attribute", "v", "vo", "entity", "resource", "generate", "post", "put", "patch", "get", "reply",
  ]

  private static let subjects: [String: Surroundings] = [
    "password": .passwords, "passcode": .passwords, "credential": .apiKeys, "cred": .apiKeys, "token": .tokens,
    "apikey": .apiKeys, "secret": .secrets, "vault": .secrets, "keyvault": .secrets, "kv": [.secrets, .store],
    "secretstore": [.secrets, .store], "jwk": .publicKeys, "ssh": .publicKeys,
    "gpg": .publicKeys, "pgp": .publicKeys, "deploy": .publicKeys, "authorized": .publicKeys, "public": .publicKeys,
    "tsig": .symmetricKeys, "hmac": .symmetricKeys, "pat": .tokens,
    "login": .login, "signin": .login, "session": .login, "authenticate": .login, "authentication": .login,
    "auth": [.login, .authorization], "authorization": .authorization,
    "logon": .login, "signup": .login, "verify": .factors, "verification": .factors, "mfa": .factors, "totp": .factors,
    "factor": .factors, "otp": .factors, "authenticator": .factors, "tfa": .factors, "twofactor": .factors,
    "fa": .factors, "passkey": .factors, "challenge": .factors,
    "oauth": .oauth, "oidc": .oauth, "introspect": .oauth, "introspection": .oauth,
    "reset": .reset, "forgot": .reset, "forgotten": .reset, "recovery": .reset, "recover": .reset, "activate": .reset,
    "activation": .reset,
    "paging": .paging, "pagination": .paging, "page": .paging, "cursor": .paging,
    "address": .address, "location": .address, "billing": .address, "shipping": .address,
    "push": .push, "apn": .push, "fcm": .push, "gcm": .push, "notification": .push, "webpush": .push,
    "pin": .pins, "pinned": .pins, "invite": .invites, "invitation": .invites, "payment": .payments, "pay": .payments,
    "order": .payments, "transaction": .payments, "charge": .payments, "authorisation": .payments, "refund": .payments,
    "checkout": .payments, "capture": .payments, "usage": .usage, "logprob": .usage,
    "analyze": .usage, "tokenize": .usage,
    "card": .card, "creditcard": .card, "debitcard": .card, "encrypt": .crypto, "decrypt": .crypto, "rewrap": .crypto,
    "transit": .crypto,
    "domain": .domains, "txt": .domains, "hostname": .domains, "template": .templates,
    "rule": .policy, "policy": .policy, "setting": .policy, "requirement": .policy,
    "connection": .database, "database": .database, "cluster": .database, "dsn": .database, "hash": .hashed,
  ]

  /// The subjects of a key by the word before it.
  private static let keys: [String: Surroundings] = [
    "api": .apiKeys, "access": .apiKeys, "private": .privateKeys, "ssh": .publicKeys, "public": .publicKeys,
    "gpg": .publicKeys, "deploy": .publicKeys, "secret": .apiKeys, "signing": .apiKeys, "admin": .apiKeys,
    "service": .apiKeys, "account": .apiKeys, "auth": .apiKeys, "license": .apiKeys, "licence": .apiKeys,
    "encryption": .symmetricKeys, "hmac": .symmetricKeys, "tsig": .symmetricKeys, "stream": .apiKeys, "live": .apiKeys,
    "storage": .apiKeys, "spaces": .apiKeys, "space": .apiKeys, "application": .apiKeys, "app": .apiKeys,
    "unlock": .apiKeys, "pre": .apiKeys, "customer": .apiKeys, "unseal": .apiKeys, "root": .apiKeys, "share": .apiKeys,
    "subscription": .apiKeys, "project": .apiKeys, "server": .apiKeys, "client": .apiKeys, "integration": .apiKeys,
    "webhook": .apiKeys, "ingestion": .apiKeys, "personal": .apiKeys, "user": .apiKeys, "query": .apiKeys,
  ]

  /// The last words of what only tells where something is.
  private static let referring: Set<String> = [
    "ref", "reference", "selector", "projection", "source", "lookup", "from", "requirement", "taint", "toleration",
  ]
}
