// What a shell may offer for the arguments of this program: the steps of the file on the line, its
// runs, the themes there are. Says nothing where something is wrong.

import ArgumentParser
import PipelineFile
import PipelineModel
import ProcessRunner
import Storage

extension CompletionKind {
  static var pipelineFile: CompletionKind { .file(extensions: ["sil"]) }

  /// Names of the steps of the pipeline file that the line names.
  static var step: CompletionKind {
    .custom { words, _, _ in
      guard let path = pathOfPipeline(in: words) else { return [] }
      do {
        let bytes = try FileStore(copiesFolder: "").read(path).bytes
        return SilFile.read(bytes).pipeline.steps.map(\.name)
      } catch {
        return []
      }
    }
  }

  /// Numbers of the kept runs of the pipeline file that the line names.
  static var run: CompletionKind {
    .custom { words, _, _ in
      guard let path = pathOfPipeline(in: words) else { return [] }
      let runs = RunStore(stateFolder: stateFolder(), pipelineFile: path).runs
      return runs.indices.map { String($0 + 1) }
    }
  }

  static var theme: CompletionKind { .custom { _, _, _ in PersonalThemes.names() } }

  static var sample: CompletionKind { .list(Sample.all.map(\.name)) }
}

/// - Parameter words: of the command line, as they are typed.
private func pathOfPipeline(in words: [String]) -> String? {
  guard let word = words.dropFirst(2).first(where: { $0.hasSuffix(".sil") }) else { return nil }
  if word.hasPrefix("~/"), let home = environmentVariable("HOME") { return home + word.dropFirst() }
  return word
}
