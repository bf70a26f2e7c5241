import Files
import TextCoding

extension DocumentTexts {
  /// The time of the last change of the files, in ISO 8601 format; that of the program for what is built in.
  var modified: String? {
    let files = paths.isEmpty ? ["/proc/self/exe"] : paths
    return files.compactMap { FileState(path: $0)?.modifiedSeconds }.max().map(UTCTime.text)
  }
}
