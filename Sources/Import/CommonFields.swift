// Writes down what steps have in common once, under `defaults`, as a person would.

import PipelineModel

extension Pipeline {
  /// The same pipeline in fewer words: a value of these fields that most steps have stands under
  /// `defaults`, and what holds anyway nowhere.
  ///
  /// - Precondition: each step says something of each of these fields that has no default value.
  func withCommonFields(_ fields: [StepField]) -> Pipeline {
    var defaults = defaults
    var steps = steps
    for field in fields {
      let builtIn = field.schema.defaultValue
      var counts: [Value: Int] = [:]
      for step in steps { counts[step.fields[field] ?? builtIn ?? .null, default: 0] += 1 }
      // Of values equally common the one that a step has first.
      let common = steps.map { $0.fields[field] ?? builtIn ?? .null }.max {
        counts[$0] ?? 0 < counts[$1] ?? 0
      }
      var standing = builtIn
      if let common, common != builtIn, common != .null, counts[common] ?? 0 > steps.count / 2,
        steps.count > 1
      {
        defaults[field] = common
        standing = common
      }
      for index in steps.indices {
        let value = steps[index].fields[field] ?? builtIn
        steps[index].fields[field] = value == standing ? nil : value
      }
    }
    return Pipeline(fields: self.fields, defaults: defaults, steps: steps)
  }
}

/// The `function` key of a step whose code is `program`: nothing when the step's name, or there being
/// only one function, says it already.
func functionField(_ function: String, of step: String, in program: [UInt8]) -> Value? {
  let names = PythonOutline(program).functions.map(\.name)
  let taken = names.contains(step) ? step : names.count == 1 ? names[0] : nil
  return taken == function ? nil : .text(function)
}
