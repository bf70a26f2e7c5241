extension Surroundings {
  /// The subjects in the words of a container, a schema or an operation.
  init(words: [String]) {
    self = []
    var previous = ""
    for (position, word) in words.enumerated() {
      // A secret's identifier is about one credential, not about a store of them.
      if word == "secret", position + 1 < words.count, words[position + 1] == "id" { continue }
      if let subject = Self.subjects[word] { formUnion(subject) }
      if word == "key" { formUnion(Self.keys[previous] ?? []) }
      if let subject = Self.pairs[previous]?[word] { formUnion(subject) }
      previous = word
    }
    guard let last = words.last else { return }
    if Self.referring.contains(last) { formUnion(.reference) }
    // The source of a secret's value is a reference; that of an image is a server.
    if last == "source", !Self.referred.isDisjoint(with: words) { formUnion(.reference) }
  }

  /// The subjects of a container or schema, which holds credentials only if its name ends with that subject.
  init(holder words: [String]) {
    self.init(words: words)
    let end = words.lastIndex { !Self.wrappers.contains($0) }.map { words[...$0].suffix(2) } ?? []
    subtract(Self.credentials.subtracting(Self(words: Array(end))))
    subtract(Self.wording.subtracting(Self(words: Array(end.suffix(1)))))
  }

  /// The subjects that make any value a credential, a text or the name of an action.
  private static let credentials: Surroundings = [.tokens, .apiKeys, .secrets, .texts, .grants]

  /// The subjects of which only the last word counts: a subscription of a permission is none.
  private static let wording: Surroundings = [.texts, .grants]

  /// Words that wrap the subject in the name of a schema: `AdminApiKeyCreateResponse`.
  private static let wrappers: Set<String> = [
    "request", "response", "create", "created", "update", "dto", "spec", "statu", "status", "list", "input", "output",
    "param", "object", "item", "full", "result", "payload", "body", "info", "model", "detail", "read", "write",
    "attribute", "v", "vo", "entity", "resource", "generate", "post", "put", "patch", "get", "reply",
  ]

  private static let subjects: [String: Surroundings] = [
    "password": .passwords, "passcode": .passwords, "credential": .apiKeys, "cred": .apiKeys, "token": .tokens,
    "apikey": .apiKeys, "secret": .secrets, "vault": .secrets, "keyvault": .secrets, "kv": [.secrets, .store],
    "secretstore": [.secrets, .store], "jwk": [.publicKeys, .jwk], "ssh": .publicKeys,
    "gpg": .publicKeys, "pgp": .publicKeys, "deploy": .publicKeys, "authorized": .publicKeys, "public": .publicKeys,
    "tsig": .symmetricKeys, "hmac": .symmetricKeys, "pat": .tokens,
    "login": .login, "signin": .login, "session": .login, "authenticate": .login, "authentication": .login,
    "auth": [.login, .authorization], "authorization": .authorization,
    "logon": .login, "signup": .login, "verify": .factors, "verification": .factors, "mfa": .factors,
    "totp": [.factors, .oneTimePasswords], "locale": [.texts, .localized], "lang": [.texts, .localized],
    "permission": .grants, "language": .texts, "translation": .texts,
    "factor": .factors, "otp": [.factors, .oneTimePasswords], "authenticator": .factors, "tfa": .factors,
    "twofactor": .factors,
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
    "amqp": .messaging, "rabbitmq": .messaging, "sas": .storage, "storage": .storage, "blob": .storage,
    "license": .licenses, "licence": .licenses,
    "domain": .domains, "txt": .domains, "oth": .jwk, "config": .configuration, "configuration": .configuration,
    "hostname": .domains, "template": .templates,
    "rule": .policy, "policy": .policy, "setting": .policy, "requirement": .policy,
    "connection": .database, "database": .database, "cluster": .database, "dsn": .database, "hash": .hashed,
  ]

  /// The subjects of pairs of words.
  private static let pairs: [String: [String: Surroundings]] = [
    "time": ["password": .oneTimePasswords], "sign": ["in": .login, "up": .login, "on": .login],
    "log": ["in": .login, "on": .login], "token": ["exchange": [.exchange, .oauth]],
    "backup": ["code": .codes], "recovery": ["code": .codes],
    "authorization": ["code": .codes],
    "security": ["question": [.question, .factors]], "secret": ["question": [.question, .factors]],
    "web": ["key": [.jwk, .publicKeys]],
  ]

  /// The subjects of a key, by the word before it.
  private static let keys: [String: Surroundings] = [
    "api": .apiKeys, "access": .apiKeys, "private": .privateKeys, "ssh": .publicKeys, "public": .publicKeys,
    "gpg": .publicKeys, "deploy": .publicKeys, "secret": .apiKeys, "signing": .apiKeys, "admin": .apiKeys,
    "service": .apiKeys, "account": .apiKeys, "auth": .apiKeys, "license": .apiKeys, "licence": .apiKeys,
    "encryption": .symmetricKeys, "hmac": .symmetricKeys, "tsig": .symmetricKeys, "stream": .apiKeys, "live": .apiKeys,
    "storage": .apiKeys, "spaces": .apiKeys, "space": .apiKeys, "application": .apiKeys, "app": .apiKeys,
    "unlock": .apiKeys, "pre": .apiKeys, "customer": .apiKeys, "unseal": .apiKeys, "root": .apiKeys, "share": .apiKeys,
    "subscription": .apiKeys, "project": .apiKeys, "server": .apiKeys, "client": .apiKeys, "integration": .apiKeys,
    "webhook": .apiKeys, "ingestion": .apiKeys, "personal": .apiKeys, "user": .apiKeys, "query": .apiKeys,
    "setup": .apiKeys, "enrollment": .apiKeys, "enrolment": .apiKeys, "join": .apiKeys, "registration": .apiKeys,
    "activation": .apiKeys, "bootstrap": .apiKeys, "provisioning": .apiKeys, "sdk": .apiKeys, "recovery": .apiKeys,
    "master": .apiKeys,
  ]

  /// Words for values that a source supplies.
  private static let referred: Set<String> = ["secret", "credential", "env", "var", "config", "value", "key", "token"]

  /// Last words of names for something that only refers to a value.
  private static let referring: Set<String> = [
    "ref", "reference", "selector", "projection", "lookup", "from", "requirement", "taint", "toleration",
  ]
}
