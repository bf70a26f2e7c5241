import Calls

extension StepUp {
  /// Responds to a request for the page, from a browser or a program that acts as one.
  ///
  /// - Parameters:
  ///   - request: The HTTP request.
  ///   - authority: Host and port of this server: a request for another one was misdirected (DNS rebinding).
  ///   - scheme: The URL scheme under which browsers reach the server.
  /// - Returns: A page, for any request.
  func answer(_ request: PageRequest, at authority: String, scheme: String = "http") async -> PageAnswer {
    let form = request.form
    let approval: PendingApproval
    do throws(PageAnswer.Note) { approval = try self.approval(of: request, at: authority) } catch {
      return .note(error, as: form)
    }
    if request.method == "GET" { approval.open() }
    return request.method == "POST"
      ? await submit(request, to: approval, at: "\(scheme)://\(authority)")
      : PageAnswer(approval, await approval.currentView, as: form)
  }

  /// Refuses a request before its body is read, if it leads to no page; `nil` if it leads to one.
  func refusal(of request: PageRequest, at authority: String) -> PageAnswer? {
    do throws(PageAnswer.Note) {
      _ = try approval(of: request, at: authority)
      return nil
    } catch {
      return .note(error, as: request.form)
    }
  }

  private func approval(of request: PageRequest, at authority: String) throws(PageAnswer.Note) -> PendingApproval {
    guard request.host == authority else { throw .misdirected }
    guard let (replica, id) = PagePath.parts(request.path), replica == self.replica, let approval = approvals[id]
    else { throw .unknown }
    guard ["GET", "HEAD", "POST"].contains(request.method) else { throw .method }
    return approval
  }

  private func submit(_ request: PageRequest, to approval: PendingApproval, at origin: String) async -> PageAnswer {
    guard let body = request.body else { return .note(.tooLarge, as: request.form) }
    let form = FormData(body)
    guard request.isSameOrigin(as: origin),
      request.contentType?.hasPrefix("application/x-www-form-urlencoded") == true,
      form["form"] == approval.formToken
    else { return .note(.foreign, as: request.form) }
    approval.open()
    let view: ApprovalView
    switch form["decision"] {
    case "decline":
      approval.decline()
      view = approval.view
    case "revoke":
      await approval.revoke()
      view = approval.view
    default: view = await approval.submit(secrets(form, approval.request.fields))
    }
    return PageAnswer(approval, view, as: request.form)
  }

  private func secrets(_ form: FormData, _ fields: [ApprovalRequest.Field]) -> [String: String] {
    var secrets: [String: String] = [:]
    for field in fields {
      if let text = form["secret-\(field.name)"], !text.isEmpty { secrets[field.name] = text }
    }
    return secrets
  }
}
