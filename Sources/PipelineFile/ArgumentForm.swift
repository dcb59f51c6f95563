// Which of the forms of an argument a mapping has, told by its keys. Reads no values.

import YAMLSyntax

enum ArgumentForm {
  /// `{from: …}`, `{from: …, pick: …}`
  case step(YAMLNode, pick: YAMLNode?)
  /// `{input: …}`, `{input: …, pick: …}`
  case input(YAMLNode, pick: YAMLNode?)
  /// `{value: …}`
  case constant(YAMLNode)
  /// Keys of these forms in a combination that has no meaning.
  case mixed

  private enum Key { case from, input, value, pick }
  private static let table = KeyTable<Key>([
    ("from", .from), ("input", .input), ("value", .value), ("pick", .pick),
  ])

  /// - Returns: `nil` for a mapping that is a constant as it stands.
  init?(_ mapping: YAMLNode) {
    var (from, input, value, pick): (YAMLNode?, YAMLNode?, YAMLNode?, YAMLNode?)
    var others = 0
    for entry in mapping.entries {
      switch Self.table[entry.key] {
      case .from: from = entry.value
      case .input: input = entry.value
      case .value: value = entry.value
      case .pick: pick = entry.value
      case nil: others += 1
      }
    }
    switch (from, input, value) {
    case (nil, nil, nil): return nil
    case (let step?, nil, nil) where others == 0: self = .step(step, pick: pick)
    case (nil, let input?, nil) where others == 0: self = .input(input, pick: pick)
    case (nil, nil, let constant?) where others == 0 && pick == nil: self = .constant(constant)
    default: self = .mixed
    }
  }
}
