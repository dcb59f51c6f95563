// A value gets another one: the comment on its line, its style and its place stay.

import Testing
import YAMLSyntax

@Test(arguments: [
  ("a: 1 # why\nb: 2\n", "a: 7 # why\nb: 2\n"), ("a:\nb: 2\n", "a: 7\nb: 2\n"),
  ("a:   # why\nb: 2\n", "a: 7  # why\nb: 2\n"), ("a:   1\n", "a:   7\n"), ("a: 1", "a: 7"),
  ("{a: 1, b: 2}", "{a: 7, b: 2}"), ("{a, b: 2}", "{a: 7, b: 2}"), ("{a: , b: 2}", "{a: 7 , b: 2}"),
  ("a:\n  1 # why\n", "a:\n  7 # why\n"), ("a: |\n  text\n\nb: 2\n", "a: 7\n\nb: 2\n"),
  ("a: |+ # why\n  text\n\nb: 2\n", "a: 7 # why\n\nb: 2\n"),
  ("a: # why\n  # above\n  c: 1 # x\n  # below\nb: 2\n", "a: 7 # why\nb: 2\n"),
  ("a:\n- 1\n# of b\nb: 2\n", "a: 7\n# of b\nb: 2\n"), ("a: [1,\n  2] # why\n", "a: 7 # why\n"),
  ("a: &x 1\n", "a: 7\n"), ("a: \"x\n  y\"\nb: 2\n", "a: 7\nb: 2\n"),
  ("\u{FEFF}a: 1\r\nb: 2\r\n", "\u{FEFF}a: 7\r\nb: 2\r\n"),
])
func `a value of any style gives way to a number`(before: String, after: String) throws {
  try expectPatch(before, { $0.replace(try $1.at("a"), with: .plain("7")) }, gives: after)
}

@Test(arguments: [
  ("a: x\n", "it is", "a: it is\n"), ("a: 'x'\n", "it's", "a: 'it''s'\n"),
  ("a: \"x\"\n", "it's", "a: \"it's\"\n"), ("a: x\n", "1", "a: \"1\"\n"),
  ("a: 5\n", "x: y", "a: \"x: y\"\n"), ("a: x # why\n", "p\nq\n", "a: | # why\n  p\n  q\n"),
  ("a: |\n    x\n", "p\nq", "a: |-\n    p\n    q\n"), ("a: x", "p\nq\n", "a: |\n  p\n  q\n"),
  ("a: x", "p\nq", "a: |-\n  p\n  q"),
  ("a: x\r\nb: 1\r\n", "p\nq\n", "a: |\r\n  p\r\n  q\r\nb: 1\r\n"),
  ("a: [x]\n", "p\nq\n", "a: |\n  p\n  q\n"),
  ("a:\n  - x\nb: 1\n", "p\nq\n", "a: |\n  p\n  q\nb: 1\n"),
  ("a: x\n\nb: 1\n", "p\n\n", "a: |+\n  p\n\nb: 1\n"),
  ("a: x\n    # deep\n", "p\nq\n", "a: \"p\\nq\\n\"\n    # deep\n"),
  ("a: >\n  x\n", "p q\n", "a: >\n  p q\n"),
])
func `a text is written as the value before it where it can be`(
  before: String, text: String, after: String
) throws {
  try expectPatch(before, { $0.replace(try $1.at("a"), with: .string(text)) }, gives: after)
}

@Test(arguments: [
  ("a: 1 # why\nb: 2\n", "a: # why\n  x: 1\n  y: [2]\nb: 2\n"),
  ("- k:\n    m: 1\n  a: |\n    t\n", "- k:\n    m: 1\n  a:\n    x: 1\n    y: [2]\n"),
  ("k:\n    m: 1\na: 1\n", "k:\n    m: 1\na:\n    x: 1\n    y: [2]\n"),
])
func `a mapping takes the lines below its key`(before: String, after: String) throws {
  let value = YAMLValue.mapping([
    YAMLEntry("x", .plain("1")), YAMLEntry("y", .list([.plain("2")], style: .flow)),
  ])
  let isNested = before.hasPrefix("-")
  try expectPatch(
    before, { $0.replace(try isNested ? $1.at(0, "a") : $1.at("a"), with: value) }, gives: after)
}

@Test(arguments: [
  ("- 1\n- 2\n", "- x: 1\n  y: 2\n- 2\n"), ("-   1\n- 2\n", "-   x: 1\n    y: 2\n- 2\n"),
  ("-\n- 2\n", "- x: 1\n  y: 2\n- 2\n"), ("- 1 # why\n- 2\n", "- # why\n  x: 1\n  y: 2\n- 2\n"),
  ("- - 1\n  - 3\n- 2\n", "- x: 1\n  y: 2\n- 2\n"), ("[1, 2]\n", "[{x: 1, y: 2}, 2]\n"),
])
func `a mapping as an item starts behind the dash`(before: String, after: String) throws {
  let value = YAMLValue.mapping([YAMLEntry("x", .plain("1")), YAMLEntry("y", .plain("2"))])
  try expectPatch(before, { $0.replace(try $1.at(0), with: value) }, gives: after)
}

@Test func `comments in a column stay in it`() throws {
  try expectPatch(
    "memory: 512   # MB\ntimeout: 900  # s\nretry: 3 # no column\n",
    {
      $0.replace(try $1.at("memory"), with: .plain("10240"))
      $0.replace(try $1.at("timeout"), with: .plain("9"))
      $0.replace(try $1.at("retry"), with: .plain("10"))
    }, gives: "memory: 10240  # MB\ntimeout: 9    # s\nretry: 10 # no column\n")
}

@Test(arguments: [
  ("{a: 1}", "x: 1\n"), ("# c\na: 1\n", "# c\nx: 1\n"), ("---\n", "---\nx: 1\n"),
  ("--- {a: 1}\n", "--- {x: 1}\n"),
])
func `the root gives way to a mapping`(before: String, after: String) throws {
  let value = YAMLValue.mapping([YAMLEntry("x", .plain("1"))])
  // A comment directly above the first key belongs to the key, not to the root.
  try expectPatch(
    before, { $0.replace($1, with: value) }, gives: before == "{a: 1}" ? "x: 1" : after)
}

@Test(arguments: [("", "a: 1\n"), ("# note", "# note\na: 1"), ("# note\r\n", "# note\r\na: 1\r\n")])
func `an empty file gets its first value`(before: String, after: String) throws {
  var patch = YAMLPatch(try document(before))
  patch.setRoot(to: .mapping([YAMLEntry("a", .plain("1"))]))
  #expect(String(decoding: patch.patchedBytes(), as: UTF8.self).utf8.elementsEqual(after.utf8))
}

// MARK: - Keys

@Test(arguments: [
  ("a: 1 # why\n", "a b: 1 # why\n"), ("'a': 1\n", "'a b': 1\n"), ("{\"a\":1}", "{\"a b\":1}"),
  ("a:\n  - 1\n", "a b:\n  - 1\n"), ("&k a: 1\nb: *k\n", "&k a b: 1\nb: &k a\n"),
])
func `a key is renamed in its quotes`(before: String, after: String) throws {
  try expectPatch(before, { $0.renameKey(at: 0, of: $1, to: "a b") }, gives: after)
}

// MARK: - Aliases

@Test func `aliases keep what they said when their value changes`() throws {
  try expectPatch(
    "a: &x {m: 1}\nb: *x\nc: *x\n", { $0.replace(try $1.at("a", "m"), with: .plain("2")) },
    gives: "a: &x {m: 2}\nb: &x {m: 1}\nc: *x\n")
}

@Test func `aliases keep what they said when their value goes`() throws {
  try expectPatch(
    "a: &x\n  m: 1\nb: *x\nc: [*x]\n",
    {
      $0.remove(at: 0, from: $1)
      $0.replace(try $1.at("b"), with: .plain("2"))
    }, gives: "b: 2\nc: [&x {m: 1}]\n")
}

@Test func `an alias gives way to a value of its own`() throws {
  try expectPatch(
    "a: &x 1\nb: *x # why\n", { $0.replace(try $1.at("b"), with: .plain("2")) },
    gives: "a: &x 1\nb: 2 # why\n")
}
