import Files
import Logging
import Settings

extension Startup {
  /// Warns about secret files that cannot be read now: calls try again, but a mistyped name shows up here.
  func reportSecretFiles() {
    for path in settings.secretFiles {
      do throws(FileError) { _ = try File.bytes(path, atMost: SecretFile.maximumSize) } catch {
        logger.warning("\(error): calls that need the secret in it fail until it is there")
      }
    }
  }
}
