import EventThread

extension Startup {
  /// Reads the document that these settings are for.
  ///
  /// - Throws: Why it cannot be used; of several, which one.
  func load(on thread: EventThread) async throws(CommandFailure) -> LoadedDocument {
    do throws(CommandFailure) { return try await LoadedDocument(settings, on: thread) } catch { throw named(error) }
  }

  /// Makes everything of the document that is offered.
  ///
  /// - Parameters:
  ///   - document: The document.
  ///   - ground: What outlives the offer.
  ///   - isChange: Whether clients are served already: a setting that names nothing of the document is then a warning.
  /// - Returns: The tools and the documentation.
  /// - Throws: Why that cannot be done; of several, for which one.
  func offered(
    _ document: LoadedDocument,
    on ground: Offer.Ground,
    isChange: Bool = false
  ) throws -> OfferedDocument {
    do { return try OfferedDocument(self, document, on: ground, isChange: isChange) } catch let error as CommandFailure
    {
      throw named(error)
    } catch let error as SettingsError {
      throw named(error)
    }
  }

  /// An error about the settings for this document; of several, it says for which.
  func named(_ error: SettingsError) -> any Error {
    settings.document == nil ? error : named(.usage("\(error)"))
  }

  private func named(_ failure: CommandFailure) -> CommandFailure {
    guard let document = settings.document else { return failure }
    return CommandFailure(message: "the document \(document): \(failure.message)", exitCode: failure.exitCode)
  }
}
