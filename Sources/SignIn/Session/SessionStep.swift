/// The next thing to do for a credential.
enum SessionStep: Sendable, Hashable {
  /// Use this token.
  case use(HeldAccess)
  /// Send the backend's refresh token.
  case refreshPair(HeldRefresh)
  /// Exchange the provider's access token for a session of the backend.
  case exchange(HeldAccess)
  /// Send the provider's refresh token.
  case refreshProvider(HeldRefresh)
  /// Wait before the exchange.
  case wait(Duration)
  /// Have a person sign in again.
  case signInAgain
}

/// The times by which refresh tokens are sent.
package enum SessionTimes {
  /// The time in which the provider takes a refresh token again, less the way there: it allows 3 s.
  static let providerGrace = Duration.seconds(2)
  /// The time in which the backend takes a refresh token again, less the way there: it allows 30 s.
  static let backendGrace = Duration.seconds(25)
  /// The pause after a refusal by the backend, which compares whole seconds.
  static let burnPause = Duration.milliseconds(1100)
  /// The life of a provider's refresh token that does not say its own.
  package static let assumedLifetime = Duration.seconds(14 * 86_400)
  /// The silence that a session outlasts, whenever it begins: ten days, and some hours for a job that is late.
  static let silence = Duration.seconds(10 * 86_400 + 43_200)
  /// The pause between two attempts at upkeep, which calls would otherwise wait for again and again.
  static let upkeepPause = Duration.seconds(3600)
  /// The life that an access token must still have: a call may take so long.
  static let margin = Duration.seconds(60)
  /// The time for which the read session counts; others may have signed in or out since.
  static let rereading = Duration.seconds(10)
  /// The age at which an access token that the backend refuses is worth a new one.
  static let youth = Duration.seconds(300)
  /// The life of the lock: longer than one request (``SignInRequest/timeout``).
  static let lease = Duration.seconds(45)
}

extension StoredSession {
  /// Derives the next step from the tokens; nothing is sent after its grace.
  ///
  /// - Parameters:
  ///   - now: The time.
  ///   - rejected: A token that the backend refused with 401.
  /// - Returns: The step.
  func step(at now: Moment, rejected: TokenText? = nil) -> SessionStep {
    if let access = credential, access.token != rejected, access.lives(access.margin, after: now) {
      return .use(access)
    }
    switch kind {
    case .pasted: return .signInAgain
    case .direct:
      if let providerRefresh, providerRefresh.maySend(at: now, grace: SessionTimes.providerGrace) {
        return .refreshProvider(providerRefresh)
      }
    case .exchanged:
      if let refresh, refresh.maySend(at: now, grace: SessionTimes.backendGrace) { return .refreshPair(refresh) }
      if let providerAccess, providerAccess.lives(.seconds(10), after: now) {
        if let burned, burned <= now, now - burned < SessionTimes.burnPause {
          return .wait(SessionTimes.burnPause - (now - burned))
        }
        return .exchange(providerAccess)
      }
      if let providerRefresh, providerRefresh.maySend(at: now, grace: SessionTimes.providerGrace) {
        return .refreshProvider(providerRefresh)
      }
    }
    return .signInAgain
  }

  /// The provider's refresh token, if it is to be sent though no call needs it, so that it does not end unused.
  ///
  /// - Parameter now: The time.
  /// - Returns: The token; `nil` if it is not to be sent.
  func upkeep(at now: Moment) -> HeldRefresh? {
    guard let token = providerRefresh, token.maySend(at: now, grace: SessionTimes.providerGrace) else { return nil }
    // A renewal was interrupted.
    if token.sent != nil { return token }
    if let tried = token.tried, tried <= now, now - tried < SessionTimes.upkeepPause { return nil }
    // How old it is cannot be told where the clock was set back since.
    return token.obtained > now || now - token.obtained >= token.upkeepAge ? token : nil
  }

  /// The end of the time in which the session can be used or renewed without a person; `nil` if it is over.
  package func renewable(at now: Moment) -> Moment? {
    var ends: [Moment] = []
    if let credential, let end = credential.expires { ends.append(end) }
    if let refresh, refresh.maySend(at: now, grace: SessionTimes.backendGrace), let end = refresh.expires {
      ends.append(end)
    }
    if let token = providerRefresh, token.maySend(at: now, grace: SessionTimes.providerGrace) {
      ends.append(token.expires ?? token.obtained + SessionTimes.assumedLifetime)
    }
    return ends.max().flatMap { $0 > now ? $0 : nil }
  }
}

extension HeldRefresh {
  /// The age at which it is sent though no call needs it.
  ///
  /// Half of its life at the latest, so that it does not end unused, and before so little of it is left that a silence
  /// would end the session: of 14 days after 3.5. Tokens of few days cannot outlast that silence, and are not sent all
  /// the time for it.
  var upkeepAge: Duration {
    let life = expires.map { $0 - obtained } ?? SessionTimes.assumedLifetime
    return min(life / 2, max(life / 8, life - SessionTimes.silence))
  }
}

extension HeldAccess {
  /// The life that must be left for a call: less for tokens that are short-lived altogether.
  var margin: Duration {
    guard let expires else { return .zero }
    return min(SessionTimes.margin, (expires - obtained) / 4)
  }
}
