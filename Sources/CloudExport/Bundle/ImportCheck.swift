// Whether a step's program finds on Lambda what it imports: in Python, in the SDK, in its own zip or in
// a layer. What a layer holds nobody knows here, so a step with layers is not judged.

package import Diagnostics
package import PipelineModel

/// Warns of imports that nothing gives.
///
/// - Parameter files: the bytes of each path of the steps' `files`, as the document writes it.
/// - Complexity: O(bytes of all programs).
package func importWarnings(for pipeline: CheckedPipeline, files: [String: [UInt8]]) -> [Diagnostic]
{
  pipeline.steps.filter(\.layers.isEmpty).flatMap { step in
    let bundle = Bundle(of: step, in: pipeline, files: files)
    let own = modules(in: bundle)
    var told: Set<String> = []
    return PythonOutline.imports(in: step.code.text).compactMap { found -> Diagnostic? in
      guard !LambdaModules.gives(found.module, runtime: step.runtime), !own.contains(found.module),
        told.insert(found.module).inserted
      else { return nil }
      return .warning(
        "import-unavailable",
        "\"\(step.name)\" imports \(found.module), which neither \(step.runtime) on Lambda nor its"
          + " zip has",
        mend: "Add a layer that has it, or its files under files:",
        at: place(of: found, in: step))
    }
  }
}

/// What can be imported from the top of the zip and from beside the program: `a` of `a.py`, `a/b.py`
/// and `a.cpython-313-x86_64-linux-gnu.so`.
private func modules(in bundle: Bundle) -> Set<String> {
  let folder = bundle.programPath.lastIndex(of: "/").map { bundle.programPath[...$0] } ?? ""
  var found: Set<String> = []
  for file in bundle.files.files {
    for start in ["", folder] where file.path.hasPrefix(start) {
      let first = file.path.dropFirst(start.count).prefix { $0 != "/" && $0 != "." }
      found.insert(String(first))
    }
  }
  return found
}

private func place(of found: PythonImport, in step: CheckedStep) -> Place {
  if let path = step.code.path { return .file(path, line: found.line, column: 1) }
  return .key([.name("steps"), .name(step.name), .name("code")], line: found.line - 1)
}
