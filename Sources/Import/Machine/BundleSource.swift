// What the zip of an exported step says: its program, its arguments and the files beside it.

import CloudExport
import PipelineModel
import StatesLanguage

struct BundleSource {
  let step: String
  let function: String
  /// `nil` when the program stood in the pipeline file.
  let path: String?
  /// `nil` when a template of the person's holds it, from which it can't be told apart.
  let program: [UInt8]?
  /// The form of the machine that it was exported for.
  let machine: String?
  let files: [FileTree.File]
  /// A handler that is not ours: the text of `template`.
  let template: [UInt8]?
  private let arguments: [JSON]

  /// `nil` for a zip that no export wrote.
  init?(_ zip: [UInt8]) {
    guard let contents = ZipArchive.read(zip),
      let text = contents.first(where: { $0.path == "args.json" })?.bytes, let plan = parsed(text),
      let step = plan["step"]?.string, let function = plan["function"]?.string,
      let module = plan["module"]?.string, let arguments = plan["arguments"]?.array
    else { return nil }
    (self.step, self.function, self.arguments) = (step, function, arguments)
    program = contents.first { $0.path == module }?.bytes
    machine = plan["machine"]?.string
    let isInline = module == "step_program.py" || module.hasPrefix("step_program_")
    path = isInline ? nil : module
    let own: Set = ["args.json", "args.pickle", "name.pickle", "index.py", module]
    files = contents.filter { !own.contains($0.path) }
    let handler = contents.first { $0.path == "index.py" }?.bytes
    template = handler == Bundle.defaultHandler || program == nil ? nil : handler
  }

  /// The step's arguments. - Parameter step: a step by its name.
  func arguments(_ step: (String) -> StepReference) -> [Argument] {
    arguments.map { argument in
      let name = argument["name"]?.string
      let pick = argument["pick"]?.array.map { parts in
        pickText(
          parts.map { part in
            part.integer.map { .index($0) } ?? FlowPart.key(part.string ?? "")
          })
      }
      if let source = argument["from"]?.string {
        return Argument(name: name, .step(step(source), pick: pick))
      }
      if let input = argument["input"]?.string {
        return Argument(name: name, .input(input, pick: pick))
      }
      return Argument(name: name, .constant(Value(argument["value"] ?? .null)))
    }
  }
}

private func parsed(_ text: [UInt8]) -> JSON? {
  do throws(JSONError) { return try JSON.parse(text) } catch { return nil }
}
