import APITools

extension StepUp {
  /// Answers a browser.
  ///
  /// - Parameters:
  ///   - request: What it asks for.
  ///   - authority: Host and port of this server: whoever names another has been led here (DNS rebinding).
  ///   - scheme: By which browsers reach it.
  /// - Returns: A page, whatever is asked for.
  func answer(_ request: PageRequest, at authority: String, scheme: String = "http") async -> PageAnswer {
    guard request.host == authority else { return .note(.misdirected) }
    guard let (replica, id) = PagePath.parts(request.path), replica == self.replica, let ceremony = ceremonies[id]
    else {
      return .note(.unknown)
    }
    switch request.method {
    case "GET", "HEAD": return PageAnswer(ceremony, ceremony.view)
    case "POST": return await submit(request, to: ceremony, at: "\(scheme)://\(authority)")
    default: return .note(.method)
    }
  }

  private func submit(_ request: PageRequest, to ceremony: Ceremony, at origin: String) async -> PageAnswer {
    guard let body = request.body else { return .note(.tooLarge) }
    let form = FormData(body)
    guard request.isSameOrigin(as: origin),
      request.contentType?.hasPrefix("application/x-www-form-urlencoded") == true,
      form["form"] == ceremony.formToken
    else { return .note(.foreign) }
    switch form["decision"] {
    case "decline":
      ceremony.decline()
      return PageAnswer(ceremony, ceremony.view)
    case "revoke":
      await ceremony.revoke()
      return PageAnswer(ceremony, ceremony.view)
    default: return PageAnswer(ceremony, await ceremony.submit(secrets(form, ceremony.request.fields)))
    }
  }

  private func secrets(_ form: FormData, _ fields: [ApprovalRequest.Field]) -> [String: String] {
    var secrets: [String: String] = [:]
    for field in fields {
      if let text = form["secret-\(field.name)"], !text.isEmpty { secrets[field.name] = text }
    }
    return secrets
  }
}
