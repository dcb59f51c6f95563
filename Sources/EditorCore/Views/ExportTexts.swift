// What an export would hold beside the definition, while it is looked at: the Terraform of the
// pipeline and the function of the selected step. While the draft has errors, the last texts stay.

import CloudExport
import Diagnostics
package import PipelineModel

package struct ExportTexts: Sendable {
  package struct Line: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case heading, code, json }
    package let kind: Kind
    package let text: String
  }

  /// main.tf.json; empty before the first draft without errors.
  package private(set) var terraform = TextLines()
  /// Lines of each step's function in it, from 0.
  package private(set) var ranges: [StepID: Range<Int>] = [:]
  /// Its lines that the last edit changed, from 0, ascending.
  package private(set) var changed: [Int] = []
  /// The selected step's function, file by file.
  package private(set) var function: [Line] = []
  /// Why the texts are not those of the present draft; `nil` when they are.
  package private(set) var staleReason: String?
  private var (terraformOf, functionOf): (Int?, FunctionKey?) = (nil, nil)

  private struct FunctionKey: Hashable {
    let revision: Int
    let step: StepID?
  }

  package init() {}

  /// Makes the text of the page that is shown, when it is not there yet.
  package mutating func update(_ editor: Editor) {
    guard let checked = editor.checked else {
      staleReason = editor.diagnostics.first(where: \.isError)?.message
      return
    }
    staleReason = nil
    switch editor.view.sideTab {
    case .terraform where terraformOf != editor.revision:
      let main = TerraformMain(of: checked)
      let isEdit = terraformOf != nil
      terraformOf = editor.revision
      ranges = Dictionary(
        zip(checked.steps.map(\.id), main.functions), uniquingKeysWith: { first, _ in first })
      if main.bytes == terraform.bytes {
        if isEdit { changed = [] }
      } else {
        let old = terraform
        terraform = TextLines(main.bytes)
        changed = old.isEmpty ? [] : LineDiff(from: old, to: terraform).added
      }
    case .handler:
      let key = FunctionKey(revision: editor.revision, step: editor.selection.step)
      if functionOf == key { return }
      functionOf = key
      function = key.step.flatMap { StepFunction(of: $0, in: checked) }.map(lines) ?? []
    default: break
    }
  }

  private func lines(of function: StepFunction) -> [Line] {
    var lines = [
      Line(kind: .heading, text: function.name),
      Line(kind: .code, text: "\(function.zip), index.lambda_handler"),
    ]
    for file in function.texts {
      lines.append(Line(kind: .code, text: ""))
      lines.append(Line(kind: .heading, text: file.path))
      let kind: Line.Kind = file.path.utf8.suffix(5).elementsEqual(".json".utf8) ? .json : .code
      var text = TextLines(file.bytes)[...]
      if text.last == "" { text = text.dropLast() }
      lines += text.map { Line(kind: kind, text: $0) }
    }
    if !function.files.isEmpty { lines.append(Line(kind: .code, text: "")) }
    return lines + function.files.map { Line(kind: .heading, text: $0) }
  }
}
