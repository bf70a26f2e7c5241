package import SignIn
import TextCoding

extension Moment {
  /// The time in RFC 3339.
  package var text: String { UTCTime.text(seconds) }
}
