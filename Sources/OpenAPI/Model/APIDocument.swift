package import JSON

/// An OpenAPI document as the rest of the program wants it: a flat list of operations that can be served, with their
/// schemas in one dialect, and what is wrong with the rest.
///
/// Whatever version the document was written in, every schema here is JSON Schema 2020-12. References between schemas
/// stay references to `#/components/schemas/NAME`, so that pages can link them; ``dereference(_:)`` makes a schema
/// that stands alone.
package struct APIDocument: Sendable {
  /// The OpenAPI version that the document was written in.
  package var version: OpenAPIVersion
  /// The name of the API.
  package var title: String
  package var summary: String?
  /// What the API is for, in CommonMark.
  package var description: String?
  /// The version of the API (`info.version`), not of OpenAPI.
  package var apiVersion: String
  /// Where the API is, best first; empty if the document does not say.
  package var servers: [Server]
  package var tags: [Tag]
  /// The operations that can be served, in the order of the document.
  package var operations: [Operation]
  /// The schemas of `components/schemas` by name, in the order of the document, converted to JSON Schema 2020-12.
  ///
  /// Those that stand elsewhere, in this document or in a file beside it, and are referred to follow them, each by a
  /// name that no other has.
  package var schemas: JSONObject
  /// The document as it was written, overlays applied; one of Swagger 2.0 as the 3.0 document that says the same.
  package var root: JSONValue
  /// The document as it was written, overlays applied, whatever its version.
  package var written: JSONValue
  /// What was wrong with the document and its overlays, in the order in which it was found.
  package var diagnostics: [Diagnostic]
  /// Makes schemas of this document stand alone.
  package var resolver: SchemaResolver
  /// Where the parts of ``root`` stand in the text, if that is of Swagger 2.0.
  var origins: SwaggerConversion.Origins? = nil
}

/// A version of the OpenAPI Specification, as far as it changes how a document is read.
package enum OpenAPIVersion: String, Sendable, CaseIterable {
  /// Swagger 2.0: read as the 3.0 document that says the same.
  case v2_0 = "2.0"
  /// 3.0.x: schemas are a dialect of their own.
  case v3_0 = "3.0"
  /// 3.1.x: schemas are JSON Schema 2020-12.
  case v3_1 = "3.1"
  /// 3.2.x: as 3.1, with more methods and media types.
  case v3_2 = "3.2"
}

/// A group of operations and what the document says about it.
package struct Tag: Sendable, Equatable {
  package var name: String
  package var description: String?
  /// A short name for people (3.2).
  package var summary: String? = nil
  /// The name of the tag that this one is under (3.2).
  package var parent: String? = nil
  /// What the tag is for, such as `nav` (3.2).
  package var kind: String? = nil
}
