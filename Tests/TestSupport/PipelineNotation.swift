// Pipelines in one line of text, for tests.

package import PipelineModel

/// "a, b<-a, c<-a+b, d<~c" reads: b takes a's output, c takes a's and b's by position, d waits for c
/// without taking its output. Every step's code is a function that returns the step's name.
package func pipeline(_ text: String, name: String = "test") -> Pipeline {
  var ids: [String: StepID] = [:]
  var steps: [Step] = []
  for part in text.split(separator: ",") {
    let words = part.filter { $0 != " " && $0 != "\n" }
    let isOrderOnly = words.contains("<~")
    let halves = words.split(separator: "<", maxSplits: 1).map(String.init)
    let needs = halves.count > 1 ? halves[1].dropFirst().split(separator: "+").map(String.init) : []
    let references = needs.map { name in ids[name].map { StepReference.step($0) } ?? .unknown(name)
    }
    let id = StepID(steps.count)
    ids[halves[0]] = id
    steps.append(
      Step(
        id: id, name: halves[0],
        fields: [.code: .text("def step(*inputs):\n    return \"\(halves[0])\"\n")],
        arguments: isOrderOnly ? [] : references.map { Argument(.step($0)) },
        needs: isOrderOnly ? references : []))
  }
  return Pipeline(fields: [.pipeline: .text(name)], steps: steps)
}

/// A random acyclic pipeline in the notation's form: steps `s0`, `s1`, …, each waiting for earlier
/// ones only.
///
/// - Parameter density: how likely each earlier step is needed, from 0 to 1.
package func randomPipeline(
  steps: Int, density: Double, using random: inout some RandomNumberGenerator
) -> Pipeline {
  let parts = (0..<steps).map { number -> String in
    let needs = (0..<number).filter { _ in Double.random(in: 0..<1, using: &random) < density }
    let list = needs.map { "s\($0)" }.joined(separator: "+")
    let arrow = Bool.random(using: &random) ? "<-" : "<~"
    return "s\(number)" + (needs.isEmpty ? "" : arrow + list)
  }
  return pipeline(parts.joined(separator: ","))
}
