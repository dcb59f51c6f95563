// What Python's own compiler says of steps' code: one Python looks at all texts, and runs none.

package import PipelineModel
import StatesLanguage

package struct PythonCompiler: Sendable {
  private let environment: [String: String]
  private let folder: String

  /// - Parameters:
  ///   - environment: the person's, in which a Python is looked for.
  ///   - folder: in and above which `.python-version` is looked for.
  package init(environment: [String: String], folder: String) {
    self.environment = environment
    self.folder = folder
  }

  /// A verdict for each text; `nil` when no Python answers.
  ///
  /// - Parameter texts: programs in UTF-8.
  package func verdicts(on texts: Set<[UInt8]>) -> [[UInt8]: CompilerVerdict]? {
    if texts.isEmpty { return [:] }
    let search = PythonSearch(environment: environment, folder: folder)
    guard let python = search.anyPython else { return nil }
    let programs = texts.sorted { $0.lexicographicallyPrecedes($1) }
    let question = programs.flatMap { Array("\($0.count)\n".utf8) + $0 }
    let script = String(decoding: PackageResources.compile_code_py, as: UTF8.self)
    // Isolated and without site packages: it starts twice as fast and imports nothing of theirs.
    let answer = output(
      of: [python.path, "-I", "-S", "-X", "utf8", "-c", script], environment: environment,
      input: question, seconds: 20)
    guard let answer, let verdicts = parsed(answer), verdicts.count == programs.count else {
      return nil
    }
    return Dictionary(zip(programs, verdicts)) { first, _ in first }
  }

  private func parsed(_ answer: [UInt8]) -> [CompilerVerdict]? {
    do {
      return try JSON.parse(answer).array?.compactMap(verdict)
    } catch {
      return nil
    }
  }

  private func verdict(_ json: JSON) -> CompilerVerdict? {
    if let message = json["message"]?.string, let line = json["line"]?.integer,
      let column = json["column"]?.integer
    {
      return .refused(message: message, line: line, column: column)
    }
    guard let names = json["names"]?.array else { return nil }
    var docstrings: [String: String] = [:]
    for member in json["docstrings"]?.members ?? [] { docstrings[member.key] = member.value.string }
    return .sound(names: Set(names.compactMap(\.string)), docstrings: docstrings)
  }
}
