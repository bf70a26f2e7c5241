import Calls
import Files
import ProcessEnvironment
import Settings
import SignIn
import Store

/// A session that a person signed in to on a page, and has not decided about.
struct PageSession: NewSession {
  private let session: StoredSession
  private let ground: SignInGround
  private let credentials: SignedInCredentials
  private let keeper: SessionKeeper

  init(_ session: StoredSession, _ ground: SignInGround, _ credentials: SignedInCredentials) {
    (self.session, self.ground, self.credentials) = (session, ground, credentials)
    keeper = ground.sessions.keeper(of: session)
  }

  var account: String { session.account.label }

  var notice: String? {
    guard session.kind == .pasted, let end = session.credential?.expires else { return nil }
    let minutes = max(0, end.seconds - SignInTime.system.now().seconds) / 60
    return "This session ends in \(minutes) minutes, and cannot be renewed."
  }

  func keep() async throws(SignInProblem) {
    do throws(SignInError) {
      try await keeper.keep(session)
      await removeEnded()
    } catch { throw SignInProblem(error.sentence) }
    // The person has said whose session it is: it is used whoever else is signed in.
    credentials.use(keeper)
    guard ground.setup.settings.store != .memory else { return }
    // Without the pointer only servers with the same XDG_STATE_HOME find the session: no reason to fail.
    do throws(StateFolder.Failure) { try StatePlace.leavePointer() } catch {}
  }

  func discard() async { await keeper.discard(session) }

  /// Removes sessions of others that have ended: calls would ask whose session is meant.
  private func removeEnded() async {
    let now = SignInTime.system.now()
    guard let entries = try? await ground.sessions.all() else { return }
    for entry in entries where entry.session.renewable(at: now) == nil {
      _ = try? await ground.sessions.keeper(of: entry.key).signOut()
    }
  }
}
