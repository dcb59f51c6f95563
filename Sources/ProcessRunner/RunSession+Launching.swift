// Starting a step: which Python, what folder, what request.

import CPosix
import CloudExport
import Glibc
import PipelineModel
import RunScheduler
import StatesLanguage

/// A Python and the server that runs it.
struct ServerSlot {
  let python: FoundPython
  /// Whether it is there for one step, whose first server was lost.
  var isOwn = false
  /// `nil` before the first step and after the server was lost.
  var server: PythonServer?
  /// Why no step can be run with it; `nil` while that is not known.
  var defect: StepFailure?
  /// The runtimes that it stands in for, and that nobody has been told of.
  var untoldRuntimes: [String]
}

extension RunSession {
  /// Chooses every step's Python and lays down the server's program.
  func prepare() throws(RunRefusal) {
    for step in pipeline.steps where serverNumbers[step.runtime] == nil {
      guard let python = python(for: step.runtime) else { throw .noPython(options.python) }
      let number = servers.firstIndex { $0.python == python } ?? servers.count
      if number == servers.count {
        servers.append(ServerSlot(python: python, untoldRuntimes: []))
      }
      servers[number].untoldRuntimes.append(step.runtime)
      serverNumbers[step.runtime] = number
    }
    do throws(SystemFailure) {
      for (name, text) in [
        ("fork_server.py", PackageResources.fork_server_py),
        ("process_tree.py", PackageResources.process_tree_py),
        ("step_process.py", PackageResources.step_process_py),
        ("step_code.py", PackageResources.step_code_py),
        ("step_reply.py", PackageResources.step_reply_py),
        ("warm_up.py", PackageResources.warm_up_py), ("index.py", Bundle.defaultHandler),
      ] {
        try writeNewFile("\(folder.path)/\(name)", text)
      }
    } catch {
      throw .system(error)
    }
  }

  private func python(for runtime: String) -> FoundPython? {
    if let name = options.python { search.python(named: name) } else { search.python(for: runtime) }
  }

  func launch(_ step: Int, attempt: Int) {
    tell(.started(attempt: attempt), of: step)
    if let failure = limitFailure(of: data.event(for: step), step) {
      return attemptFailed(step, failure)
    }
    launch(step, attempt: attempt, isAlone: false)
  }

  /// - Parameter isAlone: with a server of its own.
  func launch(_ step: Int, attempt: Int, isAlone: Bool) {
    let event = data.event(for: step)
    do throws(StepFailure) {
      let server = try isAlone ? ownServer(for: step) : server(for: step)
      try launch(step, attempt: attempt, on: server, event: event)
    } catch {
      attemptFailed(step, error)
    }
  }

  private func limitFailure(of event: [UInt8], _ step: Int) -> StepFailure? {
    guard event.count > ExecutionData.stateLimit else { return nil }
    let message = ExecutionData.stateLimitMessage("step's input", event.count)
    return exceeded(StepFailure("States.DataLimitExceeded", message), step)
  }

  /// The failure, or a note of it when limits are not enforced.
  func exceeded(_ failure: StepFailure, _ step: Int) -> StepFailure? {
    if options.enforcesLimits { return failure }
    tell(.noted("\(failure.errorType) on AWS: \(failure.errorMessage)"), of: step)
    return nil
  }

  // MARK: Servers

  /// The number of the server for a step, started when it is not there.
  private func server(for step: Int) throws(StepFailure) -> Int {
    guard let number = serverNumbers[pipeline.steps[step].runtime] else {
      preconditionFailure("no Python was chosen for a step")
    }
    if let defect = servers[number].defect { throw defect }
    if servers[number].server == nil { try start(number, expected: expectedSteps(on: number)) }
    return number
  }

  private func ownServer(for step: Int) throws(StepFailure) -> Int {
    let python = servers[try server(for: step)].python
    let number = servers.count
    servers.append(ServerSlot(python: python, isOwn: true, untoldRuntimes: []))
    try start(number, expected: 1)
    return number
  }

  private func start(_ number: Int, expected: Int) throws(StepFailure) {
    do throws(SystemFailure) {
      let server = try PythonServer(
        servers[number].python, folder: folder.path, number: number,
        environment: LambdaEnvironment.common(to: pipeline, person: options.environment),
        expected: expected, atOnce: limit)
      servers[number].server = server
      sources[server.socket] = .server(number)
      try poller.watch(server.socket)
    } catch {
      throw .notStarted("\(error.doing): \(error.reason)")
    }
  }

  /// Those of all steps that will run, so that they get ready side by side.
  func startServers(_ runs: (Int) -> Bool) {
    for step in pipeline.steps.indices where runs(step) {
      do throws(StepFailure) { _ = try server(for: step) } catch {
        // It is tried again, and told of, when the step starts.
      }
    }
  }

  private func expectedSteps(on server: Int) -> Int {
    pipeline.steps.indices.count { step in
      choice.part(of: step) == .runs && !states[step].hasEnded
        && serverNumbers[pipeline.steps[step].runtime] == server
    }
  }

  func watch(_ number: Int) {
    guard let server = servers[number].server else { return }
    do throws(SystemFailure) {
      try poller.watch(server.socket, alsoWriting: server.hasUnsent)
    } catch {
      lose(number)
    }
  }

  // MARK: Processes

  private func launch(_ step: Int, attempt: Int, on server: Int, event: [UInt8])
    throws(StepFailure)
  {
    launchCount += 1
    let checked = pipeline.steps[step]
    let bundle = Bundle(of: checked, in: pipeline, files: options.files)
    let place = folder.takeStepFolder()
    let request = StepRequest(
      of: checked, in: pipeline, bundle: bundle, origin: options.origins[checked.id],
      function: options.functionName(checked), folder: place.path,
      enforcesLimits: options.enforcesLimits)
    if recorder != nil {
      recorder?.launched(
        checked.name, attempt: attempt, key: key(of: step, bundle: bundle, event: event),
        input: event)
    }
    let text = request.text(event: event)
    let isShort = text.count <= PythonServer.longestRequest
    do throws(SystemFailure) {
      try place.fill(with: bundle.files, request: isShort ? nil : text)
      try start(step, on: server, in: place, id: request.id, request: isShort ? text : nil)
    } catch {
      place.remove()
      throw .notStarted("\(error.doing): \(error.reason)")
    }
  }

  private func start(
    _ step: Int, on server: Int, in place: StepFolder, id: String, request: [UInt8]?
  ) throws(SystemFailure) {
    let output = try makePipe()
    let error: (reading: Int32, writing: Int32)
    let result: Int32
    do throws(SystemFailure) { error = try makePipe() } catch {
      for descriptor in [output.reading, output.writing] { close(descriptor) }
      throw error
    }
    do throws(SystemFailure) {
      result = try checked("making a file in memory", cposix_memory_file())
    } catch let failure {
      for end in [output, error] { for one in [end.reading, end.writing] { close(one) } }
      throw failure
    }
    processes[launchCount] = StepProcess(
      step: step, server: server, folder: place, result: result, request: id,
      timeout: pipeline.steps[step].timeout, endsAtTimeout: options.enforcesLimits,
      output: output.reading, error: error.reading)
    launches[step] = launchCount
    for descriptor in [output.reading, error.reading] {
      sources[descriptor] = .output(launch: launchCount)
      try poller.watch(descriptor)
    }
    servers[server].server?.run(
      launchCount, in: place.path, request: request, memory: pipeline.steps[step].memory << 20,
      endsOver: options.enforcesLimits, output: output.writing, error: error.writing,
      result: result)
    watch(server)
  }
}

extension StepFailure {
  /// This machine could not run the step at all.
  static func notStarted(_ reason: String) -> StepFailure {
    StepFailure("LocalRun.NotStarted", "The step could not be started: \(reason)")
  }
}
