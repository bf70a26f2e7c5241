import Assembly
import Linking
import Logging
import MCP
import MCPHTTP
import Portal
import Store

/// The sign-in of people who read the documentation: by the client of links, judged by the rule of calls.
extension Linking {
  /// Lets people sign in for the pages of an offer.
  ///
  /// - Parameters:
  ///   - access: The rule by which callers are let in.
  ///   - current: The offer, whose operations say which scopes are of use.
  ///   - logger: The log, for an outage of the store.
  /// - Returns: The sign-in; `nil` if callers have no tokens of an issuer.
  func portalSignIn(_ access: any AccessRule, _ current: CurrentOffer, _ logger: Logger) -> PortalSignIn? {
    guard let resource = access.resource else { return nil }
    admitReaders(
      by: Reading(
        issuer: resource.issuer,
        resource: resource.identifier,
        scopes: { current.offer.map { resource.completed(.missingToken, $0.catalog).scopes } ?? [] }
      ) { token, peer in
        await access.admit(BearerCredentials(["Bearer \(token)"]), from: peer).verdict(by: resource)
      }
    )
    return PortalSignIn(
      host: { self.readersHost },
      begin: { await self.beginReading($0, $1) },
      sessions: { self.readerSessions(in: $0) },
      admission: { sessions in
        do throws(StoreError) {
          return try await self.reader(of: sessions).map(Admission.admitted) ?? .refused(.missingToken)
        } catch {
          logger.warning("a session for the documentation cannot be read: \(error.message)")
          return .unavailable(retryAfter: 10)
        }
      },
      end: { sessions in
        do throws(StoreError) { return try await self.endReading(sessions) } catch {
          logger.warning("a session for the documentation cannot be ended: \(error.message)")
          return nil
        }
      }
    )
  }
}

extension AccessDecision {
  /// The decision on a token that the issuer has made for this server's own client.
  fileprivate func verdict(by resource: ProtectedResource) async -> Reading.Verdict {
    let admission: Admission =
      switch self {
      case .now(let admission): admission
      case .later(let decide): await decide()
      }
    switch admission {
    case .admitted(let reader):
      // Documentation is for every caller with any of the scopes.
      guard resource.granted(reader)?.isEmpty == true else { return .admitted(reader) }
      return .refused(
        "You are signed in at the provider, but have no scope of this server there. Ask whoever runs it for access."
      )
    case .refused:
      return .refused(
        "You are signed in, but the provider's access token is not valid for this server. Tell whoever runs it: the client "
          + "by which you signed in needs access tokens for \(resource.identifier); the log says what is wrong."
      )
    case .unavailable(let seconds), .limited(let seconds): return .unavailable(retryAfter: seconds)
    }
  }
}
