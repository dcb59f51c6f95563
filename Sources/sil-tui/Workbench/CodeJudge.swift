// Has Python compile the steps' code beside the drawing, and tells the loop what it says.

import CursesTerminal
import Glibc
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
    let question = Question { mailbox.send(compiler.verdicts(on: texts) ?? [:]) }
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(question).toOpaque()
    let code = pthread_create(&thread, nil, ask, argument)
    if code == 0 {
      pthread_detach(thread)
    } else {
      Unmanaged<Question>.fromOpaque(argument).release()
    }
    return true
  }

  private final class Question: Sendable {
    let ask: @Sendable () -> Void
    init(_ ask: @escaping @Sendable () -> Void) { self.ask = ask }
  }

  private let ask: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
    pointer in
    if let pointer { Unmanaged<Question>.fromOpaque(pointer).takeRetainedValue().ask() }
    return nil
  }
}
