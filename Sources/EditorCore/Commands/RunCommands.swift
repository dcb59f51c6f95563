// Commands that run the pipeline on this machine, and show what came of it.

import PipelineModel
import RunScheduler

extension Command {
  static let runCommands: [Command] = [
    Command(
      "run-all", "Run all steps on this machine", in: .run, changes: .outside,
      unless: needsStepsAndNoRun
    ) { editor, _ throws(Refusal) in try editor.prepareRun(.all) },
    run("run-step", "Run this step alone, with the last outputs of what it needs") { .step($0) },
    run("run-from", "Run this step and all that hangs on it") { .from($0) },
    Command(
      "run-failed", "Run again what did not succeed", in: .run, changes: .outside,
      unless: needsStepsAndNoRun
    ) { editor, _ throws(Refusal) in try editor.prepareRun(.failed) },
    Command(
      "run-typed", "Run this step alone, with an input that is typed", in: .run,
      changes: .outside, unless: needsStepAndNoRun
    ) { editor, _ in editor.selection.step.map { [.ask(.stepInput($0))] } ?? [] },
    Command(
      "run-input", "Run all steps, with inputs of the execution that are typed", in: .run,
      changes: .outside, unless: needsStepsAndNoRun
    ) { _, _ in [.ask(.executionInput(.all))] },
    Command("stop-run", "Stop the run", in: .run, changes: .outside, unless: needsRun) {
      editor, _ in
      editor.runIsStopping()
      return [.stopRun]
    },
    Command(
      "pin-output", "Use this step's last output instead of running it, or run it again",
      in: .run, changes: .outside, unless: needsResult
    ) { editor, _ throws(Refusal) in
      try editor.togglePin()
      return []
    },
    Command(
      "open-failure", "Open the line of code that the step failed at", in: .run,
      changes: .outside, unless: needsFailure
    ) { editor, _ in
      guard let id = editor.selection.step, let line = editor.failedLine(of: id) else { return [] }
      return [.editCodeLine(id, line: line)]
    },
    Command("show-log", "Show what the step prints when it runs", in: .run) { editor, _ in
      editor.show(.log)
      return []
    },
    Command(
      "show-data", "Show the step's last input and output, and what changed in them", in: .run
    ) { editor, _ in
      editor.show(.data)
      return []
    },
  ]

  private static func run(
    _ name: String, _ summary: String, _ scope: @escaping @Sendable (StepID) -> RunScope
  ) -> Command {
    Command(name, summary, in: .run, changes: .outside, unless: needsStepAndNoRun) {
      editor, _ throws(Refusal) in
      guard let id = editor.selection.step else { throw .noStep }
      return try editor.prepareRun(scope(id))
    }
  }

  private static let needsNoRun: Reason = {
    $0.runs.isRunning ? "a run goes on: stop it with !k" : nil
  }

  private static let needsStepAndNoRun: Reason = { needsNoRun($0) ?? needsStep($0) }

  private static let needsStepsAndNoRun: Reason = {
    needsNoRun($0) ?? ($0.pipeline.steps.isEmpty ? "there are no steps yet: add one first" : nil)
  }

  private static let needsRun: Reason = { $0.runs.isRunning ? nil : "nothing runs" }

  private static let needsResult: Reason = { editor in
    needsStep(editor)
      ?? (editor.selection.step.map(editor.runs.hasResult) ?? false
        ? nil : "the step has no output yet: run it first")
  }

  private static let needsFailure: Reason = { editor in
    needsStep(editor)
      ?? (editor.selection.step.flatMap(editor.failedLine) == nil
        ? "the step's last run did not fail at a line of its code" : nil)
  }
}

extension Editor {
  /// From 1.
  func failedLine(of id: StepID) -> Int? {
    runs.steps[id]?.outcome.failure?.place.flatMap { codeLine(of: $0, in: id) }
  }

  mutating func togglePin() throws(Refusal) {
    guard let id = selection.step else { throw .noStep }
    guard runs.pins.remove(id) == nil else {
      message = .info("\(name(of: id)) runs again when all run")
      return
    }
    runs.pins.insert(id)
    message = .info("\(name(of: id)) is pinned: its last output stands in for running it")
  }

  /// Steps whose latest run failed, in the order of the file, with what is said of them.
  var failedSteps: [(step: StepID, text: String)] {
    guard runs.steps.values.contains(where: { $0.state == .failed }) else { return [] }
    return pipeline.steps.compactMap { step in
      guard let run = runs.steps[step.id], run.state == .failed, let failure = run.outcome.failure
      else { return nil }
      let line = failedLine(of: step.id) == nil ? "" : ", !e opens the line"
      return (
        step.id,
        "\(step.name) failed: \(failure.errorType): \(failure.errorMessage) — !l shows its log\(line)"
      )
    }
  }
}
