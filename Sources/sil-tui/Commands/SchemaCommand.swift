// `sil-tui schema`: the JSON Schema of pipeline files, for editors that complete from one.

import ArgumentParser
import StatesLanguage

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Write the JSON Schema of pipeline files.",
    discussion: """
      Editors with a YAML language server complete and check by it.

      EXAMPLES
        sil-tui schema > sil.schema.json
        # in a pipeline file: yaml-language-server: $schema=sil.schema.json
      """)

  func run() throws {
    StandardOutput.write(FileSchema.document.write(.readable) + [0x0A])
  }
}
