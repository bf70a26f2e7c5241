/// A caller's own credential for the backend, for servers that several users share.
///
/// Only the backend may see it: descriptions and mirrors show that it is present, and nothing else (AUTH-21).
package struct CallerCredential: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The credential itself; never log it, store it or send it anywhere but to the backend.
  package let secret: String

  /// Wraps a credential.
  package init(_ secret: String) { self.secret = secret }

  /// A placeholder for the credential.
  package var description: String { "<credential>" }
  /// The same placeholder.
  package var debugDescription: String { description }
  /// A mirror without children.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
