// What servers say and processes print, and what follows from a process's end.

import Glibc
import PipelineModel
import RunScheduler
import StatesLanguage

extension RunSession {
  // MARK: Servers

  func hear(server number: Int) {
    servers[number].server?.sendUnsent()
    watch(number)
    for message in servers[number].server?.messages() ?? [] {
      switch message {
      case .ready(let version, let executable): greet(number, version, executable)
      case .began(let launch, let process): processes[launch]?.begin(process)
      case .refused(let launch, let reason):
        close(launch, .failure(.notStarted("forking a process: \(reason)"), module: nil))
      case .over(let launch, let excess): exceed(launch, excess)
      case .ended(let launch, let end, let leftProcesses):
        if leftProcesses, let step = processes[launch]?.step {
          tell(.noted("The step left processes behind, which were ended"), of: step)
        }
        finish(launch, end, isAlone: !leftProcesses)
      case .closed: lose(number)
      }
    }
  }

  /// Tells once which runtimes this Python is not.
  private func greet(_ number: Int, _ version: String, _ executable: String) {
    let parts = version.split(separator: ".").compactMap { Int($0) }
    if parts.count < 2 || parts.lexicographicallyPrecedes([3, 8]) {
      servers[number].defect = .notStarted(
        "\(servers[number].python.path) is Python \(version), and steps need 3.8 or newer")
      return
    }
    let name = "python\(parts[0]).\(parts[1])"
    for runtime in servers[number].untoldRuntimes where runtime != name {
      tell(.noted("Steps for \(runtime) run with Python \(version) (\(executable))"))
    }
    servers[number].untoldRuntimes = []
  }

  /// The server is gone or stuck, and so are its steps. Which of them did that can't be told, so each
  /// runs once more, with a server of its own.
  func lose(_ number: Int) {
    guard let server = servers[number].server else { return }
    let ofServer = processes.filter { $0.value.server == number }
    sources[server.socket] = nil
    poller.forget(server.socket)
    let end = server.kill()
    servers[number].server = nil
    let failure = StepFailure(
      "Runtime.ExitError",
      "The Python that the step came from is gone, which the step may have done: \(end.sentence)")
    if server.version == nil, servers[number].defect == nil {
      let words = server.lastWords ?? end.sentence
      servers[number].defect = .notStarted("\(servers[number].python.path): \(words)")
    }
    endMarkedProcesses(PythonServer.mark + "=" + folder.path, besides: getpid())
    for (launch, process) in ofServer {
      if let id = process.process { kill(-id, SIGKILL) }
      if servers[number].defect == nil, process.stop == nil, !servers[number].isOwn {
        runAgain(launch)
      } else {
        close(launch, .failure(servers[number].defect ?? failure, module: nil))
      }
    }
  }

  private func runAgain(_ launch: Int) {
    guard let process = takeOut(launch) else { return }
    process.folder.remove()
    tell(.noted("The Python that it came from was ended, and it runs again"), of: process.step)
    self.launch(process.step, attempt: states[process.step].attempt, isAlone: true)
  }

  // MARK: Processes

  func take(_ measure: StepProcess.Measure?, _ launch: Int) {
    guard let measure, let number = processes[launch]?.server else { return }
    switch measure {
    case .signal(let signal):
      servers[number].server?.end(launch, signal: signal)
      watch(number)
    case .giveUpServer: lose(number)
    case .noteTimeout:
      guard let process = processes[launch] else { return }
      let failure = StepResult.timeout(process.timeout, request: process.request)
      _ = exceeded(failure, process.step)
    }
  }

  /// Tells what it holds too much of, and whether its server ends it for that.
  private func exceed(_ launch: Int, _ excess: PythonServer.Excess) {
    guard let process = processes[launch] else { return }
    let failure = StepResult.crash(.signalled(Int(SIGKILL)), request: process.request)
    if exceeded(failure, process.step) != nil { processes[launch]?.exceed(excess) }
    tell(.noted(sentence(on: excess, of: pipeline.steps[process.step])), of: process.step)
  }

  private func sentence(on excess: PythonServer.Excess, of step: CheckedStep) -> String {
    switch excess {
    case .memory(let bytes):
      "The step holds \(bytes >> 20) MB, and its memory is \(step.memory) MB"
    case .processes(let count): "The step has \(count) processes, and Lambda allows 1024"
    }
  }

  func readOutput(of launch: Int, _ descriptor: Int32) {
    guard let (lines, isAtEnd) = processes[launch]?.read(descriptor),
      let step = processes[launch]?.step
    else { return }
    for (stream, line) in lines { tell(.printed(line, stream), of: step) }
    guard isAtEnd else { return }
    poller.forget(descriptor)
    sources[descriptor] = nil
    for (stream, line) in processes[launch]?.closeOutput(descriptor) ?? [] {
      tell(.printed(line, stream), of: step)
    }
  }

  /// - Parameter isAlone: whether no other process of the step was left.
  private func finish(_ launch: Int, _ end: ProcessEnd, isAlone: Bool) {
    guard let process = processes[launch] else { return }
    let content = readContent(of: process.result)
    let result = StepResult(
      content.isEmpty ? readFile(process.folder.path + "/result.json") : content,
      of: pipeline.steps[process.step].name, end: end, request: process.request)
    close(launch, result, keepsFolder: isAlone)
  }

  /// The process is gone; takes its last lines, gives its folder back and tells how it went.
  private func close(_ launch: Int, _ result: StepResult, keepsFolder: Bool = false) {
    guard let process = takeOut(launch) else { return }
    let seconds = Double(now() - process.start) / 1e9
    let step = process.step
    if keepsFolder { folder.giveBack(process.folder) } else { process.folder.remove() }
    switch process.stop {
    case .timeout:
      let failure = StepResult.timeout(process.timeout, request: process.request)
      attemptFailed(step, failure, seconds: seconds)
    case .cancel: attemptFailed(step, .cancelled, seconds: seconds)
    case .excess:
      let failure = StepResult.crash(.signalled(Int(SIGKILL)), request: process.request)
      attemptFailed(step, failure, seconds: seconds)
    case nil: judge(result, of: step, seconds: seconds)
    }
  }

  /// Forgets a process that is gone, when its last lines are told.
  private func takeOut(_ launch: Int) -> StepProcess? {
    guard var process = processes.removeValue(forKey: launch) else { return nil }
    launches[process.step] = nil
    for descriptor in process.descriptors {
      poller.forget(descriptor)
      sources[descriptor] = nil
    }
    for (stream, line) in process.drain() { tell(.printed(line, stream), of: process.step) }
    Glibc.close(process.result)
    return process
  }

  private func judge(_ result: StepResult, of step: Int, seconds: Double) {
    switch result {
    case .failure(let failure, let module):
      noteMissing(module, of: step)
      attemptFailed(step, failure, seconds: seconds)
    case .output(let output, let size, let notes):
      for note in notes { tell(.noted(note), of: step) }
      if let failure = sizeFailure(size), let failure = exceeded(failure, step) {
        attemptFailed(step, failure, seconds: seconds)
      } else {
        attemptSucceeded(step, output: output, seconds: seconds)
      }
    }
  }

  private func sizeFailure(_ size: Int) -> StepFailure? {
    if size > ExecutionData.lambdaLimit {
      return StepFailure(
        "Function.ResponseSizeTooLarge",
        "Response payload size exceeded maximum allowed payload size "
          + "(\(ExecutionData.lambdaLimit) bytes).")
    }
    guard size > ExecutionData.stateLimit else { return nil }
    return StepFailure(
      "States.DataLimitExceeded", ExecutionData.stateLimitMessage("step's result", size))
  }

  private func noteMissing(_ module: String?, of step: Int) {
    guard let module, !pipeline.steps[step].layers.isEmpty,
      let number = serverNumbers[pipeline.steps[step].runtime]
    else { return }
    tell(
      .noted(
        "The step imports \(module), which \(servers[number].python.path) lacks; "
          + "a local run does not fetch layers"), of: step)
  }
}

extension ProcessEnd {
  fileprivate var sentence: String {
    switch self {
    case .exited(let code): "it ended with exit status \(code)"
    case .signalled(let number): "it was ended by signal \(number)"
    }
  }
}
