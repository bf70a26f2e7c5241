import Calls
import WebServer

extension StepUp {
  /// Responds to a request for the page, from a browser or a program that acts as one.
  ///
  /// - Parameters:
  ///   - request: The HTTP request.
  ///   - authority: Host and port of this server: a request for another one was misdirected (DNS rebinding).
  ///   - scheme: The URL scheme under which browsers reach the server.
  /// - Returns: A page, for any request.
  func answer(_ request: PageRequest, at authority: String, scheme: String = "http") async -> PageAnswer {
    if let shared { return await answer(request, at: authority, scheme: scheme, from: shared) }
    if isRedirect(request) { return await redirected(request, at: authority) }
    let (approval, leaves): (PendingApproval, Bool)
    do throws(PageAnswer.Note) { (approval, leaves) = try self.approval(of: request, at: authority) } catch {
      return .note(error, as: request.form)
    }
    if request.method == "GET" { approval.open() }
    if leaves { return await leave(approval, request, at: authority) }
    return request.method == "POST"
      ? await submit(request, to: approval, at: "\(scheme)://\(authority)")
      : await page(of: approval, for: request)
  }

  /// Refuses a request before its body is read, if it leads to no page; `nil` if it leads to one.
  func refusal(of request: PageRequest, at authority: String) -> PageAnswer? {
    guard !isRedirect(request) else { return nil }
    if shared != nil {
      do throws(PageAnswer.Note) {
        _ = try id(of: request, at: authority)
        return nil
      } catch { return .note(error, as: request.form) }
    }
    do throws(PageAnswer.Note) {
      _ = try approval(of: request, at: authority)
      return nil
    } catch {
      return .note(error, as: request.form)
    }
  }

  private func isRedirect(_ request: PageRequest) -> Bool { options.signsIn && request.path == Self.redirectPath }

  private func approval(
    of request: PageRequest,
    at authority: String
  ) throws(PageAnswer.Note) -> (PendingApproval, leaves: Bool) {
    guard request.host == authority else { throw .misdirected }
    guard let (replica, id, leaves) = PagePath.parts(request.path), replica == self.replica,
      let approval = approvals[id], !leaves || options.signsIn
    else { throw .unknown }
    guard (leaves ? ["GET"] : ["GET", "HEAD", "POST"]).contains(request.method) else { throw .method }
    return (approval, leaves)
  }

  /// The page in its present state; a browser that has to sign in gets a cookie to be known by.
  private func page(of approval: PendingApproval, for request: PageRequest) async -> PageAnswer {
    let known = Visitor.id(in: request.cookie, of: approval.id)
    let visitor = known ?? RandomID.make(bits: 128)
    let view = await approval.currentView(of: visitor)
    return answer(approval, view, request.form, visitor, isKnown: known != nil)
  }

  private func answer(
    _ approval: PendingApproval,
    _ view: ApprovalView,
    _ form: PageAnswer.Form,
    _ visitor: String,
    isKnown: Bool
  ) -> PageAnswer {
    var answer = PageAnswer(approval.page(view), as: form)
    if view.signIn != nil, !isKnown { answer.headers.append(Visitor.cookie(visitor, of: approval.id)) }
    return answer
  }

  /// The form that a page has sent by itself.
  ///
  /// - Throws: A note if something else has sent it, or it is too long.
  func form(of request: PageRequest, _ token: String, at origin: String) throws(PageAnswer.Note) -> FormData {
    guard let body = request.body else { throw .tooLarge }
    let form = FormData(body)
    guard request.isSameOrigin(as: origin),
      request.contentType?.hasPrefix("application/x-www-form-urlencoded") == true, form["form"] == token
    else { throw .foreign }
    return form
  }

  private func submit(_ request: PageRequest, to approval: PendingApproval, at origin: String) async -> PageAnswer {
    let form: FormData
    do throws(PageAnswer.Note) { form = try self.form(of: request, approval.formToken, at: origin) } catch {
      return .note(error, as: request.form)
    }
    approval.open()
    let known = Visitor.id(in: request.cookie, of: approval.id)
    let visitor = known ?? Visitor.usable(form["visitor"]) ?? RandomID.make(bits: 128)
    let view: ApprovalView
    switch form["decision"] {
    case "decline":
      approval.decline()
      view = approval.view
    case "revoke":
      await approval.revoke()
      view = approval.view
    case let decision?:
      if let signIn = approval.signIn {
        await take(decision, form, signIn, of: visitor, on: approval)
        view = await approval.currentView(of: visitor)
      } else {
        view = await approval.submit(secrets(form, approval.request.fields))
      }
    case nil: view = await approval.submit(secrets(form, approval.request.fields))
    }
    return answer(approval, approval.shown(view, to: visitor), request.form, visitor, isKnown: known != nil)
  }

  /// Takes a step of a sign-in; any other decision changes nothing.
  private func take(
    _ decision: String,
    _ form: FormData,
    _ signIn: PendingSignIn,
    of visitor: String,
    on approval: PendingApproval
  ) async {
    switch decision {
    case "paste": await signIn.paste(form["session"] ?? "", for: visitor)
    case "code": await signIn.startCode(for: visitor)
    case "use": if await signIn.use(form["account"] ?? "", for: visitor) { await signedIn(on: approval) }
    case "back": signIn.stopCode(for: visitor)
    case "discard": await signIn.discard(for: visitor)
    case "keep": if await signIn.keep(for: visitor) { await signedIn(on: approval) }
    default: break
    }
  }

  func secrets(_ form: FormData, _ fields: [ApprovalRequest.Field]) -> [String: String] {
    var secrets: [String: String] = [:]
    for field in fields {
      if let text = form["secret-\(field.name)"], !text.isEmpty { secrets[field.name] = text }
    }
    return secrets
  }
}
