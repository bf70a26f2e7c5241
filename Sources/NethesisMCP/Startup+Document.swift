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
  /// - Throws: Why that cannot be done; of several, for which one.
  func offered(_ document: LoadedDocument, on ground: Offer.Ground) throws -> OfferedDocument {
    do { return try OfferedDocument(self, document, on: ground) } catch let error as CommandFailure {
      throw named(error)
    } catch let error as SettingsError {
      guard settings.document != nil else { throw error }
      throw named(.usage("\(error)"))
    }
  }

  private func named(_ failure: CommandFailure) -> CommandFailure {
    guard let document = settings.document else { return failure }
    return CommandFailure(message: "the document \(document): \(failure.message)", exitCode: failure.exitCode)
  }
}
