package import JSON

/// An OpenAPI document as the program uses it: a flat list of operations that can be served, and the faults of the
/// rest.
///
/// Every schema is JSON Schema 2020-12, in documents of any version. References between schemas stay references to
/// `#/components/schemas/NAME`, so that pages can link them; ``dereference(_:)`` makes a schema self-contained.
package struct APIDocument: Sendable {
  /// The OpenAPI version of the document.
  package var version: OpenAPIVersion
  /// The name of the API.
  package var title: String
  /// The purpose of the API in a short sentence.
  package var summary: String?
  /// The purpose of the API, in CommonMark.
  package var description: String?
  /// The version of the API (`info.version`), not of OpenAPI.
  package var apiVersion: String
  /// The servers of the API, best first; empty if the document names none.
  package var servers: [Server]
  /// The declared tags, in document order.
  package var tags: [Tag]
  /// The operations that can be served, in document order.
  package var operations: [Operation]
  /// The schemas of `components/schemas` by name, in document order, converted to JSON Schema 2020-12.
  ///
  /// Referenced schemas from elsewhere, in this document or in a file beside it, follow them, each with a unique name.
  package var schemas: JSONObject
  /// The document as written, with overlays applied; Swagger 2.0 is converted to the equivalent 3.0 document.
  package var root: JSONValue
  /// The document as written, with overlays applied, in its own version.
  package var written: JSONValue
  /// The faults of the document and its overlays, in the order in which they were found.
  package var diagnostics: [Diagnostic]
  /// Makes schemas of this document self-contained.
  package var resolver: SchemaResolver
  /// The positions of the parts of ``root`` in the text, if that is Swagger 2.0.
  var origins: SwaggerConversion.Origins? = nil
}

/// A version of the OpenAPI Specification, as far as reading a document depends on it.
package enum OpenAPIVersion: String, Sendable, CaseIterable {
  /// Swagger 2.0: read as the equivalent 3.0 document.
  case v2_0 = "2.0"
  /// 3.0.x: schemas have a dialect of their own.
  case v3_0 = "3.0"
  /// 3.1.x: schemas are JSON Schema 2020-12.
  case v3_1 = "3.1"
  /// 3.2.x: like 3.1, with more methods and media types.
  case v3_2 = "3.2"
}

/// A group of operations, as the document describes it.
package struct Tag: Sendable, Equatable {
  /// The name by which operations refer to it.
  package var name: String
  /// The meaning of the tag, in CommonMark.
  package var description: String?
  /// A short name for people (3.2).
  package var summary: String? = nil
  /// The name of the parent tag (3.2).
  package var parent: String? = nil
  /// The purpose of the tag, such as `nav` (3.2).
  package var kind: String? = nil
}
