// Comparing the document with another state of it, while editing goes on: the file as saved, what a
// view began with, or a revision that the shell has read.

package import PipelineModel

package struct Comparison: Sendable {
  /// With what: "the file", "HEAD".
  package let label: String
  /// `nil`: what the file holds, whenever it is saved.
  let base: Pipeline?
  package internal(set) var delta: PipelineDelta

  /// "+" for added, "~" for changed; `nil` for a step that is as it was.
  package func sign(of id: StepID) -> String? {
    switch delta.changes[id] {
    case nil: nil
    case .added?: "+"
    case .changed?: "~"
    }
  }
}

extension Editor {
  /// Compares with the file as saved; a view, which has nothing unsaved, with what it began with.
  package mutating func compareWithFile() {
    access.isView
      ? compare(with: openedPipeline, "the file as opened") : begin(nil, "the file")
  }

  /// - Parameters:
  ///   - base: comes from `aligned(_:)`.
  ///   - label: how the person calls it: "HEAD".
  package mutating func compare(with base: Pipeline, _ label: String) { begin(base, label) }

  package mutating func endComparison() {
    comparison = nil
    message = .info("compared no longer")
  }

  private mutating func begin(_ base: Pipeline?, _ label: String) {
    comparison = Comparison(
      label: label, base: base,
      delta: PipelineDelta(from: base ?? savedPipeline, to: pipeline))
    message = .info("compared with \(label): gC or Esc ends it")
  }

  mutating func refreshComparison() {
    guard let base = comparison.map({ $0.base ?? savedPipeline }) else { return }
    comparison?.delta = PipelineDelta(from: base, to: pipeline)
  }
}
