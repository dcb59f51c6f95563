// Entries and items of block collections come and go with their own lines.

import Testing
import YAMLSyntax

// MARK: - Removal

@Test(arguments: [
  ("a: 1\nb: 2\nc: 3\n", "a: 1\nc: 3\n"),
  ("a: 1\n# of b\n# too\nb: 2 # x\n# of c\nc: 3\n", "a: 1\n# of c\nc: 3\n"),
  ("a: 1\n# apart\n\nb: 2\n", "a: 1\n# apart\n"),
  ("a: 1\n\nb: 2\n\nc: 3\n", "a: 1\n\nc: 3\n"), ("a: 1\nb: 2\n\nc: 3\n", "a: 1\n\nc: 3\n"),
  ("a: 1\n\nb: 2\nc: 3\n", "a: 1\n\nc: 3\n"), ("a: 1\n\nb: 2\n", "a: 1\n"),
  ("a: 1\nb:\n  x: 1\n  # inside b\n\n  # and this\nc: 3\n", "a: 1\nc: 3\n"),
  ("a: 1\nb:\n- 1\n# of c\nc: 3\n", "a: 1\n# of c\nc: 3\n"),
  ("a: 1\nb: |\n  text\n\nc: 3\n", "a: 1\n\nc: 3\n"), ("a: 1\nb: 2", "a: 1"),
  ("a: 1\r\nb: 2\r\nc: 3\r\n", "a: 1\r\nc: 3\r\n"), ("a: |\n  t\nb: 2", "a: |\n  t\n"),
  ("a: |+\n  t\nb: 2\n\nc: 3\n", "a: |+\n  t\nc: 3\n"),
])
func `an entry goes with its lines and its comments`(before: String, after: String) throws {
  try expectPatch(before, { $0.remove(at: 1, from: $1) }, gives: after)
}

@Test(arguments: [
  ("k:\n\n  a: 1\n\n  b: 2\n", "k:\n\n  b: 2\n"), ("k:\n  a: 1\n\n  b: 2\n", "k:\n  b: 2\n"),
  ("k:\n  # of a\n  a: 1\n  b: 2\n", "k:\n  b: 2\n"), ("k:\n  a: 1\n", "k: {}\n"),
  ("k: # why\n  # of a\n  a: 1\nz: 1\n", "k: {} # why\nz: 1\n"), ("k: &x\n  a: 1\n", "k: &x {}\n"),
  ("k:\n\n  # apart\n\n  a: 1\n\nz: 1\n", "k: {}\n\n  # apart\n\nz: 1\n"),
])
func `the first entry goes`(before: String, after: String) throws {
  try expectPatch(before, { $0.remove(at: 0, from: try $1.at("k")) }, gives: after)
}

@Test(arguments: [
  ("- a: 1\n  b: 2\n- 3\n", "- b: 2\n- 3\n"),
  ("- a: 1\n\n  # of b\n  b: 2\n", "- # of b\n  b: 2\n"),
  ("- a: 1\n- 3\n", "- {}\n- 3\n"), ("- - 1\n  - 2\n", "- - 2\n"), ("- - 1\n", "- []\n"),
  ("-\n  a: 1\n  b: 2\n", "-\n  b: 2\n"),
])
func `what follows the first entry of an item moves up behind the dash`(
  before: String, after: String
) throws {
  try expectPatch(before, { $0.remove(at: 0, from: try $1.at(0)) }, gives: after)
}

@Test(arguments: [
  ("- 1\n# of 2\n- 2\n- 3\n", "- 1\n- 3\n"), ("- 1\n-\n  x: 1\n- 3\n", "- 1\n- 3\n"),
  ("k:\n- 1\n- 2\nz: 1\n", "k:\n- 1\nz: 1\n"),
  ("k:\n  - 1\n\n  - 2\n\nz: 1\n", "k:\n  - 1\n\nz: 1\n"),
])
func `an item goes with its dash`(before: String, after: String) throws {
  try expectPatch(
    before, { $0.remove(at: 1, from: try $1.isSequence ? $1 : $1.at("k")) }, gives: after)
}

// MARK: - Insertion

@Test(arguments: [
  ("a: 1\nb: 2\n", 0, "n: 7\na: 1\nb: 2\n"), ("a: 1\nb: 2\n", 1, "a: 1\nn: 7\nb: 2\n"),
  ("a: 1\nb: 2\n", 2, "a: 1\nb: 2\nn: 7\n"), ("a: 1\nb: 2", 2, "a: 1\nb: 2\nn: 7"),
  ("# of a\na: 1 # x\n# of b\nb: 2\n", 1, "# of a\na: 1 # x\nn: 7\n# of b\nb: 2\n"),
  ("# of a\na: 1\n", 0, "n: 7\n# of a\na: 1\n"), ("a: 1\n\nb: 2\n", 1, "a: 1\n\nn: 7\n\nb: 2\n"),
  ("a: 1\n\nb: 2\n", 0, "n: 7\n\na: 1\n\nb: 2\n"), ("a: 1\n\nb: 2\n", 2, "a: 1\n\nb: 2\n\nn: 7\n"),
  ("a: 1\nb:\n  x: 1\n  # inside\n\n# end\n", 2, "a: 1\nb:\n  x: 1\n  # inside\nn: 7\n\n# end\n"),
  ("a: |\n  t", 1, "a: |-\n  t\nn: 7"), ("a: |\n  t\n", 1, "a: |\n  t\nn: 7\n"),
  ("\"a\": 1\n", 1, "\"a\": 1\n\"n\": 7\n"), ("---\na: 1\n...\n", 1, "---\na: 1\nn: 7\n...\n"),
  ("a: 1\r\n", 1, "a: 1\r\nn: 7\r\n"), ("  a: 1\n", 1, "  a: 1\n  n: 7\n"),
])
func `an entry comes to its place`(before: String, position: Int, after: String) throws {
  try expectPatch(
    before, { $0.insertEntry("n", .plain("7"), into: $1, at: position) }, gives: after)
}

@Test(arguments: [
  ("- 1\n- 2\n", 1, "- 1\n- x\n- 2\n"), ("-   1\n", 1, "-   1\n-   x\n"),
  ("- 'a'\n- 'b'\n", 2, "- 'a'\n- 'b'\n- 'x'\n"), ("- - 1\n", 1, "- - 1\n- x\n"),
  ("# of 1\n- 1 # y\n", 1, "# of 1\n- 1 # y\n- x\n"), ("-\n- 2\n", 0, "- x\n-\n- 2\n"),
])
func `an item comes to its place`(before: String, position: Int, after: String) throws {
  try expectPatch(
    before, { $0.insertItem(.string("x"), into: $1, at: position) }, gives: after)
}

@Test(arguments: [
  ("- a: 1\n  b: 2\n", 0, "- n: 7\n  a: 1\n  b: 2\n"),
  ("- a: 1\n- 2\n", 1, "- a: 1\n  n: 7\n- 2\n"),
])
func `an entry comes into an item`(before: String, position: Int, after: String) throws {
  try expectPatch(
    before, { $0.insertEntry("n", .plain("7"), into: try $1.at(0), at: position) }, gives: after)
}

@Test(arguments: [
  ("k:\nz: 1\n", "k:\n  n: 7\nz: 1\n"), ("k: # why\nz: 1\n", "k: # why\n  n: 7\nz: 1\n"),
  ("k: {}\n", "k: {n: 7}\n"), ("k: { } # why\n", "k: {n: 7} # why\n"), ("k: ~\n", "k:\n  n: 7\n"),
  ("k: {}\nz: { a: 1 }\n", "k: { n: 7 }\nz: { a: 1 }\n"), ("k:", "k:\n  n: 7"),
  ("z:\n    y: 1\nk:\n", "z:\n    y: 1\nk:\n    n: 7\n"), ("{k: , z: 1}", "{k: {n: 7} , z: 1}"),
])
func `an empty value is opened for an entry`(before: String, after: String) throws {
  try expectPatch(
    before, { $0.insertEntry("n", .plain("7"), into: try $1.at("k"), at: 0) }, gives: after)
}

@Test(arguments: [
  ("k: []\nz: 1\n", "k: [x]\nz: 1\n"), ("k:\n", "k:\n  - x\n"),
  ("k:\ny:\n- 1\n", "k:\n- x\ny:\n- 1\n"),
  ("k: [] \ny: {k: [1]}\n", "k: [x] \ny: {k: [1]}\n"),
  ("k:\ny: {k: [1]}\n", "k: [x]\ny: {k: [1]}\n"),
])
func `an empty value is opened for an item as others of its name are`(
  before: String, after: String
) throws {
  try expectPatch(
    before, { $0.insertItem(.string("x"), into: try $1.at("k"), at: 0) }, gives: after)
}

@Test func `a new step is written as the steps around it`() throws {
  let step = YAMLValue.mapping([
    YAMLEntry("args", .list([.mapping([YAMLEntry("from", .string("a"))])])),
    YAMLEntry("needs", .list([.string("b")], style: .flow)),
    YAMLEntry("code", .string("def c(x):\n    return x\n")),
  ])
  try expectPatch(
    """
    steps:
        a:
            args: [{input: x}] # first
            needs:
            - z

        b:
            code: |
                pass
    region: x

    """, { $0.insertEntry("c", step, into: try $1.at("steps"), at: 2) },
    gives: """
      steps:
          a:
              args: [{input: x}] # first
              needs:
              - z

          b:
              code: |
                  pass

          c:
              args: [{from: a}]
              needs:
              - b
              code: |
                  def c(x):
                      return x
      region: x

      """)
}

// MARK: - Several at once

@Test func `several changes of one document come together`() throws {
  try expectPatch(
    """
    steps:
      a:
        memory: 1 # MB
      # about b
      b:
        needs: [a]
      c: {}

    """,
    { patch, root in
      let steps = try root.at("steps")
      patch.remove(at: 1, from: steps)
      patch.renameKey(at: 0, of: steps, to: "first")
      patch.replace(try steps.at("a", "memory"), with: .plain("2"))
      patch.insertEntry("timeout", .plain("3"), into: try steps.at("a"), at: 1)
      patch.insertEntry("x", .plain("1"), into: steps, at: 3)
      patch.insertEntry("y", .plain("2"), into: steps, at: 3)
      patch.insertEntry("memory", .plain("9"), into: try steps.at("c"), at: 0)
    },
    gives: """
      steps:
        first:
          memory: 2 # MB
          timeout: 3
        c: {memory: 9}
        x: 1
        y: 2

      """)
}

@Test func `all entries go while others come`() throws {
  try expectPatch(
    "k:\n  # of a\n  a: 1\n\n  b: 2\nz: 1\n",
    { patch, root in
      let mapping = try root.at("k")
      patch.remove(at: 0, from: mapping)
      patch.remove(at: 1, from: mapping)
      patch.insertEntry("x", .plain("7"), into: mapping, at: 0)
      patch.insertEntry("y", .plain("8"), into: mapping, at: 2)
    }, gives: "k:\n  x: 7\n\n  y: 8\nz: 1\n")
}

@Test func `changes inside what goes are dropped`() throws {
  try expectPatch(
    "a:\n  b: 1\nc: 2\n",
    {
      $0.replace(try $1.at("a", "b"), with: .plain("7"))
      $0.remove(at: 0, from: $1)
    }, gives: "c: 2\n")
}
