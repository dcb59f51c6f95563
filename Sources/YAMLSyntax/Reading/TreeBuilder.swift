// Builds the tree of a document from libyaml's events, and collects what is wrong with it.
// The checks of single nodes are in TreeBuilder+Checks.swift.

import CLibYAML
import Diagnostics
import Glibc

struct TreeBuilder {
  let bytes: [UInt8]
  let check: SourceCheck
  private var found: [Diagnostic] = []
  var nodes: [NodeRecord] = []
  var anchors: [Int32: AnchorRecord] = [:]
  /// The node that each name stands for at this place of the text.
  var anchored: [String: Anchored] = [:]
  var openCollections: [OpenCollection] = []
  /// How many nodes all aliases so far stand for.
  var aliasedNodes = 0
  private var children: [Int32] = []
  private var decoded: [UInt8] = []
  /// Children of the open collections, the innermost last.
  private var pendingChildren: [Int32] = []
  private var cursor: ByteCursor
  private var mask: LineBreakMask?
  private var documentCount = 0
  lazy var lines = LineTable(bytes)

  /// More diagnostics than anyone reads; after them, mistakes are passed over.
  private static let mostDiagnostics = 1000

  struct Anchored {
    var node: Int32
    var size = 1
    var height = 0
  }

  struct OpenCollection {
    var node: Int32
    var isMapping: Bool
    var firstPending: Int
    /// Where the last child ends, or the opening bracket, or the start.
    var contentEnd: Int
    /// Nodes below this one, aliases followed.
    var size = 1
    /// Collections below this one, aliases followed.
    var height = 0
  }

  init(_ bytes: [UInt8], _ check: SourceCheck) {
    self.bytes = bytes
    self.check = check
    cursor = ByteCursor(base: check.markLength, isASCII: check.isASCII)
    nodes.reserveCapacity(bytes.count / 16)
    children.reserveCapacity(bytes.count / 16)
  }

  /// What is wrong, in the order of the text.
  var diagnostics: [Diagnostic] {
    func offset(_ diagnostic: Diagnostic) -> Int {
      if case .bytes(let range)? = diagnostic.place { range.lowerBound } else { 0 }
    }
    return found.sorted { offset($0) < offset($1) }
  }

  consuming func finish() -> TreeStorage {
    TreeStorage(
      bytes: bytes, nodes: nodes, children: children, decoded: decoded, anchors: anchors)
  }

  /// - Returns: whether the whole text was read; `diagnostics` has what is wrong all the same.
  mutating func build() -> Bool {
    var text = bytes
    if check.hasOldLineBreaks {
      guard let mask = LineBreakMask(for: bytes) else {
        note(.yamlTooManyScripts())
        return false
      }
      self.mask = mask
      text = mask.masked(bytes)
    }
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else {
      preconditionFailure("no memory for the YAML parser")
    }
    defer { yaml_parser_delete(parser) }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    return text.withUnsafeBufferPointer { buffer in
      let start = buffer.baseAddress.map { $0 + check.markLength }
      yaml_parser_set_input_string(parser, start, buffer.count - check.markLength)
      let isWhole = readEvents(of: parser, in: buffer)
      // After a syntax error, the keys so far are checked all the same.
      while !openCollections.isEmpty { closeCollection(at: bytes.count) }
      return isWhole
    }
  }

  private mutating func readEvents(
    of parser: UnsafeMutablePointer<yaml_parser_t>, in buffer: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else {
        note(.yamlSyntax(syntaxError(of: parser, in: buffer), end: bytes.count))
        return false
      }
      defer { yaml_event_delete(&event) }
      switch take(event, in: buffer) {
      case .goOn: break
      case .done: return true
      case .giveUp: return false
      }
    }
  }

  private enum Progress { case goOn, done, giveUp }

  private mutating func take(_ event: yaml_event_t, in buffer: UnsafeBufferPointer<UInt8>)
    -> Progress
  {
    let start = cursor.offset(of: Int(event.start_mark.index), in: buffer)
    let end = cursor.offset(of: Int(event.end_mark.index), in: buffer)
    switch event.type {
    case YAML_STREAM_END_EVENT: return .done
    case YAML_DOCUMENT_START_EVENT: return startDocument(event, start..<end)
    case YAML_ALIAS_EVENT:
      addAlias(Self.string(event.data.alias.anchor), start..<end)
    case YAML_SCALAR_EVENT: addScalar(event, start..<end, in: buffer)
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.data.sequence_start
      let style: CollectionStyle = sequence.style == YAML_FLOW_SEQUENCE_STYLE ? .flow : .block
      open(.sequence(style), start..<end, anchor: sequence.anchor, tag: sequence.tag)
    case YAML_MAPPING_START_EVENT:
      let mapping = event.data.mapping_start
      let style: CollectionStyle = mapping.style == YAML_FLOW_MAPPING_STYLE ? .flow : .block
      open(.mapping(style), start..<end, anchor: mapping.anchor, tag: mapping.tag)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: closeCollection(at: end)
    default: break
    }
    return isTooDeep ? .giveUp : .goOn
  }

  private mutating func startDocument(_ event: yaml_event_t, _ range: Range<Int>) -> Progress {
    documentCount += 1
    guard documentCount == 1 else {
      note(.yamlSeveralDocuments(at: range))
      return .giveUp
    }
    let data = event.data.document_start
    if data.version_directive != nil || data.tag_directives.start != data.tag_directives.end {
      note(.yamlDirective(at: range))
    }
    return .goOn
  }

  private mutating func syntaxError(
    of parser: UnsafeMutablePointer<yaml_parser_t>, in buffer: UnsafeBufferPointer<UInt8>
  ) -> SyntaxError {
    let found = parser.pointee
    return SyntaxError(
      problem: found.problem.map { String(cString: $0) } ?? "the text cannot be read",
      context: found.context.map { String(cString: $0) } ?? "",
      contextLine: Int(found.context_mark.line) + 1,
      offset: cursor.offset(of: Int(found.problem_mark.index), in: buffer))
  }

  mutating func note(_ diagnostic: Diagnostic) {
    if found.count < Self.mostDiagnostics { found.append(diagnostic) }
  }

  static func string(_ text: UnsafeMutablePointer<UInt8>?) -> String {
    text.map { String(cString: $0) } ?? ""
  }
}

// MARK: - Nodes

extension TreeBuilder {
  private mutating func addAlias(_ name: String, _ range: Range<Int>) {
    let target = target(ofAlias: name, at: range)
    let index = append(
      NodeRecord(
        kind: .alias, start: Int32(range.lowerBound), end: Int32(range.upperBound),
        first: target?.node ?? Int32(nodes.count), parent: 0))
    if openCollections.isEmpty { return }
    count(size: target?.size ?? 1, height: target?.height ?? 0)
    link(index)
  }

  private mutating func addScalar(
    _ event: yaml_event_t, _ range: Range<Int>, in buffer: UnsafeBufferPointer<UInt8>
  ) {
    let data = event.data.scalar
    let text = UnsafeBufferPointer(start: data.value, count: data.length)
    let style = Self.style(data.style)
    var record = NodeRecord(
      kind: .scalar(style), start: Int32(range.lowerBound), end: Int32(range.upperBound), parent: 0)
    let index = Int32(nodes.count)
    let contentStart = addProperties(
      of: index, range, anchor: data.anchor, tag: data.tag, to: &record)
    if style.isBlock {
      record.end = Int32(
        BlockScalar(in: bytes, contentStart..<range.upperBound, saying: text).end)
    } else if range.isEmpty, let offset = offsetOfEmptyValue() {
      record.start = Int32(offset)
      record.end = record.start
    }
    setText(text, spelled: contentStart..<range.upperBound, of: &record, in: buffer)
    append(record)
    if data.anchor != nil { anchored[Self.string(data.anchor)] = Anchored(node: index) }
    if openCollections.isEmpty { return }
    count(size: 1, height: 0)
    link(index)
  }

  /// Points at the text in the file when it is spelled there as it reads, else keeps it.
  private mutating func setText(
    _ text: UnsafeBufferPointer<UInt8>, spelled range: Range<Int>, of record: inout NodeRecord,
    in buffer: UnsafeBufferPointer<UInt8>
  ) {
    record.count = Int32(text.count)
    let quote = record.kind == .scalar(.plain) ? 0 : 1
    let start = range.lowerBound + quote
    if range.count == text.count + 2 * quote, isSpelled(text, at: start, in: buffer) {
      record.first = Int32(start)
      return
    }
    record.isDecoded = true
    record.first = Int32(decoded.count)
    if let mask {
      decoded += mask.unmasked(Array(text))
    } else {
      decoded.append(contentsOf: text)
    }
  }

  private func isSpelled(
    _ text: UnsafeBufferPointer<UInt8>, at start: Int, in buffer: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard let one = text.baseAddress, let other = buffer.baseAddress else { return true }
    return memcmp(one, other + start, text.count) == 0
  }

  private mutating func open(
    _ kind: YAMLNode.Kind, _ range: Range<Int>, anchor: UnsafeMutablePointer<UInt8>?,
    tag: UnsafeMutablePointer<UInt8>?
  ) {
    var record = NodeRecord(
      kind: kind, start: Int32(range.lowerBound), end: Int32(range.upperBound), parent: 0)
    let index = Int32(nodes.count)
    let contentStart = addProperties(of: index, range, anchor: anchor, tag: tag, to: &record)
    let isMapping = if case .mapping = kind { true } else { false }
    append(record)
    // The children of a collection may not use its anchor, so it is there before them.
    if anchor != nil { anchored[Self.string(anchor)] = Anchored(node: index) }
    openCollections.append(
      OpenCollection(
        node: index, isMapping: isMapping, firstPending: pendingChildren.count,
        contentEnd: contentStart))
    if isTooDeep { note(.yamlTooDeep(at: range)) }
  }

  private mutating func closeCollection(at end: Int) {
    guard let closed = openCollections.popLast() else {
      preconditionFailure("libyaml closed a collection that it had not opened")
    }
    let index = Int(closed.node)
    let ownCount = pendingChildren.count - closed.firstPending
    nodes[index].first = Int32(children.count)
    nodes[index].count = Int32(ownCount)
    let lastEnd = ownCount > 0 ? nodes[Int(pendingChildren[pendingChildren.count - 1])].end : nil
    nodes[index].end = isBracketed(closed.node) ? Int32(end) : lastEnd ?? nodes[index].start
    children += pendingChildren[closed.firstPending...]
    pendingChildren.removeLast(ownCount)
    if closed.isMapping { checkKeys(of: closed.node) }
    noteSize(of: closed)
    if openCollections.isEmpty { return }
    count(size: closed.size, height: closed.height + 1)
    link(closed.node)
  }

  /// Collections without brackets end with their last child.
  private func isBracketed(_ node: Int32) -> Bool {
    switch nodes[Int(node)].kind {
    case .sequence(let style): return style == .flow
    case .mapping(.block): return false
    case .mapping(.flow):
      let start = Int(nodes[Int(node)].start)
      return bytes[anchors[node]?.contentStart ?? start] == UInt8(ascii: "{")
    case .scalar, .alias: return false
    }
  }

  @discardableResult private mutating func append(_ record: NodeRecord) -> Int32 {
    var record = record
    record.parent = openCollections.last?.node ?? -1
    nodes.append(record)
    return Int32(nodes.count - 1)
  }

  private mutating func link(_ node: Int32) {
    checkChild(node)
    pendingChildren.append(node)
    openCollections[openCollections.count - 1].contentEnd = Int(nodes[Int(node)].end)
  }

  /// libyaml marks a value that is left out anywhere up to the next token; for us it stands
  /// behind its colon, or behind its key when there is no colon.
  private func offsetOfEmptyValue() -> Int? {
    guard let open = openCollections.last, open.isMapping, isAtValue else { return nil }
    let colon = SourceText.afterBlanks(in: bytes, from: open.contentEnd)
    return colon < bytes.count && bytes[colon] == UInt8(ascii: ":") ? colon + 1 : open.contentEnd
  }

  /// The next child of the innermost collection is the value of an entry.
  var isAtValue: Bool {
    guard let open = openCollections.last, open.isMapping else { return false }
    return (pendingChildren.count - open.firstPending) % 2 == 1
  }

  func children(of node: Int32) -> ArraySlice<Int32> {
    let record = nodes[Int(node)]
    return children[Int(record.first)..<Int(record.first + record.count)]
  }

  func text(of node: Int32) -> ArraySlice<UInt8> {
    let record = nodes[Int(node)]
    let range = Int(record.first)..<Int(record.first + record.count)
    return record.isDecoded ? decoded[range] : bytes[range]
  }

  private static func style(_ style: yaml_scalar_style_t) -> ScalarStyle {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }
}
