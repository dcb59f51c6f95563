// Variables whose names say that they hold a secret, and whether what they hold is one: the words of
// such names, and what stands in their place where the secret itself is kept elsewhere.

/// What looks like a credential in a text; where no form of them matches, the text itself when the
/// name that it stands under says so.
///
/// - Parameter name: of a variable, a key or an argument; `nil` where the text has none.
package func credentials(in text: String, named name: String?) -> [Credential] {
  let found = credentials(in: text)
  guard found.isEmpty, let name, let secret = plainSecret(named: name, text) else { return found }
  return [secret]
}

/// What a variable of this name holds, when it is a secret that stands there itself and not the name
/// of the place where it is kept, nothing, or a word that is put in for show.
///
/// - Parameters:
///   - name: in any of the usual spellings: `DB_PASSWORD`, `db-password`, `dbPassword`, `DBPASSWORD`.
///   - value: a text that no form of credential matches.
/// - Complexity: O(bytes of name and value).
package func plainSecret(named name: String, _ value: String) -> Credential? {
  guard let kind = secretKind(ofName: name), isPlainSecret(value) else { return nil }
  return Credential(
    kind: kind, range: 0..<value.utf8.count, beginning: shownBeginning(of: value))
}

/// Of a long text four characters, of a short one a quarter at most.
func shownBeginning(of text: String) -> String {
  String(text.unicodeScalars.prefix(min(4, text.unicodeScalars.count / 4)).map(shown)) + "…"
}

private func shown(_ scalar: Unicode.Scalar) -> Character {
  Character(scalar.value < 0x20 || scalar.value == 0x7F ? "\u{FFFD}" : scalar)
}

// MARK: - Names

/// Ends of words; a word of a name may have others glued before it.
private let secretWords: [(word: [UInt8], kind: String)] = [
  ("password", "a password"), ("passwd", "a password"), ("passphrase", "a password"),
  ("secret", "a secret"), ("token", "a token"), ("apikey", "a key"), ("secretkey", "a key"),
  ("privatekey", "a key"), ("accesskey", "a key"), ("credentials", "a credential"),
].map { (Array($0.0.utf8), $0.1) }

/// Words that `key` makes a secret's name with.
private let keyWords: Set<String> = ["api", "secret", "private", "access", "signing", "encryption"]

/// A name that ends with one of these speaks of a secret and does not hold it.
private let otherEnds: Set<String> = [
  "name", "names", "id", "ids", "arn", "arns", "url", "urls", "uri", "endpoint", "host", "path",
  "paths", "file", "files", "dir", "folder", "bucket", "prefix", "suffix", "parameter", "param",
  "ref", "reference", "version", "stage", "type", "kind", "format", "field", "column", "header",
  "ttl", "expiry", "expires", "expiration", "lifetime", "age", "length", "size", "count", "limit",
  "min", "max", "timeout", "interval", "days", "hours", "minutes", "seconds", "rotation", "policy",
  "algorithm", "hint", "enabled", "required", "env", "var", "variable", "provider", "manager",
  "store", "region", "role", "user", "username", "scope", "audience", "issuer", "label", "class",
]

/// Members of calls in AWS's APIs whose token names a call or a page and opens nothing.
private let harmlessTokens: Set<String> = [
  "ClientToken", "ClientRequestToken", "IdempotencyToken", "NextToken", "ContinuationToken",
  "PageToken", "StartingToken", "TaskToken",
]

private func secretKind(ofName name: String) -> String? {
  guard mayHoldSecretWord(name), !harmlessTokens.contains(name) else { return nil }
  let words = words(of: name)
  guard let last = words.last, !otherEnds.contains(last) else { return nil }
  for (index, word) in words.enumerated() {
    if word == "key", index > 0, keyWords.contains(words[index - 1]) { return "a key" }
    let bytes = Array(word.utf8)
    if let known = secretWords.first(where: { bytes.ends(with: $0.word) }) { return known.kind }
  }
  return nil
}

/// Whether one of the words, or `key`, may be in it: most names are done with here.
private func mayHoldSecretWord(_ name: String) -> Bool {
  var before: UInt8 = 0
  for byte in name.utf8 {
    let small = byte | 0x20
    switch (before, small) {
    // pAss, sEcret, tOken, kEy, cRedentials
    case (0x70, 0x61), (0x73, 0x65), (0x74, 0x6F), (0x6B, 0x65), (0x63, 0x72): return true
    default: before = small
    }
  }
  return false
}

/// The words of a name in small letters: `dbPassword2`, `DB_PASSWORD2` and `db-password-2` are
/// `db`, `password` and `2`.
private func words(of name: String) -> [String] {
  var words: [String] = []
  var word: [UInt8] = []
  var before: UInt8 = 0
  for byte in name.utf8 {
    let isNew =
      !ByteSet.letterOrDigit.contains(byte)
      || ByteSet.upperLetters.contains(byte) && ByteSet.lowerLetters.contains(before)
      || ByteSet.digit.contains(byte) != ByteSet.digit.contains(before)
    if isNew, !word.isEmpty {
      words.append(String(decoding: word, as: UTF8.self))
      word = []
    }
    if ByteSet.letterOrDigit.contains(byte) {
      word.append(ByteSet.upperLetters.contains(byte) ? byte | 0x20 : byte)
    }
    before = byte
  }
  return word.isEmpty ? words : words + [String(decoding: word, as: UTF8.self)]
}

// MARK: - Values

/// Whether a text that stands where a secret belongs is one.
func isPlainSecret(_ text: String) -> Bool {
  !isReference(text) && !isPlaceName(text) && !isForShow(text)
}

/// Something that is filled in, or that names another place by its kind.
private func isReference(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  let begins = [
    "arn:", "$", "ssm:", "secretsmanager:", "vault:", "op://", "env:", "file:", "http://",
    "https://", "s3://", "<", "%(",
  ]
  if begins.contains(where: { bytes.starts(with: $0.utf8) }) { return true }
  var before: UInt8 = 0
  for byte in bytes {
    let opens = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "%")
    if opens,
      before == UInt8(ascii: "$") || before == UInt8(ascii: "{") || before == UInt8(ascii: "%")
    {
      return true
    }
    before = byte
  }
  let isBraced = bytes.first == UInt8(ascii: "{") && bytes.last == UInt8(ascii: "}")
  return isBraced || bytes.starts(with: "States.".utf8)
}

/// A name of Parameter Store or Secrets Manager, or a path: parts between `/`, none of which has
/// large and small letters and digits at once as random texts have.
private func isPlaceName(_ text: String) -> Bool {
  guard text.utf8.contains(UInt8(ascii: "/")) else { return false }
  return text.utf8.split(separator: UInt8(ascii: "/")).allSatisfy { part in
    let sets: [ByteSet] = [.upperLetters, .lowerLetters, .digit]
    let isRandom = sets.allSatisfy { set in part.contains(where: set.contains) }
    return !isRandom && part.allSatisfy { ByteSet.nameOfPlace.contains($0) }
  }
}

extension ByteSet {
  fileprivate static let nameOfPlace = ByteSet(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=.@:".utf8)
}

/// Whole texts, and parts of texts, that nobody takes for a secret; small letters and digits only.
private let showWords: Set<String> = [
  "password", "passwd", "pass", "secret", "token", "key", "apikey", "mysecret", "mypassword",
  "mytoken", "mykey", "test", "testing", "todo", "tbd", "none", "null", "nil", "true", "false",
  "yes", "no", "on", "off", "na", "unset", "empty", "default", "hidden", "foo", "bar", "baz",
  "fake", "sample",
]

private let showParts = [
  "example", "changeme", "changeit", "dummy", "placeholder", "replace", "redacted", "insert",
  "your", "xxxx", "notreal", "goeshere",
]

private func isForShow(_ text: String) -> Bool {
  let kept = text.utf8.filter(ByteSet.letterOrDigit.contains)
    .map { ByteSet.upperLetters.contains($0) ? $0 | 0x20 : $0 }
  guard let first = kept.first, !kept.allSatisfy({ $0 == first }) else { return true }
  let isSmallNumber = kept.count < 6 && kept.allSatisfy(ByteSet.digit.contains)
  let folded = String(decoding: kept, as: UTF8.self)
  return isSmallNumber || showWords.contains(folded) || showParts.contains(where: folded.contains)
}

extension [UInt8] {
  fileprivate func ends(with ending: [UInt8]) -> Bool {
    count >= ending.count && self[(count - ending.count)...].elementsEqual(ending)
  }
}
