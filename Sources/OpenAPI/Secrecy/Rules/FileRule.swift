/// Files and texts that hold a private key.
enum FileRule {
  static let heads: Set<String> = [
    "pem", "keytab", "kubeconfig", "pkcs", "pfx", "keystore", "certificate", "file", "cert", "bundle", "p12",
  ]

  static func judge(_ facts: FieldFacts) -> Judgement {
    switch facts.head {
    case "pem":
      return facts.isAlone && !facts.says([.certificate, .publicPart]) || facts.says(.secretKey)
        ? .secret(.certificateKey) : .open
    case "keytab", "kubeconfig", "pfx", "pkcs":
      return facts.says([.reference]) ? .denied : .secret(.certificateKey)
    default:
      let isKey = facts.says(.secretKey) && (facts.isBinary || facts.head == "bundle" || facts.head == "keystore")
      return isKey ? .secret(.certificateKey) : .open
    }
  }
}
