// A step's program and the function in it: is there one, does Python take it, what is it called.

import Diagnostics

extension Pipeline {
  /// Reports what is wrong with a step's code and gives the function it calls.
  func checkCode(
    of step: Step, _ surroundings: Surroundings, at place: [DocumentKey],
    _ findings: inout Findings
  ) -> CalledFunction {
    let code = step.fields[.code]?.text
    let path = step.fields[.source]?.text
    guard (step.fields[.code] == nil) != (step.fields[.source] == nil) else {
      let hasBoth = step.fields[.code] != nil
      findings.error(
        hasBoth ? "code-and-source" : "code-missing",
        "The step \(quoted(step.name)) has \(hasBoth ? "both code and source" : "no code")",
        mend: hasBoth ? "Remove one of them" : "Add code: with a function, or source: with a file",
        at: place)
      return CalledFunction()
    }
    guard let program = program(code: code, path: path, surroundings) else {
      if let path, surroundings.files[path] == nil {
        findings.error(
          "source-unknown", "The file \(quoted(path)) was not read",
          mend: "Give the check the text of that file",
          at: place + [.name(StepField.source.rawValue)])
      }
      return CalledFunction()
    }
    let spot = Spot(place: place, path: path)
    return checkFunction(of: step, in: program, surroundings, spot, &findings)
  }

  private func program(code: String?, path: String?, _ surroundings: Surroundings) -> [UInt8]? {
    if let code { return Array(code.utf8) }
    if let path, case .text(let text)? = surroundings.files[path] { return text }
    return nil
  }

  private func checkFunction(
    of step: Step, in program: [UInt8], _ surroundings: Surroundings, _ spot: Spot,
    _ findings: inout Findings
  ) -> CalledFunction {
    let outline = PythonOutline(program)
    if case .refused(let message, let line, let column)? = surroundings.compiled[program] {
      findings.add(
        .error(
          "python-syntax", "Python can't compile the code of \(quoted(step.name)): \(message)",
          mend: "Correct this line of its code", at: spot.place(line: line, column: column)))
      return CalledFunction()
    }
    let wanted = step.fields[.function]?.text
    if let wanted {
      if !defines(wanted, program, outline, surroundings) {
        let near = nearest(to: wanted, among: outline.functions.map(\.name))
        findings.error(
          "function-missing",
          "The code of \(quoted(step.name)) defines no function \(quoted(wanted))",
          mend: near.map { "Call it \(quoted(wanted)) there, or write function: \($0)" }
            ?? "Define it there, or name another function",
          at: spot.keys + [.name(StepField.function.rawValue)])
      }
      return called(wanted, program, outline, surroundings)
    }
    let names = outline.functions.map(\.name)
    if names.contains(step.name) { return called(step.name, program, outline, surroundings) }
    if names.count == 1 { return called(names[0], program, outline, surroundings) }
    findings.error(
      "function-unclear",
      names.isEmpty
        ? "The code of \(quoted(step.name)) defines no function"
        : "The code of \(quoted(step.name)) defines \(names.count) functions, none with its name",
      mend: names.isEmpty ? "Define one with def" : "Name the one to call with function:",
      at: spot.keys + [.name(spot.path == nil ? "code" : "source")])
    return CalledFunction()
  }

  private func called(
    _ name: String, _ program: [UInt8], _ outline: PythonOutline, _ surroundings: Surroundings
  ) -> CalledFunction {
    if case .sound(_, let docstrings)? = surroundings.compiled[program] {
      return CalledFunction(name: name, summary: docstrings[name])
    }
    let summary = outline.functions.first { $0.name == name }?.summary
    return CalledFunction(name: name, summary: summary)
  }

  private func defines(
    _ name: String, _ program: [UInt8], _ outline: PythonOutline, _ surroundings: Surroundings
  ) -> Bool {
    if case .sound(let names, _)? = surroundings.compiled[program] { return names.contains(name) }
    return outline.mayDefine(name)
  }
}

/// The function that a step calls, with its docstring's first line; no name when there is none.
struct CalledFunction {
  var name = ""
  var summary: String?
}

/// Where a step's program stands.
private struct Spot {
  /// The step's keys.
  let keys: [DocumentKey]
  /// `nil`: in the document.
  let path: String?

  init(place: [DocumentKey], path: String?) {
    keys = place
    self.path = path
  }

  /// - Parameters: `line` and `column` of the program, from 1.
  func place(line: Int, column: Int) -> Place {
    if let path { return .file(path, line: line, column: column) }
    return .key(keys + [.name(StepField.code.rawValue)], line: max(0, line - 1))
  }
}
