/// The reason why a store cannot do its work, in words for a person: what happened, then what to do.
package struct StoreError: Error, Hashable {
  /// The kind of a reason.
  package enum Kind: Hashable, Sendable {
    /// A key, an owner or a value is larger than ``StoreLimits`` allow.
    case tooLarge
    /// There are as many values as ``StoreLimits`` allow.
    case full
    /// Another process kept the storage locked.
    case busy
    /// The folder or the file cannot be used, read or written.
    case unusable
    /// There is no space for a new version of the file; the earlier one stays.
    case noSpace
    /// The file is damaged, incomplete, or not of this program; it is left as it is.
    case damaged
    /// A newer version of this program wrote the file.
    case newer
    /// The key of the file is missing, or its place cannot be reached.
    case keyUnreachable
    /// The database is away: nothing was stored, and it may be back soon.
    case unreachable
    /// The database went away while it worked: whether something was stored is unknown.
    case uncertain
  }

  /// The kind.
  package let kind: Kind
  /// The message: what happened, then what to do; it contains no stored value.
  package let message: String

  /// Makes an error.
  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}

extension StoreError: CustomStringConvertible {
  package var description: String { message }
}
