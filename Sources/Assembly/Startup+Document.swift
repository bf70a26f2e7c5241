package import EventThread
package import ProcessEnvironment
package import Settings

extension Startup {
  /// Reads the document of these settings.
  ///
  /// - Throws: The reason why it cannot be used, with its name if there are several.
  package func load(on thread: EventThread) async throws(CommandFailure) -> LoadedDocument {
    do throws(CommandFailure) { return try await LoadedDocument(settings, on: thread) } catch { throw named(error) }
  }

  /// Makes the offer of the document.
  ///
  /// - Parameters:
  ///   - document: The document.
  ///   - ground: Everything that outlives the offer.
  ///   - isChange: Whether clients are served already: a setting for a missing part is then only a warning.
  /// - Returns: The tools and the documentation.
  /// - Throws: The reason for a failure, with the document's name if there are several.
  func offered(
    _ document: LoadedDocument,
    on ground: ServedCatalog.Ground,
    isChange: Bool = false
  ) throws -> PublishedDocument {
    do { return try PublishedDocument(self, document, on: ground, isChange: isChange) } catch let error
      as CommandFailure
    {
      throw named(error)
    } catch let error as SettingsError {
      throw named(error)
    }
  }

  /// An error about the settings of this document, with its name if there are several.
  package func named(_ error: SettingsError) -> any Error {
    settings.document == nil ? error : named(.usage("\(error)"))
  }

  private func named(_ failure: CommandFailure) -> CommandFailure {
    guard let document = settings.document else { return failure }
    return CommandFailure(message: "the document \(document): \(failure.message)", exitCode: failure.exitCode)
  }
}
