// What differs between two pipelines that know their steps by the same ids: for the marks on the
// graph, and in words. `PipelineDifference.swift` has the edits that make one the other.

package import PipelineModel

package struct PipelineDelta: Hashable, Sendable {
  package enum StepChange: Hashable, Sendable {
    case added
    /// What says something else now, as in "memory 128 → 512", "code", "args".
    case changed([String])
  }

  package struct RemovedStep: Hashable, Sendable {
    package let id: StepID
    package let name: String
  }

  package private(set) var changes: [StepID: StepChange] = [:]
  /// In the order of the first pipeline.
  package private(set) var removed: [RemovedStep] = []
  package private(set) var addedEdges: Set<StepEdge> = []
  package private(set) var removedEdges: Set<StepEdge> = []
  /// The pipeline's own fields and the defaults, as in "schedule none → rate(2 minutes)".
  package private(set) var settings: [String] = []
  /// What the step takes or waits for no longer.
  private var lostSources: [StepID: [StepID]] = [:]
  private var lostTargets: [StepID: [StepID]] = [:]
  /// Names of steps that the second pipeline does not have.
  private var formerNames: [StepID: String] = [:]

  package init(from first: Pipeline, to second: Pipeline) {
    let first = first.matched(with: second)
    var before: [StepID: Step] = [:]
    for step in first.steps { before[step.id] = step }
    for step in second.steps {
      guard let old = before.removeValue(forKey: step.id) else {
        changes[step.id] = .added
        continue
      }
      let parts = PipelineDelta.parts(old, step)
      if !parts.isEmpty { changes[step.id] = .changed(parts) }
    }
    for step in first.steps where before[step.id] != nil {
      removed.append(RemovedStep(id: step.id, name: step.name))
      formerNames[step.id] = step.name
    }
    let (old, new) = (first.stepEdges, second.stepEdges)
    addedEdges = new.subtracting(old)
    removedEdges = old.subtracting(new)
    lostSources = Dictionary(grouping: removedEdges, by: \.target).mapValues { $0.map(\.source) }
    lostTargets = Dictionary(grouping: removedEdges, by: \.source).mapValues { $0.map(\.target) }
    for field in PipelineField.allCases where first.fields[field] != second.fields[field] {
      settings.append(
        PipelineDelta.text(field.rawValue, first.fields[field], second.fields[field]))
    }
    for field in StepField.allCases where first.defaults[field] != second.defaults[field] {
      settings.append(
        PipelineDelta.text(
          "default of \(field.rawValue)", first.defaults[field], second.defaults[field]))
    }
  }

  package var isEmpty: Bool {
    changes.isEmpty && removed.isEmpty && addedEdges.isEmpty && removedEdges.isEmpty
      && settings.isEmpty
  }

  package var addedCount: Int { changes.values.count { $0 == .added } }
  package var changedCount: Int { changes.count - addedCount }

  /// Connections into the step that are gone, by the names of their sources, sorted.
  package func lostSources(of id: StepID, in pipeline: Pipeline) -> [String] {
    (lostSources[id] ?? []).map { name(of: $0, in: pipeline) }.sorted()
  }

  /// Connections out of the step that are gone, by the names of their targets, sorted.
  package func lostTargets(of id: StepID, in pipeline: Pipeline) -> [String] {
    (lostTargets[id] ?? []).map { name(of: $0, in: pipeline) }.sorted()
  }

  /// Of a step of either pipeline. - Parameter pipeline: the second one.
  package func name(of id: StepID, in pipeline: Pipeline) -> String {
    pipeline[id]?.name ?? formerNames[id] ?? ""
  }

  // MARK: Parts of a step

  private static func parts(_ old: Step, _ new: Step) -> [String] {
    var parts: [String] = []
    if !old.name.utf8.elementsEqual(new.name.utf8) { parts.append("renamed from \(old.name)") }
    for field in StepField.allCases where old.fields[field] != new.fields[field] {
      parts.append(text(field.rawValue, old.fields[field], new.fields[field]))
    }
    if old.arguments != new.arguments { parts.append("args") }
    if old.needs != new.needs { parts.append("needs") }
    return parts
  }

  /// The values too where both are short; a value that is not said is `none`.
  private static func text(_ label: String, _ old: Value?, _ new: Value?) -> String {
    let texts = [old, new].map { $0.map { $0.text ?? FlowText.text(of: $0) } ?? "none" }
    guard texts.allSatisfy({ $0.utf8.count <= 40 && !$0.contains("\n") }) else { return label }
    return "\(label) \(texts[0]) → \(texts[1])"
  }
}

extension Pipeline {
  /// What each step takes or waits for.
  fileprivate var stepEdges: Set<StepEdge> {
    var edges: Set<StepEdge> = []
    for step in steps {
      for source in step.dependencies { edges.insert(StepEdge(from: source, to: step.id)) }
    }
    return edges
  }

  /// The same with the other's ids for steps that it has under the same name and another id: those
  /// that were deleted and made anew.
  fileprivate func matched(with other: Pipeline) -> Pipeline {
    let (own, others) = (Set(steps.map(\.id)), Set(other.steps.map(\.id)))
    var free: [[UInt8]: StepID] = [:]
    for step in other.steps where !own.contains(step.id) { free[Array(step.name.utf8)] = step.id }
    if free.isEmpty { return self }
    var ids: [StepID: StepID] = [:]
    for step in steps where !others.contains(step.id) {
      if let id = free.removeValue(forKey: Array(step.name.utf8)) { ids[step.id] = id }
    }
    return ids.isEmpty ? self : renumbered(ids)
  }
}
