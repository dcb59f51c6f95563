// A step's code as the person's text editor gives it back: taken exactly as it is.

package import PipelineModel

extension Editor {
  /// - Parameter text: the program, in UTF-8.
  package mutating func setCode(of id: StepID, to text: [UInt8]) throws(Refusal) {
    let step = try require(id)
    if let path = step.fields[.source]?.text { throw .codeInFile(path) }
    guard let code = String(validating: text, as: UTF8.self) else { throw .notUTF8 }
    guard step.fields[.code] != .text(code) else { return }
    try edit("edit code of \(step.name)", [.setField(id, .code, .text(code))])
  }
}
