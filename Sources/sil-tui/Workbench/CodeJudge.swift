// Has Python compile the steps' code beside the drawing, and tells the loop what it says.

import CursesTerminal
import PipelineModel
import ProcessRunner

/// Compiles each text once. Never makes the loop wait.
final class CodeJudge {
  typealias Verdicts = [[UInt8]: CompilerVerdict]

  private var known: Set<[UInt8]> = []
  private var isBusy = false
  private let mailbox: Mailbox<Verdicts>
  private let answered: Answered
  private let compiler: PythonCompiler

  /// Whether an answer has come back; set in the loop.
  private final class Answered { var handler: () -> Void = {} }

  init(
    _ compiler: PythonCompiler, in loop: EventLoop, _ handler: @escaping (Verdicts) -> Void
  ) {
    self.compiler = compiler
    let answered = Answered()
    self.answered = answered
    mailbox = loop.mailbox { verdicts in
      answered.handler()
      if !verdicts.isEmpty { handler(verdicts) }
    }
    answered.handler = { [unowned self] in isBusy = false }
  }

  /// Asks about code that has not been asked about. One question is under way at a time.
  ///
  /// - Returns: false when another question is under way, so that one must ask again.
  func judge(_ pipeline: Pipeline, _ surroundings: Surroundings) -> Bool {
    guard !isBusy else { return false }
    let texts = Set(pipeline.programs(surroundings).values.map(\.text)).subtracting(known)
    guard !texts.isEmpty else { return true }
    known.formUnion(texts)
    isBusy = true
    let (mailbox, compiler) = (mailbox, compiler)
    // Without a thread the code stays unjudged.
    _ = inBackground { mailbox.send(compiler.verdicts(on: texts) ?? [:]) }
    return true
  }
}
