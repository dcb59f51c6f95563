// What can be wrong with a text as YAML, in our words, and what mends it.

import Diagnostics

extension Diagnostic {
  static func yamlTooLarge(_ count: Int) -> Diagnostic {
    error(
      "yaml-too-large",
      "The file has \(count) bytes, and \(YAMLLimits.bytes) (64 MiB) are the most that is read",
      mend: "Move long code and data into files of their own", at: .bytes(0..<0))
  }

  static func yamlInvalidUTF8(at offset: Int, byte: UInt8) -> Diagnostic {
    error(
      "yaml-invalid-utf8",
      "Byte \(offset) (0x\(hexadecimal(UInt32(byte), digits: 2))) is not UTF-8",
      mend: "Save the file as UTF-8 text", at: .bytes(offset..<offset + 1))
  }

  static func yamlCharacter(_ scalar: UInt32, at range: Range<Int>) -> Diagnostic {
    let digits = hexadecimal(scalar, digits: 4)
    return error(
      "yaml-character", "YAML does not allow the character U+\(digits) in a file",
      mend: "Remove it, or write it as \"\\u\(digits)\" in a text with double quotes",
      at: .bytes(range))
  }

  static func yamlLoneCarriageReturn(at offset: Int) -> Diagnostic {
    error(
      "yaml-line-end", "A carriage return (CR) without a line feed (LF) stands here",
      mend: "End lines with LF or CR LF, or write \"\\r\" in a text with double quotes",
      at: .bytes(offset..<offset + 1))
  }

  static func yamlTooManyScripts() -> Diagnostic {
    error(
      "yaml-character", "The file uses every character there is and old line breaks too",
      mend: "Remove the characters U+0085, U+2028 and U+2029", at: .bytes(0..<0))
  }

  static func yamlTooDeep(at range: Range<Int>) -> Diagnostic {
    error(
      "yaml-too-deep",
      "Lists and mappings are nested more than \(YAMLLimits.depth) deep here",
      mend: "Nest them less deep", at: .bytes(range))
  }

  static func yamlAliasExpansion(_ name: String, at range: Range<Int>) -> Diagnostic {
    error(
      "yaml-alias-expansion",
      "With *\(name), the aliases of this file stand for more than"
        + " \(YAMLLimits.aliasedNodes) values",
      mend: "Use fewer aliases of aliases", at: .bytes(range))
  }

  static func yamlAnchorName(_ name: String, at range: Range<Int>) -> Diagnostic {
    error(
      "yaml-anchor-name", "The anchor &\(name) can be read in two ways",
      mend: "Use letters, digits, - and _ in its name, and put a blank behind it",
      at: .bytes(range))
  }

  static func yamlUnknownAlias(_ name: String, at range: Range<Int>) -> Diagnostic {
    error(
      "yaml-unknown-alias", "No value above has the anchor &\(name)",
      mend: "Write &\(name) in front of the value that is meant, or write the value here",
      at: .bytes(range))
  }

  static func yamlAliasCycle(_ name: String, at range: Range<Int>) -> Diagnostic {
    error(
      "yaml-alias-cycle", "*\(name) stands inside the value that it repeats",
      mend: "Write the value that is meant", at: .bytes(range))
  }

  static func yamlDuplicateKey(_ key: String, firstLine: Int, at range: Range<Int>) -> Diagnostic {
    error(
      "yaml-duplicate-key", "The key \"\(key)\" is already there on line \(firstLine)",
      mend: "Rename or remove one of the two", at: .bytes(range))
  }

  static func yamlMergeKey(at range: Range<Int>) -> Diagnostic {
    error(
      "yaml-merge-key", "The merge key << is not part of YAML 1.2",
      mend: "Write the entries that it brings here", at: .bytes(range))
  }

  static func yamlComplexKey(at range: Range<Int>) -> Diagnostic {
    error(
      "yaml-complex-key", "A key must be a text on one line in front of its colon",
      mend: "Write it as `name: value`", at: .bytes(range))
  }

  static func yamlMissingKey(at range: Range<Int>) -> Diagnostic {
    error(
      "yaml-missing-key", "A value stands here without a key",
      mend: "Write a name in front of the colon", at: .bytes(range))
  }

  static func yamlTag(_ tag: String, at range: Range<Int>) -> Diagnostic {
    error(
      "yaml-tag", "Tags such as \(tag) are not part of a pipeline file",
      mend: "Remove the tag; put a text that looks like a number into quotes", at: .bytes(range))
  }

  static func yamlDirective(at range: Range<Int>) -> Diagnostic {
    error(
      "yaml-directive", "Directives (lines that start with %) are not part of a pipeline file",
      mend: "Remove the line", at: .bytes(range))
  }

  static func yamlSeveralDocuments(at range: Range<Int>) -> Diagnostic {
    error(
      "yaml-several-documents", "A second document starts here, and a file holds one",
      mend: "Put it into a file of its own", at: .bytes(range))
  }

  private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
