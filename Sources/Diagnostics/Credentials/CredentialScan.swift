// Looks for credentials in a text, by the table in CredentialRules.swift, in one pass and without
// keeping anything. What is plainly an example is none. Judges only what the text itself shows.

/// What looks like a credential in a text.
package struct Credential: Hashable, Sendable {
  /// With its article, as messages name it: `a GitHub token`.
  package let kind: String
  /// Bytes of the text.
  package let range: Range<Int>
  /// Its first characters, four at most, and `…`; empty where they say nothing.
  package let beginning: String

  /// Whether a secret key would belong to it.
  package var isAWSAccessKey: Bool { kind == CredentialRule.awsAccessKey }
}

extension Credential {
  package static let code = "credential"

  /// - Parameters:
  ///   - subject: where it stands, as the beginning of a sentence.
  ///   - mend: goes on after saying where to keep it.
  package func warning(_ subject: String, mend: String, at place: Place) -> Diagnostic {
    let shown = beginning.isEmpty ? "" : " (\(beginning))"
    return .warning(
      Self.code, "\(subject) holds what looks like \(kind)\(shown)",
      mend: "Keep it in Secrets Manager or Parameter Store, and \(mend)", at: place)
  }
}

/// What looks like a credential, in the order of the text.
///
/// - Complexity: O(bytes).
package func credentials(in text: String) -> [Credential] {
  var text = text
  return text.withUTF8(credentials)
}

/// The same for UTF-8 or any other bytes.
package func credentials(in bytes: UnsafeBufferPointer<UInt8>) -> [Credential] {
  let table = RuleTable.shared
  let (starts, seconds) = (table.starts, table.seconds)
  var found: [Credential] = []
  var offset = 0
  // No form has less than three bytes.
  while offset + 2 < bytes.count {
    let first = bytes[offset]
    if starts.contains(first), seconds[Int(first)].contains(bytes[offset + 1]),
      let credential = table.match(bytes, at: offset)
    {
      found.append(credential)
      offset = credential.range.upperBound
    } else {
      offset += 1
    }
  }
  return found
}

/// What looks like an AWS secret key: 40 characters of base64, neither a hash nor a word. To be asked
/// of texts that stand beside an access key only, as nothing else marks it (IAM User Guide, "Manage
/// access keys").
///
/// - Complexity: O(bytes).
package func awsSecretKeys(in text: String) -> [Credential] {
  var text = text
  return text.withUTF8 { bytes in
    var found: [Credential] = []
    var start = 0
    while start < bytes.count {
      let end = bytes.endOfRun(of: .base64, from: start)
      let range = start..<end
      if range.count == 40, bytes.hasEvery([.upperLetters, .lowerLetters, .digit], in: range),
        !bytes.isExample(range)
      {
        found.append(
          Credential(
            kind: CredentialRule.awsSecretKey, range: range, beginning: bytes.beginning(range)))
      }
      start = end + 1
    }
    return found
  }
}

/// The rules, by the byte that they begin with.
private struct RuleTable: Sendable {
  static let shared = RuleTable(CredentialRule.all)

  let starts: ByteSet
  /// What may follow on each ASCII byte.
  let seconds: [ByteSet]
  /// That begin with each ASCII byte.
  private let rules: [[CredentialRule]]

  init(_ all: [CredentialRule]) {
    let rules = (0..<128).map { byte in all.filter { $0.prefix.first == UInt8(byte) } }
    starts = ByteSet(all.compactMap(\.prefix.first))
    seconds = rules.map { own in ByteSet(own.map { $0.prefix[1] }) }
    self.rules = rules
  }

  func match(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Credential? {
    // Tokens do not begin within words; the `:` of a URL follows its scheme.
    let isWithinWord = start > 0 && ByteSet.wordOrDash.contains(bytes[start - 1])
    if isWithinWord, bytes[start] != UInt8(ascii: ":") { return nil }
    for rule in rules[Int(bytes[start])] {
      if let credential = rule.match(bytes, at: start) { return credential }
    }
    return nil
  }
}

extension CredentialRule {
  fileprivate func match(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Credential? {
    guard bytes.hasText(prefix, at: start) else { return nil }
    var secret = start..<(start + prefix.count)
    for piece in pieces {
      guard let next = piece.match(bytes, after: secret) else { return nil }
      secret = next
    }
    let end = secret.upperBound
    switch pieces.last {
    case .keyHeader: return Credential(kind: kind, range: secret, beginning: "")
    case .userInformation:
      return Credential(kind: kind, range: secret, beginning: bytes.beginning(secret))
    case .run, .text, nil: break
    }
    let isWhole = end == bytes.count || !ByteSet.letterOrDigit.contains(bytes[end])
    guard isWhole, !bytes.isExample((start + prefix.count)..<end) else { return nil }
    return Credential(kind: kind, range: secret, beginning: bytes.beginning(secret))
  }
}

extension CredentialRule.Piece {
  /// - Returns: what was matched so far and this; of a URL its password alone.
  fileprivate func match(_ bytes: UnsafeBufferPointer<UInt8>, after range: Range<Int>) -> Range<
    Int
  >? {
    let start = range.upperBound
    switch self {
    case .text(let text):
      return bytes.hasText(text, at: start) ? range.lowerBound..<(start + text.count) : nil
    case .run(let set, let lengths):
      let end = bytes.endOfRun(of: set, from: start, atMost: lengths.upperBound + 1)
      return lengths.contains(end - start) ? range.lowerBound..<end : nil
    case .keyHeader: return bytes.keyHeader(at: start).map { range.lowerBound..<$0 }
    case .userInformation: return bytes.password(at: start)
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func hasText(_ text: [UInt8], at start: Int) -> Bool {
    count - start >= text.count && text.indices.allSatisfy { self[start + $0] == text[$0] }
  }

  fileprivate func endOfRun(of set: ByteSet, from start: Int, atMost length: Int = .max) -> Int {
    let limit = length < count - start ? start + length : count
    var end = start
    while end < limit, set.contains(self[end]) { end += 1 }
    return end
  }

  fileprivate func hasEvery(_ sets: [ByteSet], in range: Range<Int>) -> Bool {
    sets.allSatisfy { set in range.contains { set.contains(self[$0]) } }
  }

  /// Where the header of a private key ends. A program that only speaks of such headers has the end
  /// of a text behind it, and is no key.
  fileprivate func keyHeader(at start: Int) -> Int? {
    let dashes = endOfRun(of: .keyHeader, from: start, atMost: 40)
    let label = String(decoding: self[start..<dashes], as: UTF8.self)
    guard label.hasSuffix("PRIVATE KEY") || label == "PGP PRIVATE KEY BLOCK",
      hasText(Array("-----".utf8), at: dashes)
    else { return nil }
    var next = dashes + 5
    // Line ends, also as they are spelled within quotes.
    while next < count {
      if ByteSet.blanks.contains(self[next]) {
        next += 1
      } else if hasText(Array("\\n".utf8), at: next) || hasText(Array("\\r".utf8), at: next) {
        next += 2
      } else {
        break
      }
    }
    let isKey = next == count || ByteSet.base64.contains(self[next])
    return isKey ? dashes + 5 : nil
  }

  /// The password of a URL's user information that begins there.
  fileprivate func password(at start: Int) -> Range<Int>? {
    var colon: Int?
    var end = start
    while end < count, !ByteSet.urlStops.contains(self[end]) || isEscape(at: end) {
      if colon == nil, self[end] == UInt8(ascii: ":") { colon = end }
      end += 1
    }
    guard let colon, end < count, self[end] == UInt8(ascii: "@") else { return nil }
    let password = (colon + 1)..<end
    let text = String(decoding: self[password], as: UTF8.self)
    return isPlainSecret(text) ? password : nil
  }

  /// A percent sign with two hexadecimal digits.
  private func isEscape(at offset: Int) -> Bool {
    self[offset] == UInt8(ascii: "%") && offset + 2 < count
      && self[(offset + 1)...(offset + 2)].allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x46).contains($0 & 0xDF)
      }
  }

  /// Whether it says that it is an example, or is one sign again and again.
  fileprivate func isExample(_ range: Range<Int>) -> Bool {
    var seen = ByteCounter()
    for offset in range { seen.insert(self[offset]) }
    if seen.count < 5 { return true }
    return String(decoding: self[range], as: UTF8.self).lowercased().contains("example")
  }

  /// Four characters, and less of a short text.
  fileprivate func beginning(_ range: Range<Int>) -> String {
    let text = String(decoding: self[range], as: UTF8.self)
    return shownBeginning(of: text)
  }
}

/// How many different bytes there were.
private struct ByteCounter {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  mutating func insert(_ byte: UInt8) {
    if byte & 64 == 0 { low |= 1 << (byte & 63) } else { high |= 1 << (byte & 63) }
  }

  var count: Int { low.nonzeroBitCount + high.nonzeroBitCount }
}
