// The difference between two pipelines in lines of words: for reviews and for logs.

package import PipelineModel

extension PipelineDelta {
  /// A line for each step, connection and setting that differs: "+" for new, "~" for changed, "-" for
  /// gone; in the order of the file, what is gone by its name.
  ///
  /// - Parameter pipeline: the second one.
  package func lines(_ pipeline: Pipeline) -> [String] {
    var places: [StepID: Int] = [:]
    for (place, step) in pipeline.steps.enumerated() { places[step.id] = place }
    let steps = pipeline.steps.compactMap { step -> String? in
      switch changes[step.id] {
      case nil: nil
      case .added?: "+ step \(step.name)"
      case .changed(let parts)?: "~ step \(step.name): \(parts.joined(separator: ", "))"
      }
    }
    let new = addedEdges.sorted {
      (places[$0.target] ?? 0, places[$0.source] ?? 0)
        < (places[$1.target] ?? 0, places[$1.source] ?? 0)
    }
    return settings.map { "~ pipeline: \($0)" } + steps + removed.map { "- step \($0.name)" }
      + new.map { "+ connection \(text(of: $0, pipeline))" }
      + removedEdges.map { "- connection \(text(of: $0, pipeline))" }.sorted()
  }

  /// "2 steps added, 1 changed; 3 connections added, 1 removed; 1 setting changed".
  package var summary: String {
    if isEmpty { return "no difference" }
    func part(_ counts: [(Int, String)], _ word: String) -> String? {
      let shown = counts.filter { $0.0 > 0 }
      guard let first = shown.first else { return nil }
      return shown.enumerated().map { place, count in
        let noun = place > 0 ? "" : first.0 == 1 ? " \(word)" : " \(word)s"
        return "\(count.0)\(noun) \(count.1)"
      }.joined(separator: ", ")
    }
    return [
      part([(addedCount, "added"), (changedCount, "changed"), (removed.count, "removed")], "step"),
      part([(addedEdges.count, "added"), (removedEdges.count, "removed")], "connection"),
      part([(settings.count, "changed")], "setting"),
    ].compactMap(\.self).joined(separator: "; ")
  }

  private func text(of edge: StepEdge, _ pipeline: Pipeline) -> String {
    "\(name(of: edge.source, in: pipeline)) → \(name(of: edge.target, in: pipeline))"
  }
}
