// From the text of a JSONata expression to its tokens. What a token means is the parser's affair.
// Source: JSONata 2.0.6, the language reference and the behaviour its test suite pins.

enum JSONataSymbol: Hashable, Sendable {
  case end, name, literal, regex
  case dot, openBracket, closeBracket, openBrace, closeBrace, openParenthesis, closeParenthesis
  case comma, at, hash, semicolon, colon, question
  case plus, minus, times, divide, percent, bar, equals, less, greater, caret, power, range
  case assign, notEquals, lessEquals, greaterEquals, apply, and, or, `in`, ampersand

  /// How strongly it binds what stands before it; 0 ends an expression.
  var bindingPower: Int {
    switch self {
    case .openBracket, .openParenthesis, .at, .hash: 80
    case .dot: 75
    case .openBrace: 70
    case .times, .divide, .percent: 60
    case .plus, .minus, .ampersand: 50
    case .equals, .notEquals, .less, .greater, .lessEquals, .greaterEquals: 40
    case .caret, .apply, .in: 40
    case .and: 30
    case .or: 25
    case .question: 20
    case .assign: 10
    case .end, .name, .literal, .regex, .closeBracket, .closeBrace, .closeParenthesis: 0
    case .comma, .semicolon, .colon, .bar, .power, .range: 0
    }
  }
}

struct JSONataToken: Sendable {
  enum Kind: Sendable { case end, name, variable, string, number, value, regex, operation }

  let kind: Kind
  let symbol: JSONataSymbol
  /// Bytes of the expression.
  let range: Range<Int>
  /// The name of a `name` (quotes away) or a `variable` (without its `$`).
  var name = ""
}

/// Why an expression is none. The message is the end of a sentence that begins with the expression.
struct JSONataError: Error, Hashable, Sendable {
  /// Counts the bytes of the expression from 0.
  let offset: Int
  let message: String
}

struct JSONataLexer {
  let bytes: [UInt8]
  private(set) var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// - Parameter followsOperand: whether a `/` here divides; otherwise it opens a regular expression.
  mutating func next(followsOperand: Bool) throws(JSONataError) -> JSONataToken {
    try skipSpace()
    guard offset < bytes.count else { return token(.end, .end, from: bytes.count) }
    let start = offset
    let byte = bytes[offset]
    if byte == UInt8(ascii: "/"), !followsOperand { return try regex() }
    if let symbol = pair() {
      offset += 2
      return token(.operation, symbol, from: start)
    }
    if Self.isOperator(byte) {
      guard let symbol = Self.single(byte) else {
        throw error("has \(Unicode.Scalar(byte)), which is no operator")
      }
      offset += 1
      return token(.operation, symbol, from: start)
    }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return try text(quote: byte)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
    case UInt8(ascii: "`"): return try quotedName()
    default: return word()
    }
  }

  private func token(_ kind: JSONataToken.Kind, _ symbol: JSONataSymbol, from start: Int)
    -> JSONataToken
  {
    JSONataToken(kind: kind, symbol: symbol, range: start..<offset)
  }

  private func error(_ message: String) -> JSONataError {
    JSONataError(offset: offset, message: message)
  }

  private func byte(_ place: Int) -> UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipSpace() throws(JSONataError) {
    while let byte = byte(offset) {
      if Self.isSpace(byte) {
        offset += 1
      } else if byte == UInt8(ascii: "/"), self.byte(offset + 1) == UInt8(ascii: "*") {
        var end = offset + 2
        while end + 1 < bytes.count,
          !(bytes[end] == UInt8(ascii: "*") && bytes[end + 1] == UInt8(ascii: "/"))
        {
          end += 1
        }
        guard end + 1 < bytes.count else { throw error("has a comment that does not end") }
        offset = end + 2
      } else {
        return
      }
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0B).contains(byte) || byte == 0x0D
  }
}

// MARK: operators

extension JSONataLexer {
  private static func isOperator(_ byte: UInt8) -> Bool {
    single(byte) != nil || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "~")
  }

  private static func single(_ byte: UInt8) -> JSONataSymbol? {
    switch byte {
    case UInt8(ascii: "."): .dot
    case UInt8(ascii: "["): .openBracket
    case UInt8(ascii: "]"): .closeBracket
    case UInt8(ascii: "{"): .openBrace
    case UInt8(ascii: "}"): .closeBrace
    case UInt8(ascii: "("): .openParenthesis
    case UInt8(ascii: ")"): .closeParenthesis
    case UInt8(ascii: ","): .comma
    case UInt8(ascii: "@"): .at
    case UInt8(ascii: "#"): .hash
    case UInt8(ascii: ";"): .semicolon
    case UInt8(ascii: ":"): .colon
    case UInt8(ascii: "?"): .question
    case UInt8(ascii: "+"): .plus
    case UInt8(ascii: "-"): .minus
    case UInt8(ascii: "*"): .times
    case UInt8(ascii: "/"): .divide
    case UInt8(ascii: "%"): .percent
    case UInt8(ascii: "|"): .bar
    case UInt8(ascii: "="): .equals
    case UInt8(ascii: "<"): .less
    case UInt8(ascii: ">"): .greater
    case UInt8(ascii: "^"): .caret
    case UInt8(ascii: "&"): .ampersand
    default: nil
    }
  }

  private func pair() -> JSONataSymbol? {
    guard let second = byte(offset + 1) else { return nil }
    return switch (bytes[offset], second) {
    case (UInt8(ascii: "."), UInt8(ascii: ".")): .range
    case (UInt8(ascii: ":"), UInt8(ascii: "=")): .assign
    case (UInt8(ascii: "!"), UInt8(ascii: "=")): .notEquals
    case (UInt8(ascii: ">"), UInt8(ascii: "=")): .greaterEquals
    case (UInt8(ascii: "<"), UInt8(ascii: "=")): .lessEquals
    case (UInt8(ascii: "*"), UInt8(ascii: "*")): .power
    case (UInt8(ascii: "~"), UInt8(ascii: ">")): .apply
    default: nil
    }
  }
}

// MARK: words, numbers, texts

extension JSONataLexer {
  private mutating func word() -> JSONataToken {
    let start = offset
    while let byte = byte(offset), !Self.isSpace(byte), !Self.isOperator(byte) { offset += 1 }
    let isVariable = bytes[start] == UInt8(ascii: "$")
    let name = String(decoding: bytes[(isVariable ? start + 1 : start)..<offset], as: UTF8.self)
    var token: JSONataToken
    switch name {
    case _ where isVariable: token = self.token(.variable, .name, from: start)
    case "and": token = self.token(.operation, .and, from: start)
    case "or": token = self.token(.operation, .or, from: start)
    case "in": token = self.token(.operation, .in, from: start)
    case "true", "false", "null": token = self.token(.value, .literal, from: start)
    default: token = self.token(.name, .name, from: start)
    }
    token.name = name
    return token
  }

  private mutating func quotedName() throws(JSONataError) -> JSONataToken {
    let start = offset
    guard let end = bytes[(start + 1)...].firstIndex(of: UInt8(ascii: "`")) else {
      throw error("has a name in backquotes that is not closed")
    }
    offset = end + 1
    var token = token(.name, .name, from: start)
    token.name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
    return token
  }

  private mutating func number() -> JSONataToken {
    let start = offset
    if bytes[offset] == UInt8(ascii: "0") { offset += 1 } else { skipDigits() }
    if byte(offset) == UInt8(ascii: "."), isDigit(offset + 1) {
      offset += 1
      skipDigits()
    }
    if let letter = byte(offset), letter | 0x20 == UInt8(ascii: "e") {
      let sign = byte(offset + 1)
      let hasSign = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
      let digits = offset + (hasSign ? 2 : 1)
      if isDigit(digits) {
        offset = digits
        skipDigits()
      }
    }
    return token(.number, .literal, from: start)
  }

  private mutating func skipDigits() { while isDigit(offset) { offset += 1 } }

  private func isDigit(_ place: Int) -> Bool {
    byte(place).map { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 } ?? false
  }

  private mutating func text(quote: UInt8) throws(JSONataError) -> JSONataToken {
    let start = offset
    offset += 1
    while let byte = byte(offset) {
      offset += 1
      if byte == quote {
        var token = token(.string, .literal, from: start)
        token.name = String(decoding: bytes[(start + 1)..<(offset - 1)], as: UTF8.self)
        return token
      }
      if byte == UInt8(ascii: "\\") { try escape() }
    }
    throw JSONataError(offset: start, message: "has a text that is not closed")
  }

  /// After a backslash.
  private mutating func escape() throws(JSONataError) {
    guard let letter = byte(offset) else { return }
    if letter == UInt8(ascii: "u") {
      let digits = bytes[(offset + 1)...].prefix(4)
      guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
      else { throw error("has \\u without four hexadecimal digits") }
      offset += 5
    } else if "\"\\/bfnrt".utf8.contains(letter) {
      offset += 1
    } else {
      throw error("has \\ with \(Unicode.Scalar(letter)) after it, which is no escape")
    }
  }

  private mutating func regex() throws(JSONataError) -> JSONataToken {
    let start = offset
    offset += 1
    var depth = 0
    while let byte = byte(offset) {
      switch byte {
      case UInt8(ascii: "/") where depth == 0:
        if offset == start + 1 { throw error("has an empty regular expression") }
        offset += 1
        while let flag = self.byte(offset), flag == UInt8(ascii: "i") || flag == UInt8(ascii: "m") {
          offset += 1
        }
        return token(.regex, .regex, from: start)
      case UInt8(ascii: "\\"): offset += 1
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
      offset += 1
    }
    throw JSONataError(offset: start, message: "has a regular expression without its closing /")
  }
}
