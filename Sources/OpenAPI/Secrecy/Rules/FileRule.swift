/// Judges files and texts that contain a private key.
enum FileRule {
  static let heads: Set<String> = [
    "pem", "keytab", "kubeconfig", "pkcs", "pkcs12", "pkcs8", "p8", "pfx", "jwk", "keystore", "certificate", "file",
    "cert", "bundle", "p12", "dockerconfigjson", "dockercfg",
  ]

  static func judge(_ facts: FieldFacts) -> Judgement {
    switch facts.head {
    case "pem":
      // Beside a private key, it is the certificate.
      let isOther =
        facts.isIn(.privateKeyMember) || facts.isAmong(.publicKeys) || facts.says([.certificate, .publicPart])
      return facts.isAlone && !isOther || facts.says(.secretKey)
        ? .secret(.certificateKey) : .open
    case "pkcs8", "p8": return facts.says([.reference, .publicPart]) ? .denied : .secret(.certificateKey)
    case "dockerconfigjson", "dockercfg", "json":
      return facts.has("docker") || facts.isAlone ? .secret(.authorization) : .open
    case "keytab", "kubeconfig", "config", "pfx", "pkcs", "pkcs12", "p12":
      return facts.says([.reference]) ? .denied : .secret(.certificateKey)
    default:
      if ["p12", "pkcs12", "pfx"].contains(where: facts.has) { return .secret(.certificateKey) }
      if facts.isBinary, facts.modifier == "key", !facts.has("public"), !facts.has("pub") {
        return .secret(.certificateKey)
      }
      let isKey = facts.says(.secretKey) && (facts.isBinary || ["bundle", "keystore", "jwk"].contains(facts.head))
      return isKey ? .secret(.certificateKey) : .open
    }
  }
}
