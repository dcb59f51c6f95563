// What an import gives: pipelines, the files beside them, and what could not be taken over. Touches no
// disk; where the files go is decided elsewhere.

package import Diagnostics
package import PipelineFile
package import PipelineModel

package struct ImportedPipeline: Hashable, Sendable {
  /// The pipeline's name as a file's, without ending.
  package let fileName: String
  package let pipeline: Pipeline

  /// The text of its `.sil` file, in the canonical style.
  package func text() throws(WriteError) -> [UInt8] {
    try SilFile.read(SilFile.empty.bytes(saying: pipeline)).file.formatted()
  }
}

package struct ImportedFile: Hashable, Sendable {
  /// As the pipelines name it, relative to their folder; never leads outside.
  package let path: String
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

package struct ImportResult: Sendable {
  package var pipelines: [ImportedPipeline] = []
  /// Each path once.
  package var files: [ImportedFile] = []
  /// An error is something that is missing in the pipelines. Places are in what was imported.
  package var diagnostics: [Diagnostic] = []

  package init() {}

  /// Whether all was taken over.
  package var isComplete: Bool { !diagnostics.contains(where: \.isError) }
}

/// The nearest name that a state machine may have; the second value says whether it differs.
///
/// Source: the Terraform provider's rule, 1 to 80 letters, digits, `-` and `_`.
func machineName(_ name: String) -> (name: String, isChanged: Bool) {
  var plain = String(
    String.UnicodeScalarView(
      name.unicodeScalars.map { scalar in
        let isKept =
          scalar.isASCII
          && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || scalar == "-" || scalar == "_")
        return isKept ? scalar : "_"
      }
    ).prefix(80))
  if plain.isEmpty { plain = "pipeline" }
  return (plain, !plain.utf8.elementsEqual(name.utf8))
}

/// Gives each pipeline a file name of its own, whatever the file system makes of capitals.
func fileNames(_ pipelines: [Pipeline]) -> [ImportedPipeline] {
  var taken: Set<String> = []
  return pipelines.map { pipeline in
    let wish = pipeline.fields[.pipeline]?.text ?? "pipeline"
    var name = wish
    var number = 1
    while !taken.insert(name.lowercased()).inserted {
      number += 1
      name = "\(wish)_\(number)"
    }
    return ImportedPipeline(fileName: name, pipeline: pipeline)
  }
}
