// The modules that a Python program imports, found without Python. What it could do without (an import
// under `try`, or only for type checkers) is left out; so are relative imports.

/// A module that a program needs.
package struct PythonImport: Hashable, Sendable {
  /// Its first part: `os` of `import os.path`.
  package let module: String
  /// From 1.
  package let line: Int
}

extension PythonOutline {
  /// - Complexity: O(bytes).
  package static func imports(in program: [UInt8]) -> [PythonImport] {
    var reader = OutlineReader(program, collectingWords: false)
    return reader.readImports()
  }

  /// The names of the functions, classes and variables that stand at the program's left margin.
  ///
  /// - Complexity: O(bytes).
  package static func boundNames(in program: [UInt8]) -> Set<String> {
    var names = Set(PythonOutline(program).functions.map(\.name))
    var reader = OutlineReader(program, collectingWords: false)
    while reader.offset < program.count {
      let logical = reader.readLogicalLine(keepingTokens: true)
      guard !logical.isIndented, logical.tokens.count > 1 else { continue }
      switch (logical.tokens[0], logical.tokens[1]) {
      case (let first, .word(let name)) where reader.isWord(first, "class"):
        names.insert(reader.word(name))
      case (.word(let name), let mark) where mark.isMark("=") || mark.isMark(":"):
        names.insert(reader.word(name))
      default: break
      }
    }
    return names
  }
}

extension OutlineReader {
  fileprivate mutating func readImports() -> [PythonImport] {
    var found: [PythonImport] = []
    var isOptional = false
    while offset < text.count {
      let start = line
      let logical = readLogicalLine(keepingTokens: true)
      guard let first = logical.tokens.first else { continue }
      let statements = logical.tokens.split { $0.isMark(";") }
      let modules = statements.flatMap { importedModules(in: $0) }
      if isWord(first, "try") || isWord(first, "except")
        || isWord(first, "if") && logical.tokens.contains(where: { isWord($0, "TYPE_CHECKING") })
      {
        isOptional = true
      } else if modules.isEmpty || !logical.isIndented {
        isOptional = false
      }
      if !isOptional { found += modules.map { PythonImport(module: $0, line: start) } }
    }
    return found
  }

  private func importedModules(in statement: ArraySlice<Token>) -> [String] {
    var rest = statement
    let first = rest.popFirst()
    let named: [Token?] =
      if isWord(first, "from") {
        [rest.first]
      } else if isWord(first, "import") {
        rest.split { $0.isMark(",") }.map(\.first)
      } else {
        []
      }
    return named.compactMap { token in
      if case .word(let module)? = token { word(module) } else { nil }
    }
  }
}
