// The keys that a mapping of a pipeline file may have, found by their bytes. A file of ten thousand
// steps asks some fifty thousand times.

import PipelineModel
import YAMLSyntax

struct KeyTable<Key: Sendable>: Sendable {
  private let entries: [(word: [UInt8], key: Key)]

  init(_ keys: [(String, Key)]) { entries = keys.map { (Array($0.0.utf8), $0.1) } }

  /// All keys, as messages list them.
  var names: [String] { entries.map { String(decoding: $0.word, as: UTF8.self) } }

  subscript(node: YAMLNode) -> Key? {
    let text = node.textBytes
    return text.withUnsafeBufferPointer { text in
      entries.first { entry in
        entry.word.count == text.count && entry.word.first == text.first
          && entry.word.elementsEqual(text)
      }?.key
    }
  }
}

/// A key at the top of a file.
enum TopKey: Hashable, Sendable {
  case field(PipelineField)
  case defaults, steps

  static let table = KeyTable(
    PipelineField.allCases.map { ($0.rawValue, TopKey.field($0)) }
      + [("defaults", .defaults), ("steps", .steps)])
}

extension StepKey {
  static let table = KeyTable(
    StepField.allCases.map { ($0.rawValue, StepKey.field($0)) }
      + [("args", .arguments), ("needs", .needs)])
}

extension StepField {
  /// The keys of `defaults`.
  static let defaultable = KeyTable(
    allCases.filter(\.schema.isDefaultable).map { ($0.rawValue, $0) })
}
