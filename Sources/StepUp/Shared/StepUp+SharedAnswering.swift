import Calls
import Store
import WebServer

/// The pages of approvals in a store: any replica serves any of them.
extension StepUp {
  func answer(
    _ request: PageRequest,
    at authority: String,
    scheme: String,
    from shared: SharedApprovals
  ) async -> PageAnswer {
    do throws(PageAnswer.Note) {
      let id = try id(of: request, at: authority)
      return try await answer(request, to: id, at: "\(scheme)://\(authority)", from: shared)
    } catch { return .note(error, as: request.form) }
  }

  /// The id of the approval that a request is about; whichever replica its path names.
  func id(of request: PageRequest, at authority: String) throws(PageAnswer.Note) -> String {
    guard request.host == authority else { throw .misdirected }
    guard let (_, id, leaves) = PagePath.parts(request.path), !leaves else { throw .unknown }
    guard ["GET", "HEAD", "POST"].contains(request.method) else { throw .method }
    return id
  }

  private func answer(
    _ request: PageRequest,
    to id: String,
    at origin: String,
    from shared: SharedApprovals
  ) async throws(PageAnswer.Note) -> PageAnswer {
    let found: ApprovalRow?
    do throws(StoreError) { found = try await shared.row(id) } catch { throw unavailable(error) }
    guard let row = found else { throw .unknown }
    let form = request.method == "POST" ? try form(of: request, row.form, at: origin) : nil
    do throws(StoreError) {
      if request.method != "HEAD" { try await shared.open(row) }
      let view =
        if let form { try await decide(row, form, from: shared) } else { try await view(of: row, from: shared) }
      return PageAnswer(row.page(view), as: request.form)
    } catch { throw unavailable(error) }
  }

  private func unavailable(_ error: StoreError) -> PageAnswer.Note {
    options.note("the page of an approval cannot be served: \(error.message)")
    return .unavailable
  }

  /// The page as a GET shows it, with the reason why a call would not be sent just now.
  private func view(of row: ApprovalRow, from shared: SharedApprovals) async throws(StoreError) -> ApprovalView {
    var view = row.view(at: options.time())
    guard case .waiting = view.state else { return view }
    guard let request = try await shared.rows.request(of: row) else {
      return try await shared.viewWithoutCredential(row)
    }
    view.hindrance = await carrier.hindrance(of: request)
    return view
  }

  private func decide(
    _ row: ApprovalRow,
    _ form: FormData,
    from shared: SharedApprovals
  ) async throws(StoreError) -> ApprovalView {
    switch form["decision"] {
    case "decline": try await shared.decline(row)
    case "revoke": try await shared.revoke(row)
    default: try await shared.submit(row, secrets(form, row.request.fields))
    }
  }
}
