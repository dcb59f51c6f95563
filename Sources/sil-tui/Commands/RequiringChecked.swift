// What commands share that read a pipeline file: they end with a message when they can't.

import ArgumentParser
import PipelineModel
import Storage

/// Loads a file whatever is wrong with it; ends the command when it can't be read.
func loadOrEnd(_ path: String, compiling: Bool) throws(ExitCode) -> LoadedPipeline {
  do {
    return try PipelineLoader.load(path, compiling: compiling)
  } catch {
    StandardError.write("\(visible(path)): error: \(visible(error.message)) — \(error.mend)\n")
    throw Outcome.wrongCall.exit
  }
}

/// Loads and checks; tells errors and warnings, and ends the command when there are errors.
func requireChecked(_ path: String, compiling: Bool) throws(ExitCode)
  -> (loaded: LoadedPipeline, checked: CheckedPipeline)
{
  try requireChecked(loadOrEnd(path, compiling: compiling))
}

/// Tells errors and warnings, and ends the command when there are errors.
func requireChecked(_ loaded: LoadedPipeline) throws(ExitCode)
  -> (loaded: LoadedPipeline, checked: CheckedPipeline)
{
  let isTerminal = StandardError.isTerminal
  StandardError.write(
    loaded.report.lines(color: wantsColor(isTerminal: isTerminal), excerpts: isTerminal))
  guard let checked = loaded.checked else { throw Outcome.failed.exit }
  return (loaded, checked)
}
