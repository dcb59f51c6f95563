// The state machine's text beside the diagram: its lines, which of them belong to which step, and
// which ones the last edit changed. While the draft has errors, the last text stays.

import Diagnostics
package import PipelineModel

package struct EditorDefinition: Sendable {
  /// JSON with 2 spaces; empty before the first draft without errors.
  package private(set) var lines: [String] = []
  /// Lines of each step's state, from 0.
  package private(set) var ranges: [StepID: Range<Int>] = [:]
  /// Lines that the last edit changed, from 0, ascending.
  package private(set) var changed: [Int] = []
  /// Why the text is not that of the present draft; `nil` when it is.
  package private(set) var staleReason: String?

  package init() {}

  mutating func update(checked: CheckedPipeline?, diagnostics: [Diagnostic]) {
    guard checked != nil else {
      staleReason = diagnostics.first(where: \.isError)?.message
      return
    }
    staleReason = nil
  }
}
