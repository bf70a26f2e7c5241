import ClientSetup
import JSON

/// The recorded entries of one file, in an order in which they can be taken out byte for byte.
///
/// Parts made around the first entry, such as the file, belong to the others once that one is gone.
struct RecordedEntries {
  /// An entry with its record, and the text with and without it.
  private struct Layer {
    let name: String
    let record: InstallRecord
    let text: ConfigText
    let original: ConfigText
  }

  /// The most entries that are put in order.
  private static let maximumCount = 8

  private let client: MCPClient
  /// The layers around the entry that is to go, the outermost first, and then its own.
  private let layers: [Layer]

  /// Takes entries out of a text one after the other, as far as their records fit: one comes last, as if it had been
  /// added first.
  init(_ records: [String: InstallRecord], in text: ConfigText, of client: MCPClient, last: String) {
    var (text, rest, layers): (ConfigText, [String: InstallRecord], [Layer]) = (text, records, [])
    if records.count > Self.maximumCount || records.values.contains(where: { $0.replaced != nil }) { rest = [:] }
    while rest[last] != nil {
      let names = rest.keys.filter { $0 != last }.sorted() + [last]
      let found = names.lazy.compactMap { name in
        rest[name].flatMap { record in
          record.original(of: text, without: name, client).map { (name: name, record: record, original: $0) }
        }
      }
      guard let next = found.first else { break }
      layers.append(Layer(name: next.name, record: next.record, text: text, original: next.original))
      text = next.original
      rest[next.name] = nil
    }
    (self.client, self.layers) = (client, layers)
  }

  /// The text without the last entry, and the records of the others from then on.
  ///
  /// - Returns: `nil` if there are no others, or if the records do not fit.
  func removing(_ name: String) throws(EditFailure) -> (text: ConfigText, records: [String: InstallRecord])? {
    guard layers.count > 1, let last = layers.last, last.name == name else { return nil }
    var records: [String: InstallRecord] = [:]
    var (text, record) = (last.original, last.record)
    for layer in layers.dropLast().reversed() {
      guard let entry = try client.entries(in: layer.text)[layer.name] else { return nil }
      let next = try text.setting(client.container + [layer.name], to: entry)
      // The first of them takes over what was made for the entry that goes.
      (record.changes, record.isNewFile) = (layer.record.changes, record.isNewFile && text.bytes.isEmpty)
      if !record.isNewFile { (record.isNewFile, record.folders) = (layer.record.isNewFile, layer.record.folders) }
      record.add(TextChange(from: text.bytes, to: next.bytes))
      records[layer.name] = record
      (text, record) = (next, InstallRecord())
    }
    let expected = try layers[0].text.removing(client.container + [name]).value()
    return try text.value() == expected ? (text, records) : nil
  }
}
