// The functions at the top level of a Python program, found without Python.
// Reads lines, brackets and strings, after the lexical rules of the Python language reference
// (chapter 2). Judges nothing: Python's compiler does that when there is one.

package struct PythonOutline: Hashable, Sendable {
  package struct Function: Hashable, Sendable {
    package let name: String
    /// Of its `def`, from 1.
    package let line: Int
    /// Its docstring's first line without surrounding blanks; `nil` when there is none.
    package let summary: String?
  }

  /// In the order of the text; of two with one name the last, as Python has it.
  package let functions: [Function]
  private let program: [UInt8]

  /// - Complexity: O(bytes).
  package init(_ program: [UInt8]) {
    self.program = program
    var reader = OutlineReader(program, collectingWords: false)
    functions = reader.readFunctions()
  }

  /// Whether running the program may bind the name at its top level: as a function, or in a way
  /// that only Python can tell (an import, an assignment, a definition under `if` or `try`).
  ///
  /// - Complexity: O(bytes) for a name that is no function.
  package func mayDefine(_ name: String) -> Bool {
    if functions.contains(where: { $0.name == name }) { return true }
    var reader = OutlineReader(program, collectingWords: true)
    _ = reader.readFunctions()
    return reader.words.contains(name)
  }
}

/// Walks logical lines: what brackets, triple quotes and backslashes join is one line.
struct OutlineReader {
  let text: [UInt8]
  private(set) var offset = 0
  private(set) var line = 1
  /// Every identifier outside strings and comments that is bound somewhere: after `def`, `class`,
  /// `import`, `as` and `from … import`, and before `=`.
  private(set) var words: Set<String> = []
  private let collectsWords: Bool

  init(_ text: [UInt8], collectingWords: Bool) {
    self.text = text
    collectsWords = collectingWords
  }

  mutating func readFunctions() -> [PythonOutline.Function] {
    var found: [PythonOutline.Function] = []
    var waiting: (name: String, line: Int)?
    while offset < text.count {
      let start = line
      let mayBeHead = text[offset] == UInt8(ascii: "d") || text[offset] == UInt8(ascii: "a")
      let logical = readLogicalLine(keepingTokens: collectsWords || waiting != nil || mayBeHead)
      guard let first = logical.tokens.first else { continue }
      if let function = waiting {
        let summary = logical.isIndented ? summary(of: first) : nil
        found.append(.init(name: function.name, line: function.line, summary: summary))
        waiting = nil
      }
      if collectsWords { note(logical.tokens) }
      guard !logical.isIndented, let name = definedName(logical.tokens) else { continue }
      found.removeAll { $0.name == name }
      waiting = (name, start)
      if let body = logical.bodyAfterColon {
        found.append(.init(name: name, line: start, summary: summary(of: body)))
        waiting = nil
      }
    }
    if let function = waiting {
      found.append(.init(name: function.name, line: function.line, summary: nil))
    }
    return found
  }

  /// Words and what stands between quotes, as places in the text.
  enum Token {
    case word(Range<Int>)
    case string(Range<Int>)
    case mark(UInt8)

    func isMark(_ byte: Unicode.Scalar) -> Bool {
      if case .mark(let own) = self { own == UInt8(ascii: byte) } else { false }
    }
  }

  struct LogicalLine {
    var tokens: [Token] = []
    var isIndented = false
    /// What follows the colon that ends a `def`'s head on the same line.
    var bodyAfterColon: Token?
  }

  /// - Parameter keepingTokens: whether anybody wants to know what stands in the line.
  mutating func readLogicalLine(keepingTokens: Bool) -> LogicalLine {
    var result = LogicalLine()
    var depth = 0
    let isBlankStart = offset < text.count && (text[offset] == 0x20 || text[offset] == 0x09)
    result.isIndented = isBlankStart
    var headEnded = false
    if keepingTokens { result.tokens.reserveCapacity(16) }
    func keep(_ token: Token, _ result: inout LogicalLine) {
      guard keepingTokens else { return }
      if headEnded, result.bodyAfterColon == nil { result.bodyAfterColon = token }
      result.tokens.append(token)
    }
    while offset < text.count {
      let byte = text[offset]
      switch byte {
      case 0x0A:
        advance()
        if depth == 0 { return result }
      case 0x5C: skipContinuation()
      case 0x23: skipComment()
      case 0x22, 0x27: keep(.string(readString()), &result)
      case 0x28, 0x5B, 0x7B:
        depth += 1
        keep(.mark(byte), &result)
        advance()
      case 0x29, 0x5D, 0x7D:
        depth = max(0, depth - 1)
        keep(.mark(byte), &result)
        advance()
      case _ where byte.isWordByte: keep(readWordOrString(), &result)
      case 0x20, 0x09, 0x0D, 0x0C: advance()
      default:
        keep(.mark(byte), &result)
        advance()
        if byte == 0x3A, keepingTokens, depth == 0, !headEnded, definedName(result.tokens) != nil {
          headEnded = true
        }
      }
    }
    return result
  }

  private mutating func advance() {
    if text[offset] == 0x0A { line += 1 }
    offset += 1
  }

  private mutating func skipContinuation() {
    advance()
    if offset < text.count, text[offset] == 0x0D { advance() }
    if offset < text.count, text[offset] == 0x0A { advance() }
  }

  private mutating func skipComment() {
    while offset < text.count, text[offset] != 0x0A { offset += 1 }
  }

  /// A word, or the string that it is the prefix of (`r"…"`, `f'…'`).
  private mutating func readWordOrString() -> Token {
    let start = offset
    while offset < text.count, text[offset].isWordByte { offset += 1 }
    let isQuoteNext = offset < text.count && (text[offset] == 0x22 || text[offset] == 0x27)
    if isQuoteNext, offset - start <= 2,
      text[start..<offset].allSatisfy({ stringPrefixes.contains($0) })
    {
      return .string(readString())
    }
    return .word(start..<offset)
  }

  /// - Returns: what stands between the quotes, escapes as written.
  private mutating func readString() -> Range<Int> {
    let quote = text[offset]
    let isTriple =
      offset + 2 < text.count && text[offset + 1] == quote && text[offset + 2] == quote
    let width = isTriple ? 3 : 1
    offset += width
    let start = offset
    while offset < text.count {
      if text[offset] == 0x5C {
        advance()
        if offset < text.count { advance() }
        continue
      }
      if !isTriple, text[offset] == 0x0A { return start..<offset }
      if text[offset] == quote, !isTriple || isTripleQuote(quote) {
        let end = offset
        offset += width
        return start..<end
      }
      advance()
    }
    return min(start, text.count)..<text.count
  }

  private func isTripleQuote(_ quote: UInt8) -> Bool {
    offset + 2 < text.count && text[offset + 1] == quote && text[offset + 2] == quote
  }

  private func definedName(_ tokens: [Token]) -> String? {
    var rest = tokens[...]
    if isWord(rest.first, "async") { rest.removeFirst() }
    guard isWord(rest.popFirst(), "def"), case .word(let name)? = rest.first else { return nil }
    return word(name)
  }

  func word(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

  func isWord(_ token: Token?, _ word: StaticString) -> Bool {
    guard case .word(let range)? = token, range.count == word.utf8CodeUnitCount else {
      return false
    }
    return word.withUTF8Buffer { text[range].elementsEqual($0) }
  }

  private func summary(of token: Token) -> String? {
    guard case .string(let range) = token else { return nil }
    let lines = text[range].split(separator: 0x0A, omittingEmptySubsequences: true)
    for line in lines {
      let trimmed = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      let end = trimmed.lastIndex { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
      if let end { return String(decoding: trimmed[...end], as: UTF8.self) }
    }
    return nil
  }

  private mutating func note(_ tokens: [Token]) {
    let bindsAll = tokens.contains { $0.isMark("=") || isWord($0, "import") }
    for (index, token) in tokens.enumerated() {
      guard case .word(let word) = token else { continue }
      let previous = index > 0 ? tokens[index - 1] : nil
      if bindsAll || isWord(previous, "def") || isWord(previous, "class") || isWord(previous, "as")
      {
        words.insert(self.word(word))
      }
    }
  }
}

/// Letters that may stand before a string's quote.
private let stringPrefixes = "rRbBfFuUtT".utf8

extension UInt8 {
  /// Part of a Python identifier; every byte above ASCII counts, as it may be one.
  fileprivate var isWordByte: Bool { isLetter || isDigit || self == 0x5F || self >= 0x80 }
}

extension String {
  /// A name that Python takes for a parameter, and none of its keywords.
  package var isPythonIdentifier: Bool {
    guard let first = utf8.first, !first.isDigit else { return false }
    return utf8.allSatisfy(\.isWordByte) && !pythonKeywords.contains(self)
  }
}

// Python language reference, 2.3.1 "Keywords".
private let pythonKeywords: Set<String> = [
  "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
  "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in",
  "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with",
  "yield",
]
