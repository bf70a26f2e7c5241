/// An access token, and its life by this machine's clock.
package struct HeldAccess: Sendable, Hashable {
  /// The token.
  package let token: TokenText
  /// The time at which it was received.
  package let obtained: Moment
  /// The end of its life; `nil` if nothing says it.
  package let expires: Moment?

  init(token: TokenText, obtained: Moment, expires: Moment?) {
    self.token = token
    self.obtained = obtained
    self.expires = expires
  }

  /// Takes a token that was received just now.
  ///
  /// The token's own expiry goes before a response's `expires_in`, which is known to be wrong in places.
  init(_ token: TokenText, lifetime: Duration?, receivedAt now: Moment) {
    self.init(
      token: token,
      obtained: now,
      expires: token.claims?.expires(receivedAt: now) ?? lifetime.map { now + $0 }
    )
  }

  /// Whether it will live for some time yet.
  func lives(_ margin: Duration, after now: Moment) -> Bool { expires.map { $0 - now > margin } ?? true }
}

extension HeldAccess {
  /// The error for a token whose life is over when it arrives.
  func arrivedDead(from host: String) -> SignInError {
    SignInError(
      .untrusted,
      "\(host) gave a token that has already expired: compare the clocks of this machine and of \(host), then try again."
    )
  }

  /// Checks that a token which arrived just now can be used.
  func checkLife(from host: String) throws(SignInError) {
    guard lives(.zero, after: obtained) else { throw arrivedDead(from: host) }
  }
}

/// A refresh token, its life, and when it was sent.
package struct HeldRefresh: Sendable, Hashable {
  /// The token.
  package let token: TokenText
  /// The time at which it was received.
  package let obtained: Moment
  /// The end of its life; `nil` if nothing says it.
  package let expires: Moment?
  /// The time before it was first sent, while the response is not known to be stored.
  package internal(set) var sent: Moment?
  /// The time of the last attempt at upkeep, which its service was not there for.
  var tried: Moment?

  init(token: TokenText, obtained: Moment, expires: Moment?, sent: Moment? = nil, tried: Moment? = nil) {
    self.token = token
    self.obtained = obtained
    self.expires = expires
    self.sent = sent
    self.tried = tried
  }

  /// Takes a token that was received just now.
  init(_ token: TokenText, lifetime: Duration?, receivedAt now: Moment) {
    self.init(
      token: token,
      obtained: now,
      expires: token.claims?.expires(receivedAt: now) ?? lifetime.map { now + $0 }
    )
  }

  /// Whether it may be sent: never after the grace in which its service accepts it again.
  func maySend(at now: Moment, grace: Duration) -> Bool {
    if let expires, expires <= now { return false }
    guard let sent else { return true }
    // A clock that was set back cannot tell how long ago that was.
    return sent <= now && now - sent <= grace
  }

  /// The token after an attempt that its service did not process: it may be sent again at any time.
  func untouched(at now: Moment) -> HeldRefresh {
    var copy = self
    copy.tried = now
    return copy
  }

  /// The token as sent at a time, unless it was sent before: the grace does not begin anew.
  func sending(at now: Moment) -> HeldRefresh {
    var copy = self
    copy.sent = sent ?? now
    return copy
  }
}
