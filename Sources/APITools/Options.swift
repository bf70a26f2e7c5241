extension APITools {
  /// What can be chosen about the tools of an API.
  package struct Options: Sendable {
    /// The folder whose files may be uploaded; without one, contents have to be given as text.
    package var uploads: UploadFolder?

    package init() {}
  }
}
