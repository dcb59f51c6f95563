// Whether a text is a JSONata expression, and what it reads from outside: names of the input
// document, `$`, `$$` and the fields of `$states`. Builds no tree and evaluates nothing.
// After Pratt, "Top down operator precedence", POPL 1973; the grammar is that of JSONata 2.0.6.

/// What an expression reads, as far as the States Language restricts it.
struct JSONataReferences: Hashable, Sendable {
  /// Names that the (missing) input document should have, and `$` for the document itself.
  var topLevel: [String] = []
  /// Whether `$$` is read.
  var usesRoot = false
  /// Names right after `$states.`.
  var statesFields: [String] = []
}

struct JSONataParser {
  /// What was just read, as far as the checks after it need to know.
  private struct Node {
    enum Shape { case name, variable, text, value, regex, call, lambda, hole, other }

    var shape: Shape
    /// The name of a name, a variable or a text that may be one.
    var name = ""
    var hasPredicate = false
    var isGrouped = false
    var isSorted = false

    /// Whether a value can be bound to it.
    var isVariable: Bool { shape == .variable && !hasPredicate }
  }

  private var lexer: JSONataLexer
  private var token: JSONataToken
  private var references = JSONataReferences()
  /// How many paths, predicates, sort terms and the like stand around: in them, names and `$` mean
  /// the value at that point, not the document.
  private var contexts = 0
  private var depth = 0
  private static let maximumDepth = 256

  /// - Complexity: O(bytes).
  static func references(of expression: [UInt8]) throws(JSONataError) -> JSONataReferences {
    var parser = try JSONataParser(expression)
    _ = try parser.expression(0)
    guard parser.token.symbol == .end else { throw parser.unexpected() }
    return parser.references
  }

  private init(_ bytes: [UInt8]) throws(JSONataError) {
    lexer = JSONataLexer(bytes)
    token = try lexer.next(followsOperand: false)
  }

  // MARK: the machine

  private mutating func expression(_ power: Int) throws(JSONataError) -> Node {
    guard depth < Self.maximumDepth else { throw error("nests too deeply") }
    depth += 1
    defer { depth -= 1 }
    let first = token
    try advance(followsOperand: true)
    var left = try prefix(first)
    while power < token.symbol.bindingPower {
      let operation = token
      try advance()
      left = try infix(operation, after: left)
    }
    return left
  }

  private mutating func advance(followsOperand: Bool = false) throws(JSONataError) {
    token = try lexer.next(followsOperand: followsOperand)
  }

  private mutating func take(_ symbol: JSONataSymbol, followsOperand: Bool = false)
    throws(JSONataError)
  {
    guard token.symbol == symbol else { throw unexpected() }
    try advance(followsOperand: followsOperand)
  }

  private mutating func inContext(_ power: Int) throws(JSONataError) -> Node {
    contexts += 1
    defer { contexts -= 1 }
    return try expression(power)
  }

  private func error(_ message: String) -> JSONataError {
    JSONataError(offset: token.range.lowerBound, message: message)
  }

  private func unexpected() -> JSONataError { unexpected(token) }

  private func unexpected(_ token: JSONataToken) -> JSONataError {
    let text = String(decoding: lexer.bytes[token.range], as: UTF8.self)
    return JSONataError(
      offset: token.range.lowerBound,
      message: token.symbol == .end
        ? "ends too early" : "has \(text) where something else should be")
  }
}

// MARK: what begins an expression

extension JSONataParser {
  private mutating func prefix(_ first: JSONataToken) throws(JSONataError) -> Node {
    switch first.symbol {
    case .name: return name(first)
    case .and, .or, .in: return name(first)
    case .literal:
      return Node(shape: first.kind == .string ? .text : .value, name: first.name)
    case .regex: return Node(shape: .regex)
    case .times, .power: return Node(shape: .other)
    case .percent:
      guard contexts > 0 else { throw JSONataError.noParent(at: first) }
      return Node(shape: .other)
    case .minus: return Node(shape: try expression(70).shape == .value ? .value : .other)
    case .openParenthesis: return try block()
    case .openBracket: return try array()
    case .openBrace:
      try pairs()
      return Node(shape: .other)
    case .bar: return try transform()
    default: throw unexpected(first)
    }
  }

  private mutating func name(_ token: JSONataToken) -> Node {
    guard token.kind == .variable else {
      if contexts == 0 { references.topLevel.append(token.name) }
      return Node(shape: .name, name: token.name)
    }
    if token.name.isEmpty, contexts == 0 { references.topLevel.append("$") }
    if token.name == "$" { references.usesRoot = true }
    return Node(shape: .variable, name: token.name)
  }

  private mutating func block() throws(JSONataError) -> Node {
    while token.symbol != .closeParenthesis {
      _ = try expression(0)
      guard token.symbol == .semicolon else { break }
      try advance()
    }
    try take(.closeParenthesis, followsOperand: true)
    return Node(shape: .other)
  }

  private mutating func array() throws(JSONataError) -> Node {
    if token.symbol != .closeBracket {
      while true {
        _ = try expression(0)
        if token.symbol == .range {
          try advance()
          _ = try expression(0)
        }
        guard token.symbol == .comma else { break }
        try advance()
      }
    }
    try take(.closeBracket, followsOperand: true)
    return Node(shape: .other)
  }

  /// Keys and values up to the closing brace.
  private mutating func pairs() throws(JSONataError) {
    if token.symbol != .closeBrace {
      while true {
        _ = try expression(0)
        try take(.colon)
        _ = try expression(0)
        guard token.symbol == .comma else { break }
        try advance()
      }
    }
    try take(.closeBrace, followsOperand: true)
  }

  private mutating func transform() throws(JSONataError) -> Node {
    _ = try inContext(0)
    try take(.bar)
    _ = try inContext(0)
    if token.symbol == .comma {
      try advance()
      _ = try inContext(0)
    }
    try take(.bar)
    return Node(shape: .other)
  }
}

// MARK: what goes on after an operand

extension JSONataParser {
  private mutating func infix(_ operation: JSONataToken, after left: Node) throws(JSONataError)
    -> Node
  {
    switch operation.symbol {
    case .dot: return try step(after: left, operation)
    case .openBracket: return try predicate(on: left, operation)
    case .openParenthesis: return try call(of: left)
    case .openBrace:
      guard !left.isGrouped else { throw JSONataError.groupedTwice(at: operation) }
      contexts += 1
      defer { contexts -= 1 }
      try pairs()
      return Node(shape: .other, hasPredicate: left.hasPredicate, isGrouped: true)
    case .caret: return try sorting(left)
    case .at, .hash:
      let isAt = operation.symbol == .at
      let right = try expression(80)
      guard right.isVariable else { throw JSONataError.notAVariable(at: operation) }
      if isAt, left.hasPredicate || left.isSorted { throw JSONataError.lateBinding(at: operation) }
      return Node(shape: .other, hasPredicate: left.hasPredicate, isSorted: left.isSorted)
    case .assign:
      guard left.isVariable else { throw JSONataError.notAVariable(at: operation) }
      _ = try expression(9)
    case .question:
      _ = try expression(0)
      if token.symbol == .colon {
        try advance()
        _ = try expression(0)
      }
    default: _ = try expression(operation.symbol.bindingPower)
    }
    return Node(shape: .other)
  }

  private mutating func step(after left: Node, _ operation: JSONataToken) throws(JSONataError)
    -> Node
  {
    if left.shape == .text, contexts == 0 { references.topLevel.append(left.name) }
    let right = try inContext(operation.symbol.bindingPower)
    guard left.shape != .value, right.shape != .value else {
      throw JSONataError.literalStep(at: operation)
    }
    if left.isVariable, left.name == "states", !right.name.isEmpty {
      references.statesFields.append(right.name)
    }
    return Node(shape: .other, hasPredicate: right.hasPredicate, isGrouped: right.isGrouped)
  }

  private mutating func predicate(on left: Node, _ operation: JSONataToken) throws(JSONataError)
    -> Node
  {
    if token.symbol == .closeBracket {
      try advance(followsOperand: true)
      return left
    }
    guard !left.isGrouped else { throw JSONataError.groupedTwice(at: operation) }
    _ = try inContext(0)
    try take(.closeBracket, followsOperand: true)
    return Node(
      shape: left.shape == .name || left.shape == .variable ? left.shape : .other,
      name: left.name, hasPredicate: true, isSorted: left.isSorted)
  }

  private mutating func sorting(_ left: Node) throws(JSONataError) -> Node {
    try take(.openParenthesis)
    while true {
      if token.symbol == .less || token.symbol == .greater { try advance() }
      _ = try inContext(0)
      guard token.symbol == .comma else { break }
      try advance()
    }
    try take(.closeParenthesis)
    return Node(shape: .other, isSorted: true)
  }

  private mutating func call(of left: Node) throws(JSONataError) -> Node {
    let isLambda = left.shape == .name && (left.name == "function" || left.name == "\u{3BB}")
    if isLambda, contexts == 0 { references.topLevel.removeLast() }
    if token.symbol != .closeParenthesis {
      while true {
        let start = token
        if token.symbol == .question {
          try advance()
        } else if !(try expression(0).isVariable), isLambda {
          throw JSONataError.notAVariable(at: start)
        }
        guard token.symbol == .comma else { break }
        try advance()
      }
    }
    try take(.closeParenthesis, followsOperand: true)
    guard isLambda else { return Node(shape: .call) }
    if token.symbol == .less { try signature() }
    try take(.openBrace)
    _ = try expression(0)
    try take(.closeBrace)
    return Node(shape: .lambda)
  }

  /// `<s-n:b>` after the parameters of a function.
  private mutating func signature() throws(JSONataError) {
    var depth = 1
    var text: [UInt8] = []
    while depth > 0, token.symbol != .openBrace, token.symbol != .end {
      try advance()
      if token.symbol == .greater { depth -= 1 }
      if token.symbol == .less { depth += 1 }
      text += lexer.bytes[token.range]
    }
    guard Self.isSignature(text) else { throw error("has a function signature that is none") }
    try take(.greater)
  }

  /// Only functions and arrays have types of their own, and none within a choice.
  private static func isSignature(_ text: [UInt8]) -> Bool {
    var isInChoice = false
    var last: UInt8 = 0
    for byte in text {
      if byte == UInt8(ascii: "(") { isInChoice = true }
      if byte == UInt8(ascii: ")") { isInChoice = false }
      if byte == UInt8(ascii: "<"),
        isInChoice || (last != UInt8(ascii: "f") && last != UInt8(ascii: "a"))
      {
        return false
      }
      last = byte
    }
    return true
  }
}

extension JSONataError {
  fileprivate static func noParent(at token: JSONataToken) -> Self {
    Self(offset: token.range.lowerBound, message: "has % where there is no parent")
  }

  fileprivate static func groupedTwice(at token: JSONataToken) -> Self {
    Self(
      offset: token.range.lowerBound,
      message: "has a predicate or a second grouping after a grouping in one step")
  }

  fileprivate static func notAVariable(at token: JSONataToken) -> Self {
    Self(offset: token.range.lowerBound, message: "needs a variable here, such as $x")
  }

  fileprivate static func lateBinding(at token: JSONataToken) -> Self {
    Self(
      offset: token.range.lowerBound,
      message: "binds a variable with @ after a predicate or a sorting")
  }

  fileprivate static func literalStep(at token: JSONataToken) -> Self {
    Self(
      offset: token.range.lowerBound,
      message: "has a number, true, false or null as a step of a path")
  }
}
