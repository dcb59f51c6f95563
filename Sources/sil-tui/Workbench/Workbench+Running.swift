// The workbench runs its pipeline: a snapshot of what is edited now. What the run tells is drawn at
// most sixty times a second, and after keys.

import CursesTerminal
import EditorCore
import PipelineFile
import PipelineModel
import ProcessRunner
import RunScheduler
import TerminalUI

extension Workbench {
  func startRun() {
    guard let plan = app.editor.takeRunPlan() else { return }
    document.refreshFiles(app.editor)
    let origins = codeOrigins(in: plan.pipeline)
    do {
      let driver = try RunDriver(plan.pipeline, options(for: plan, origins), in: loop) {
        [unowned self] events in
        app.editor.take(events)
        if !app.editor.runs.isRunning { runEnded() }
        drawSoon()
      }
      runDriver = driver
      app.editor.runStarted(
        plan, codePlaces: origins.mapValues { .init(file: $0.file, line: $0.line) })
      driver.start()
      countTime()
    } catch {
      tell(.error("\(error.message) — \(error.mend)"))
    }
  }

  private func runEnded() {
    runDriver = nil
    document.refreshDurations()
    app.editor.learn(document.surroundings)
  }

  func stopRun() { runDriver?.stop() }

  /// Leaves no process behind.
  func endRun() {
    runDriver?.end()
    runDriver = nil
    app.editor.runAbandoned()
  }

  /// Together with what comes in the next sixtieth of a second.
  private func drawSoon() {
    guard runFrame == nil else { return }
    runFrame = loop.after(.milliseconds(16)) { [unowned self] in
      runFrame = nil
      requestFrame()
    }
  }

  /// Shows how long things take, ten times a second, unless the person wants it calm.
  private func countTime() {
    loop.after(.milliseconds(100)) { [unowned self] in
      guard let runDriver else { return }
      if app.editor.runTime(runDriver.seconds) { drawSoon() }
      countTime()
    }
  }

  // MARK: What it needs to know

  private func options(for plan: RunPlan, _ origins: [StepID: CodeOrigin]) -> RunOptions {
    let beside = folder(of: document.path)
    var options = RunOptions(environment: environment(), folder: beside.isEmpty ? "." : beside)
    options.input = plan.input
    options.selection = plan.selection
    options.store = RunStore(stateFolder: stateFolder(), pipelineFile: document.path)
    options.isPart = !plan.isWhole
    for (path, state) in document.surroundings.files {
      if case .text(let bytes) = state { options.files[path] = bytes }
    }
    options.origins = origins
    return options
  }

  private func codeOrigins(in pipeline: CheckedPipeline) -> [StepID: CodeOrigin] {
    sil_tui.codeOrigins(of: pipeline.steps, in: document.path) {
      let (pipeline, typed) = (app.editor.pipeline, app.editor.history.typedText)
      guard case .success(let bytes)? = app.fileWriter?(pipeline, typed) else { return nil }
      return (SilFile.read(bytes).file, bytes)
    }
  }
}
