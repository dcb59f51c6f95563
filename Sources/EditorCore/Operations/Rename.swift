// Renaming a step. References follow by themselves, as they go by id; the function stays the one
// that was called.

package import PipelineModel

extension Editor {
  package mutating func rename(_ id: StepID, to name: String) throws(Refusal) {
    let step = try require(id)
    guard !step.name.utf8.elementsEqual(name.utf8) else { return }
    if let problem = nameProblem(name, for: id) { throw .name(name, problem) }
    var plan = EditPlan(pipeline)
    try plan.add(.renameStep(id, to: name))
    try plan.letStubsFollow(from: pipeline)
    try keepFunction(of: step, &plan)
    try edit("rename \(step.name) to \(name)", plan.edits)
  }

  /// Among several functions the one with the step's name is called: under another name it has to
  /// be said which.
  private func keepFunction(of step: Step, _ plan: inout EditPlan) throws(Refusal) {
    guard step.fields[.function] == nil, let program = pipeline.programs(surroundings)[step.id]
    else { return }
    let functions = PythonOutline(program.text).functions.map(\.name)
    if functions.count > 1, functions.contains(step.name) {
      try plan.add(.setField(step.id, .function, .text(step.name)))
    }
  }
}
