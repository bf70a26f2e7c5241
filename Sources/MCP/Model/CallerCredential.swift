/// A credential for the backend that a caller sent along, for servers that several users share.
///
/// It is for the backend alone: whatever describes or reflects it shows that it is there, and no more of it (AUTH-21).
package struct CallerCredential: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The credential itself; never to be logged, kept or sent anywhere but to the backend.
  package let secret: String

  package init(_ secret: String) { self.secret = secret }

  package var description: String { "<credential>" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
