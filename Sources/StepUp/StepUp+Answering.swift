import APITools

extension StepUp {
  /// Answers a browser, or a program that does what a browser would.
  ///
  /// - Parameters:
  ///   - request: What it asks for.
  ///   - authority: Host and port of this server: whoever names another has been led here (DNS rebinding).
  ///   - scheme: By which browsers reach it.
  /// - Returns: A page, whatever is asked for.
  func answer(_ request: PageRequest, at authority: String, scheme: String = "http") async -> PageAnswer {
    let form = request.form
    guard request.host == authority else { return .note(.misdirected, as: form) }
    guard let (replica, id) = PagePath.parts(request.path), replica == self.replica, let ceremony = ceremonies[id]
    else {
      return .note(.unknown, as: form)
    }
    switch request.method {
    case "GET", "HEAD": return PageAnswer(ceremony, ceremony.view, as: form)
    case "POST": return await submit(request, to: ceremony, at: "\(scheme)://\(authority)")
    default: return .note(.method, as: form)
    }
  }

  private func submit(_ request: PageRequest, to ceremony: Ceremony, at origin: String) async -> PageAnswer {
    guard let body = request.body else { return .note(.tooLarge, as: request.form) }
    let form = FormData(body)
    guard request.isSameOrigin(as: origin),
      request.contentType?.hasPrefix("application/x-www-form-urlencoded") == true,
      form["form"] == ceremony.formToken
    else { return .note(.foreign, as: request.form) }
    let view: CeremonyView
    switch form["decision"] {
    case "decline":
      ceremony.decline()
      view = ceremony.view
    case "revoke":
      await ceremony.revoke()
      view = ceremony.view
    default: view = await ceremony.submit(secrets(form, ceremony.request.fields))
    }
    return PageAnswer(ceremony, view, as: request.form)
  }

  private func secrets(_ form: FormData, _ fields: [ApprovalRequest.Field]) -> [String: String] {
    var secrets: [String: String] = [:]
    for field in fields {
      if let text = form["secret-\(field.name)"], !text.isEmpty { secrets[field.name] = text }
    }
    return secrets
  }
}
