/// The reason why something cannot be made, and how to mend it.
struct PackagingError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
