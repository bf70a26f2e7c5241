extension Surroundings {
  /// The subjects in the names of all members of an object, each given by its words.
  init(members: some Sequence<[String]>) {
    self = []
    for words in members {
      if let sign = Self.signs[words.joined()] {
        formUnion(sign)
      } else if words.count > 2, words.last == "key", words.contains("secret") {
        formUnion(.prefixedHalf)
      } else if words.count > 1, words.last == "secret" {
        formUnion(.prefixedSecret)
      }
    }
    // A curve without its coordinates, or a bare modulus, is no JSON Web Key.
    if contains(.jwk), !contains(.jwkMembers) { subtract(.jwk) }
    subtract(.jwkMembers)
  }

  /// The subjects in the names of an operation's parameters, as context for each other.
  init(parameters: [String]) { self.init(members: parameters.map(NameWords.of)) }

  private static let jwkMembers = Self(rawValue: 1 << 63)

  /// Names of members that give a context to the others.
  private static let signs: [String: Surroundings] = [
    "cert": .certificateMember, "certificate": .certificateMember, "certdata": .certificateMember,
    "clientcertificate": .certificateMember, "clientcertificatedata": .certificateMember, "crt": .certificateMember,
    "clientcert": .certificateMember, "certificatedata": .certificateMember, "certificatepem": .certificateMember,
    "certpem": .certificateMember, "kty": [.jwk, .jwkMembers], "keyops": [.jwk, .jwkMembers],
    "dp": [.jwk, .jwkMembers], "dq": [.jwk, .jwkMembers], "qi": [.jwk, .jwkMembers], "salt": .hashed,
    "saltorder": .hashed,
    "iteration": .hashed, "workfactor": .hashed,
    "question": .question, "securityquestion": .question,
    "secretkey": .secretHalf, "secretaccesskey": .secretHalf, "secret": .secretHalf, "apisecret": .secretHalf,
    "appsecret": .secretHalf, "clientsecret": .secretHalf, "consumersecret": .secretHalf, "secretid": .secretHalf,
    "accesssecret": .secretHalf, "accesskeysecret": .secretHalf, "keysecret": .secretHalf,
    "privatekey": [.secretHalf, .privateKeyMember],
    "sharedsecret": .secretHalf, "apikeysecret": .secretHalf, "tokensecret": .secretHalf, "secretdata": .secretHalf,
    "credential": .secretHalf,
    "cvc": .card, "cvv": .card, "cvn": .card, "csc": .card, "securitycode": .card, "expirymonth": .card,
    "expmonth": .card, "expirationmonth": .card, "cardholdername": .card, "cryptogram": .card,
    "granttype": .oauth, "redirecturi": .oauth, "codeverifier": .oauth, "clientassertion": .oauth,
    "port": .database, "host": .database, "dbname": .database, "sslmode": .database,
    "username": .accountName, "user": .accountName, "login": .accountName, "proxyuser": .accountName,
    "proxyusername": .accountName, "loginid": .accountName,
    "email": .accountName, "userid": .accountName, "account": .accountName, "usr": .accountName,
    "name": .named, "key": .keyed, "city": .address, "state": .address,
    "country": .address, "countrycode": .address, "line": .address, "street": .address, "postalcode": .address,
    "passcode": .factors, "otp": .factors, "mfacode": .factors, "newpassword": .reset, "secondarykey": .secondKey,
    "ciphertext": .crypto, "secretname": .reference, "configmap": .reference, "operator": .reference,
    "imagepullsecret": .reference,
    "passwordanswer": .question, "usageunit": .usage, "logprob": .usage, "textoffset": .usage, "prompttoken": .usage,
    "totaltoken": .usage, "pushtoken": .push,
    "nextpasscode": .factors, "factorid": .factors, "limit": .paging, "pagesize": .paging, "maxresult": .paging,
    "exchange": .messaging, "exchangename": .messaging, "exchangetype": .messaging, "cipher": .crypto,
    "password": .passwordMember, "refresh": .refreshMember, "refreshtoken": .refreshMember,
    "accountname": .storage,
    "storageaccount": .storage, "sastoken": .storage, "licensekey": .licenses, "licencekey": .licenses,
  ]
}
