// Values of a pipeline file as JSON and back. Nothing is lost either way.

package import PipelineModel
package import StatesLanguage

extension JSON {
  package init(_ value: Value) {
    switch value {
    case .null: self = .null
    case .boolean(let value): self = .bool(value)
    case .integer(let value): self = .integer(value)
    case .decimal(let digits): self = .number(digits)
    case .text(let text): self = .string(text)
    case .list(let values): self = .array(values.map { JSON($0) })
    case .mapping(let entries): self = .object(entries.map { .init($0.key, JSON($0.value)) })
    }
  }
}

extension Value {
  package init(_ json: JSON) {
    switch json {
    case .null: self = .null
    case .bool(let value): self = .boolean(value)
    case .integer(let value): self = .integer(value)
    case .number(let digits): self = .decimal(digits)
    case .string(let text): self = .text(text)
    case .array(let items): self = .list(items.map { Value($0) })
    case .object(let members): self = .mapping(members.map { .init($0.key, Value($0.value)) })
    }
  }
}
