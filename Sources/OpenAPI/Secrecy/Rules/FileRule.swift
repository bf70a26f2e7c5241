/// Judges files and texts that contain a private key.
enum FileRule {
  static let heads: Set<String> = [
    "pem", "keytab", "kubeconfig", "pkcs", "pkcs12", "pkcs8", "p8", "pfx", "jwk", "keystore", "certificate", "file",
    "cert", "bundle", "p12",
  ]

  static func judge(_ facts: FieldFacts) -> Judgement {
    switch facts.head {
    case "pem":
      return facts.isAlone && !facts.says([.certificate, .publicPart]) || facts.says(.secretKey)
        ? .secret(.certificateKey) : .open
    case "pkcs8", "p8": return facts.says([.reference, .publicPart]) ? .denied : .secret(.certificateKey)
    case "keytab", "kubeconfig", "config", "pfx", "pkcs", "pkcs12", "p12":
      return facts.says([.reference]) ? .denied : .secret(.certificateKey)
    default:
      if facts.isBinary, facts.modifier == "key", !facts.has("public"), !facts.has("pub") {
        return .secret(.certificateKey)
      }
      let isKey = facts.says(.secretKey) && (facts.isBinary || ["bundle", "keystore", "jwk"].contains(facts.head))
      return isKey ? .secret(.certificateKey) : .open
    }
  }
}
