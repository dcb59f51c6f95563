// Whether a text is a call of an intrinsic function: its grammar, the names, how many arguments, and
// literals of the wrong kind. Calls nothing.
// Source: Amazon States Language, "Intrinsic Functions" and Appendix B.

/// A parameter, as far as a literal argument can be judged.
private enum Parameter: Sendable {
  case any, text, number, flag
  /// An array or an object, which no literal can be.
  case structure
}

private struct Intrinsic: Sendable {
  let parameters: [Parameter]
  /// How many of the parameters may be left out.
  var optional = 0
  /// Whether more arguments may follow.
  var isVariadic = false
  /// Whether it gives a string, as a Fail state's paths need.
  var givesText = false
}

private let intrinsics: [String: Intrinsic] = [
  "States.Array": Intrinsic(parameters: [], isVariadic: true),
  "States.ArrayContains": Intrinsic(parameters: [.structure, .any]),
  "States.ArrayGetItem": Intrinsic(parameters: [.structure, .number], givesText: true),
  "States.ArrayLength": Intrinsic(parameters: [.structure]),
  "States.ArrayPartition": Intrinsic(parameters: [.structure, .number]),
  "States.ArrayRange": Intrinsic(parameters: [.number, .number, .number]),
  "States.ArrayUnique": Intrinsic(parameters: [.structure]),
  "States.Base64Decode": Intrinsic(parameters: [.text], givesText: true),
  "States.Base64Encode": Intrinsic(parameters: [.text], givesText: true),
  "States.Format": Intrinsic(parameters: [.text], isVariadic: true, givesText: true),
  "States.Hash": Intrinsic(parameters: [.any, .text], givesText: true),
  "States.JsonMerge": Intrinsic(parameters: [.structure, .structure, .flag]),
  "States.JsonToString": Intrinsic(parameters: [.any], givesText: true),
  "States.MathAdd": Intrinsic(parameters: [.number, .number]),
  "States.MathRandom": Intrinsic(parameters: [.number, .number, .number], optional: 1),
  "States.StringSplit": Intrinsic(parameters: [.text, .text]),
  "States.StringToJson": Intrinsic(parameters: [.text]),
  "States.UUID": Intrinsic(parameters: [], givesText: true),
]

/// The reader of one call. What it says is wrong is the end of a sentence that begins with the text.
struct IntrinsicSyntax {
  private enum Argument {
    case text(template: [UInt8])
    case number, flag, null, path, call
  }

  private let bytes: [UInt8]
  private var offset = 0
  private var depth = 0
  /// Variables that the arguments read.
  private(set) var variables: [String] = []
  /// How many functions are called, the outer one included.
  private(set) var calls = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// - Parameter givesText: whether the function must be one that gives a string.
  /// - Returns: what is wrong; `nil` when nothing is.
  mutating func problem(givesText: Bool = false) -> String? {
    let name = readName()
    if givesText, let intrinsic = intrinsics[name], !intrinsic.givesText {
      return "calls \(name), which doesn't give a string"
    }
    if let problem = call(name) { return problem }
    skipBlanks()
    return offset < bytes.count ? "goes on after the call's closing parenthesis" : nil
  }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// After the name.
  private mutating func call(_ name: String) -> String? {
    guard !name.isEmpty else { return "is neither a path that begins with $ nor a call" }
    guard next == UInt8(ascii: "(") else {
      return "is no call: \(name) has no ( right after it"
    }
    guard let intrinsic = intrinsics[name] else { return Self.unknown(name) }
    guard depth < 64 else { return "nests too deeply" }
    offset += 1
    calls += 1
    depth += 1
    defer { depth -= 1 }
    var arguments: [Argument] = []
    skipBlanks()
    if next != UInt8(ascii: ")") {
      while true {
        var argument = Argument.null
        if let problem = read(&argument) { return problem }
        arguments.append(argument)
        skipBlanks()
        guard next == UInt8(ascii: ",") else { break }
        offset += 1
        skipBlanks()
      }
    }
    guard next == UInt8(ascii: ")") else { return "has a call of \(name) that is not closed" }
    offset += 1
    return Self.problem(of: intrinsic, name, arguments)
  }

  private static func unknown(_ name: String) -> String {
    let known = intrinsics.keys.first { $0.lowercased() == name.lowercased() }
    return "calls \(name), which doesn't exist" + (known.map { "; there is \($0)" } ?? "")
  }

  private static func problem(of intrinsic: Intrinsic, _ name: String, _ arguments: [Argument])
    -> String?
  {
    let most = intrinsic.parameters.count
    let least = most - intrinsic.optional
    guard arguments.count >= least, arguments.count <= most || intrinsic.isVariadic else {
      let want = intrinsic.optional > 0 ? "\(least) or \(most)" : "\(least)"
      let bound = intrinsic.isVariadic ? "at least \(want)" : want
      return "gives \(name) \(arguments.count) arguments; it takes \(bound)"
    }
    for (position, (parameter, argument)) in zip(intrinsic.parameters, arguments).enumerated()
    where !takes(parameter, argument) {
      return "gives \(name) a literal of the wrong kind as argument \(position + 1)"
    }
    if name == "States.Format", case .text(let template) = arguments[0],
      let holes = holes(in: template), holes != arguments.count - 1
    {
      return "has \(holes) times {} in its template and \(arguments.count - 1) values for them"
    }
    return nil
  }

  private static func takes(_ parameter: Parameter, _ argument: Argument) -> Bool {
    switch (parameter, argument) {
    case (.any, _), (_, .path), (_, .call): true
    case (.text, .text), (.number, .number), (.flag, .flag): true
    case (.text, _), (.number, _), (.flag, _), (.structure, _): false
    }
  }

  /// How often `{}` stands in a template; `nil` when other unescaped braces make that unclear.
  private static func holes(in template: [UInt8]) -> Int? {
    var holes = 0
    var place = 0
    while place < template.count {
      switch template[place] {
      case UInt8(ascii: "\\"): place += 1
      case UInt8(ascii: "$")
      where place + 1 < template.count
        && template[place + 1] == UInt8(ascii: "{"):
        return nil
      case UInt8(ascii: "{"):
        place += 1
        guard place < template.count, template[place] == UInt8(ascii: "}") else { return nil }
        holes += 1
      case UInt8(ascii: "}"): return nil
      default: break
      }
      place += 1
    }
    return holes
  }
}

// MARK: arguments

extension IntrinsicSyntax {
  private mutating func read(_ argument: inout Argument) -> String? {
    guard let byte = next else { return "ends where an argument should be" }
    switch byte {
    case UInt8(ascii: "'"): return readText(&argument)
    case UInt8(ascii: "$"):
      argument = .path
      return readPath()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      argument = .number
      return readNumber()
    default: break
    }
    let name = readName()
    switch name {
    case "null": argument = .null
    case "true", "false": argument = .flag
    default:
      argument = .call
      guard !name.isEmpty else {
        return "has an argument that is no 'text', number, path, true, false, null or call"
      }
      return call(name)
    }
    return nil
  }

  private mutating func readText(_ argument: inout Argument) -> String? {
    offset += 1
    let start = offset
    while let byte = next {
      switch byte {
      case UInt8(ascii: "'"):
        argument = .text(template: Array(bytes[start..<offset]))
        offset += 1
        return nil
      case UInt8(ascii: "\\"):
        offset += 1
        guard let escaped = next, "'{}\\".utf8.contains(escaped) else {
          return "has a \\ in a text that is not before ', {, } or \\"
        }
      default: break
      }
      offset += 1
    }
    return "has a text in apostrophes that is not closed"
  }

  private mutating func readNumber() -> String? {
    let start = offset
    while let byte = next,
      isNameByte(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
    {
      offset += 1
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    return Double(text) == nil ? "has \(text), which is no number" : nil
  }

  /// A path goes on to the comma or parenthesis outside its own brackets.
  private mutating func readPath() -> String? {
    let start = offset
    var depth = 0
    var quote: UInt8?
    scan: while let byte = next {
      if let open = quote {
        if byte == open { quote = nil }
        if byte == UInt8(ascii: "\\") { offset += 1 }
      } else {
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): if depth > 0 { quote = byte }
        case UInt8(ascii: "["), UInt8(ascii: "("): depth += 1
        case UInt8(ascii: ")") where depth == 0: break scan
        case UInt8(ascii: "]"), UInt8(ascii: ")"): depth -= 1
        case UInt8(ascii: ",") where depth == 0: break scan
        case UInt8(ascii: "\\"): offset += 1
        default: break
        }
      }
      offset += 1
    }
    offset = min(offset, bytes.count)
    var path = PathSyntax(bytes[start..<offset], .path)
    let problem = path.problem()
    if let variable = path.variable { variables.append(variable) }
    return problem.map { "has an argument that \($0)" }
  }

  private mutating func readName() -> String {
    let start = offset
    while let byte = next, isNameByte(byte) { offset += 1 }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private mutating func skipBlanks() {
    while let byte = next,
      byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    {
      offset += 1
    }
  }
}
