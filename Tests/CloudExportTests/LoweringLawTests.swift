// The laws of lowering on random pipelines of every shape.

import CloudExport
import GraphAlgorithms
import PipelineModel
import StatesLanguage
import TestSupport
import Testing

@Test(arguments: 0..<60 as Range<UInt64>)
func `any pipeline runs as a machine to what its steps give`(seed: UInt64) throws {
  var random = SplitMix64(seed: seed)
  let steps = Int.random(in: 1...22, using: &random)
  let density = Double.random(in: 0...0.5, using: &random)
  let pipeline = try checked(oddPipeline(steps: steps, density: density, &random))
  let input = JSON.object([.init("a.b", .string("given")), .init("extra", .integer(1))])
  let durations = (0..<steps).map { _ in Int.random(in: 1...9, using: &random) }
  for form in MachineForm.allCases {
    let end = try expectLaws(of: pipeline, form, input: input, durations: durations)
    let path = pipeline.graph.criticalPath(durations: durations.map(Double.init))
    #expect(end >= Int(path.length), "seed \(seed)")
  }
}

@Test(arguments: 0..<30 as Range<UInt64>)
func `a series-parallel pipeline waits for nothing that it does not need`(seed: UInt64) throws {
  var random = SplitMix64(seed: seed)
  var edges: [(from: Int, to: Int)] = []
  var count = 0
  _ = addSeriesParallel(depth: 4, isSeries: seed % 2 == 0, &count, &edges, &random)
  let graph = DirectedGraph(count: count, edges: edges)
  let steps = (0..<count).map { number in
    let needs = graph.predecessors(of: number).map(String.init).joined(separator: "+s")
    return "s\(number)" + (needs.isEmpty ? "" : "<-s" + needs)
  }
  let pipeline = try checked(pipeline(steps.joined(separator: ",")))
  let durations = (0..<count).map { _ in Int.random(in: 1...9, using: &random) }
  let end = try expectLaws(of: pipeline, .nested, durations: durations)
  let path = graph.criticalPath(durations: durations.map(Double.init))
  #expect(end == Int(path.length), "seed \(seed)")
}

@Test func `a chain of three hundred steps runs`() throws {
  let steps = (0..<300).map { $0 == 0 ? "s0" : "s\($0)<-s\($0 - 1)" }.joined(separator: ",")
  try expectLaws(of: checked(pipeline(steps)), .nested)
}

@Test func `Parallels may nest sixty deep`() throws {
  // Each step of a chain has one more beside its successor.
  let steps = (0..<120).map { $0 < 2 ? "s\($0)" : "s\($0)<-s\(($0 / 2 - 1) * 2)" }
  let pipeline = try checked(
    steps.joined(separator: ","), [.setPipelineField(.output, .text("last"))])
  try expectLaws(of: pipeline, .nested)
}

@Test func `the same pipeline gives the same bytes`() throws {
  var random = SplitMix64(seed: 7)
  let draft = oddPipeline(steps: 30, density: 0.2, &random)
  for form in MachineForm.allCases {
    let first = stateMachine(for: try checked(draft), form: form) { $0.name }.text()
    #expect(stateMachine(for: try checked(draft), form: form) { $0.name }.text() == first)
  }
}

/// Adds a random series-parallel graph. - Returns: where it begins and where it ends.
private func addSeriesParallel(
  depth: Int, isSeries: Bool, _ count: inout Int, _ edges: inout [(from: Int, to: Int)],
  _ random: inout SplitMix64
) -> (first: [Int], last: [Int]) {
  if depth == 0 || Int.random(in: 0..<5, using: &random) == 0 {
    count += 1
    return ([count - 1], [count - 1])
  }
  var whole: (first: [Int], last: [Int]) = ([], [])
  for _ in 0..<Int.random(in: 2...3, using: &random) {
    let part = addSeriesParallel(
      depth: depth - 1, isSeries: !isSeries, &count, &edges, &random)
    if isSeries {
      for from in whole.last { for to in part.first { edges.append((from, to)) } }
      whole = (whole.first.isEmpty ? part.first : whole.first, part.last)
    } else {
      whole = (whole.first + part.first, whole.last + part.last)
    }
  }
  return whole
}

/// Names of every kind, arguments of every kind, with or without inputs and defaults.
private func oddPipeline(
  steps count: Int, density: Double, _ random: inout SplitMix64
) -> Pipeline {
  var pool = [
    "a", "a.b", "a b", "a_b", "it's", "back\\slash", "\"q\"", "états", "e\u{301}", "名前", "😀",
    "states", "inputs", "Payload", "1st", "_x", "x.$", "$", "[*]", "$.a", "parallel at 1",
    "a and a.b", "a_b_2", "a_local", "a,b", "${x}", "'", "\\'",
  ].shuffled(using: &random)
  let inputs: [Value.Entry] = [
    .init("a.b", .mapping([])), .init("date", .mapping([.init("default", .text("today"))])),
  ]
  let declared = Array(inputs.prefix(Int.random(in: 0...2, using: &random)))
  var steps: [Step] = []
  for number in 0..<count {
    let before = (0..<number).filter { _ in Double.random(in: 0..<1, using: &random) < density }
    var step = Step(
      id: StepID(number), name: pool.popLast() ?? "s\(number)",
      fields: [.code: .text("def f(*inputs):\n    return None\n")])
    for source in before {
      switch Int.random(in: 0..<3, using: &random) {
      case 0: step.needs.append(.step(StepID(source)))
      case 1: step.arguments.append(Argument(.step(.step(StepID(source)))))
      default:
        let again = Argument(.step(.step(StepID(source))))
        step.arguments += [again, Argument(.constant(.text(steps[source].name))), again]
      }
    }
    if let input = declared.randomElement(using: &random) {
      step.arguments.append(Argument(.input(input.key)))
    }
    steps.append(step)
  }
  var fields: [PipelineField: Value] = [.pipeline: .text("odd")]
  if !declared.isEmpty { fields[.inputs] = .mapping(declared) }
  if Bool.random(using: &random) { fields[.output] = .text("last") }
  return Pipeline(fields: fields, steps: steps)
}
