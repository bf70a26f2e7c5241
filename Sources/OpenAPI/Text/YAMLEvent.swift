/// An event in the serialization of a YAML text (YAML 1.2.2 section 3.1.1).
enum YAMLEvent {
  case scalar(YAMLScalar, anchor: String?)
  case sequenceStart(anchor: String?)
  case sequenceEnd
  case mappingStart(anchor: String?)
  case mappingEnd
  case alias(String)
  case documentStart
  case documentEnd
  case streamEnd
}

/// A position in a YAML text, with line and column from 1, the column in Unicode scalars.
typealias YAMLMark = SourceMap.Position
