// The workbench runs its pipeline: a snapshot of what is edited now. What the run tells is drawn at
// most sixty times a second, and after keys.

import CursesTerminal
import Diagnostics
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
    let places = codePlaces(in: plan.pipeline)
    do {
      let driver = try RunDriver(plan.pipeline, options(for: plan, places), in: loop) {
        [unowned self] events in
        app.editor.take(events)
        if !app.editor.runs.isRunning { runEnded() }
        drawSoon()
      }
      runDriver = driver
      app.editor.runStarted(plan, codePlaces: places)
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

  /// Shows how long things take, ten times a second.
  private func countTime() {
    loop.after(.milliseconds(100)) { [unowned self] in
      guard let runDriver else { return }
      app.editor.runTime(runDriver.seconds)
      drawSoon()
      countTime()
    }
  }

  // MARK: What it needs to know

  private func options(
    for plan: RunPlan, _ places: [StepID: StepFailure.SourcePlace]
  ) -> RunOptions {
    let beside = folder(of: document.path)
    var options = RunOptions(environment: environment(), folder: beside.isEmpty ? "." : beside)
    options.input = plan.input
    options.selection = plan.selection
    if plan.isWhole {
      options.store = RunStore(stateFolder: stateFolder(), pipelineFile: document.path)
    }
    for (path, state) in document.surroundings.files {
      if case .text(let bytes) = state { options.files[path] = bytes }
    }
    options.origins = places.mapValues { CodeOrigin(file: $0.file, line: $0.line) }
    return options
  }

  /// Where each step's code begins: in its own file, or in the pipeline file as it would be saved.
  private func codePlaces(in pipeline: CheckedPipeline) -> [StepID: StepFailure.SourcePlace] {
    let beside = folder(of: document.path)
    var places: [StepID: StepFailure.SourcePlace] = [:]
    var inline: [CheckedStep] = []
    for step in pipeline.steps {
      switch step.code {
      case .file(let path, _):
        places[step.id] = .init(file: path.hasPrefix("/") ? path : beside + path, line: 1)
      case .inline: inline.append(step)
      }
    }
    guard !inline.isEmpty, case .success(let bytes)? = app.fileWriter?(app.editor.pipeline) else {
      return places
    }
    let (file, lines) = (SilFile.read(bytes).file, LineTable(bytes))
    for step in inline {
      let place = Place.key([.name("steps"), .name(step.name), .name("code")], line: 0)
      guard let start = file.range(of: place)?.lowerBound else { continue }
      places[step.id] = .init(file: document.path, line: lines.location(at: start).line)
    }
    return places
  }
}
