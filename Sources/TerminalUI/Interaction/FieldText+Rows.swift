// What a typed text means for a row of a form: judged while it is typed, set when it is kept.

import EditorCore
import PipelineModel

extension Editor {
  /// Why the row can't have this text; `nil` when it can.
  func problem(in text: String, for subject: FormRow.Subject) -> String? {
    switch subject {
    case .stepName(let id): return nameProblem(text, for: id)?.text
    case .field(let target):
      return problem(in: text, of: target.schema)
    case .argument, .needs: return nil
    }
  }

  private func problem(in text: String, of schema: FieldSchema) -> String? {
    do throws(FieldTextError) {
      _ = try FieldText.value(of: text, schema)
      return nil
    } catch {
      return error.text
    }
  }

  mutating func set(_ subject: FormRow.Subject, to text: String) throws(Refusal) {
    switch subject {
    case .stepName(let id): try rename(id, to: text)
    case .field(let target): try setField(target, toText: text)
    case .argument, .needs: throw .unavailable("not yet")
    }
  }
}
