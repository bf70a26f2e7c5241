package import MCPHTTP
package import WebServer

/// The sign-in of people at the issuer of access tokens, by which browsers get sessions.
package struct PortalSignIn: Sendable {
  /// The host of the issuer, for people; `nil` while nobody can sign in there.
  let host: @Sendable () -> String?
  /// Leads a browser to the issuer, and back to a path in the folder of the pages.
  let begin: @Sendable (_ path: String, RouteRequest) async -> WebResponse
  /// The ids of sessions in `Cookie` fields.
  let sessions: @Sendable (_ cookies: [String]) -> [String]
  /// Decides on the reader of sessions.
  let admission: @Sendable (_ sessions: [String]) async -> Admission
  /// Ends sessions; gives the `Set-Cookie` field that removes their cookie, or `nil` if they may still be there.
  let end: @Sendable (_ sessions: [String]) async -> String?

  /// Makes a sign-in.
  ///
  /// - Parameters:
  ///   - host: The host of the issuer, for people; `nil` while nobody can sign in there.
  ///   - begin: Leads a browser to the issuer, and back to a path in the folder of the pages, which is checked before.
  ///   - sessions: The ids of sessions in `Cookie` fields.
  ///   - admission: Decides on the reader of sessions.
  ///   - end: Ends sessions; gives the `Set-Cookie` field that removes their cookie, or `nil` if that failed.
  package init(
    host: @escaping @Sendable () -> String?,
    begin: @escaping @Sendable (_ path: String, RouteRequest) async -> WebResponse,
    sessions: @escaping @Sendable (_ cookies: [String]) -> [String],
    admission: @escaping @Sendable (_ sessions: [String]) async -> Admission,
    end: @escaping @Sendable (_ sessions: [String]) async -> String?
  ) {
    (self.host, self.begin, self.sessions) = (host, begin, sessions)
    (self.admission, self.end) = (admission, end)
  }
}
