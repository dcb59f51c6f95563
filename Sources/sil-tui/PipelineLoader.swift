// Reads a pipeline file and all it names, and has it checked.

import Diagnostics
import Glibc
import PipelineFile
import PipelineModel
import ProcessRunner
import Storage

/// A pipeline file as it stands, with everything found wrong in it.
struct LoadedPipeline {
  /// As the person gave it; `-` is standard input.
  let path: String
  let bytes: [UInt8]
  let file: SilFile
  let pipeline: Pipeline
  let surroundings: Surroundings
  /// `nil` exactly when a diagnostic is an error.
  let checked: CheckedPipeline?
  let diagnostics: [Diagnostic]

  /// What was wrong with reading it.
  let problems: [Diagnostic]

  init(
    path: String, bytes: [UInt8], file: SilFile, pipeline: Pipeline, problems: [Diagnostic],
    surroundings: Surroundings
  ) {
    (self.path, self.bytes, self.file, self.pipeline) = (path, bytes, file, pipeline)
    (self.problems, self.surroundings) = (problems, surroundings)
    let (checked, found) = pipeline.check(surroundings)
    diagnostics = Self.sorted(problems + file.standing(found, beside: problems), in: file)
    self.checked = diagnostics.contains(where: \.isError) ? nil : checked
  }

  /// In the order of the file; what has no place there comes last.
  private static func sorted(_ diagnostics: [Diagnostic], in file: SilFile) -> [Diagnostic] {
    let places = diagnostics.map { diagnostic in
      diagnostic.place.flatMap(file.range)?.lowerBound ?? Int.max
    }
    return diagnostics.indices.sorted { (places[$0], $0) < (places[$1], $1) }.map {
      diagnostics[$0]
    }
  }

  var report: DiagnosticReport {
    DiagnosticReport(path: path, bytes: bytes, file: file, diagnostics: diagnostics)
  }
}

extension LoadedPipeline {
  var durationsOfEarlierRuns: [String: Double] { sil_tui.durationsOfEarlierRuns(of: path) }
}

/// Seconds that steps took when they last ran on this machine, by their names; none for standard
/// input.
///
/// - Parameter path: of the pipeline file.
func durationsOfEarlierRuns(of path: String) -> [String: Double] {
  path == "-" ? [:] : RunStore(stateFolder: stateFolder(), pipelineFile: path).lastDurations
}

enum PipelineLoader {
  /// - Parameter compiling: have Python compile the steps' code, when there is a Python.
  /// - Throws: `FileError` when the file can't be read.
  static func load(_ path: String, compiling: Bool) throws(FileError) -> LoadedPipeline {
    let bytes = try read(path)
    let (file, pipeline, problems) = SilFile.read(bytes)
    let loaded = LoadedPipeline(
      path: path, bytes: bytes, file: file, pipeline: pipeline, problems: problems,
      surroundings: Surroundings(files: files(namedBy: pipeline, beside: path)))
    return compiling ? compile(loaded) : loaded
  }

  /// The same with what Python's compiler says of the steps' code, when there is a Python.
  static func compile(_ loaded: LoadedPipeline) -> LoadedPipeline {
    var surroundings = loaded.surroundings
    surroundings.compiled = verdicts(
      loaded.pipeline, surroundings, beside: folder(of: loaded.path))
    return LoadedPipeline(
      path: loaded.path, bytes: loaded.bytes, file: loaded.file, pipeline: loaded.pipeline,
      problems: loaded.problems, surroundings: surroundings)
  }

  private static func read(_ path: String) throws(FileError) -> [UInt8] {
    guard path == "-" else { return try store.read(path).bytes }
    guard let bytes = readStandardInput(limit: FileStore.sizeLimit) else {
      throw .tooLarge(path: "standard input", limit: FileStore.sizeLimit)
    }
    return bytes
  }

  /// The state of every file that the document names, by its path as written.
  static func files(namedBy pipeline: Pipeline, beside path: String) -> [String: Surroundings
    .FileState]
  {
    var states: [String: Surroundings.FileState] = [:]
    for name in pipeline.namedFiles {
      states[name] = state(of: name.hasPrefix("/") ? name : folder(of: path) + name)
    }
    return states
  }

  private static func state(of path: String) -> Surroundings.FileState {
    do {
      return .text(try store.read(path).bytes)
    } catch .missing {
      return .missing
    } catch {
      return .unreadable(error.message)
    }
  }

  /// Reading keeps no copies.
  private static let store = FileStore(copiesFolder: "")

  private static func verdicts(
    _ pipeline: Pipeline, _ surroundings: Surroundings, beside: String
  ) -> [[UInt8]: CompilerVerdict] {
    let texts = Set(pipeline.programs(surroundings).values.map(\.text))
    let compiler = PythonCompiler(
      environment: environment(), folder: beside.isEmpty ? "." : beside)
    return compiler.verdicts(on: texts) ?? [:]
  }
}
