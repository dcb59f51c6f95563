// What an argument takes, as a text of the form and back: the notation of the file.

package import PipelineModel

package enum ArgumentText {
  /// `{from: clean, pick: a.b}`, `{input: date}`, or a constant.
  package static func text(of source: ArgumentSource, in pipeline: Pipeline) -> String {
    switch source {
    case .step(let reference, let pick): form("from", pipeline.name(of: reference), pick)
    case .input(let name, let pick): form("input", name, pick)
    case .constant: ""
    }
  }

  private static func form(_ key: String, _ name: String, _ pick: String?) -> String {
    "{\(key): \(name)" + (pick.map { ", pick: \($0)" } ?? "") + "}"
  }
}
