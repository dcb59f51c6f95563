// Between the values of a pipeline file and JSON: the same tree in other words.

package import PipelineModel
package import StatesLanguage

extension JSON {
  package init(_ value: Value) {
    self =
      switch value {
      case .null: .null
      case .boolean(let value): .bool(value)
      case .integer(let value): .integer(value)
      case .decimal(let digits): .number(digits)
      case .text(let text): .string(text)
      case .list(let values): .array(values.map { JSON($0) })
      case .mapping(let entries): .object(entries.map { Member($0.key, JSON($0.value)) })
      }
  }
}

extension Value {
  /// - Precondition: no object of `json` names a key twice.
  package init(_ json: JSON) {
    self =
      switch json {
      case .null: .null
      case .bool(let value): .boolean(value)
      case .integer(let value): .integer(value)
      case .number(let digits): .decimal(digits)
      case .string(let text): .text(text)
      case .array(let items): .list(items.map { Value($0) })
      case .object(let members): .mapping(members.map { Entry($0.key, Value($0.value)) })
      }
  }
}
