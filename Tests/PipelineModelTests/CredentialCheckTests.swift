import Diagnostics
import PipelineModel
import TestSupport
import Testing

struct CredentialCheckTests {
  /// `code message` of the warnings about credentials.
  private func told(_ edits: [Edit], _ surroundings: Surroundings = Surroundings()) -> [String] {
    var draft = pipeline("a, b<-a")
    apply(edits, to: &draft)
    let (checked, found) = draft.check(surroundings)
    #expect(checked != nil)
    return found.filter { $0.code == "credential" }.map(\.message)
  }

  private func environment(_ entries: KeyValuePairs<String, String>) -> Value {
    .mapping(entries.map { .init($0.key, .text($0.value)) })
  }

  @Test func `a password in a step's environment is a warning with its place`() {
    var draft = pipeline("a")
    apply([.setField(StepID(0), .env, environment(["DB_PASSWORD": "hunter2!"]))], to: &draft)
    let (checked, found) = draft.check()
    #expect(checked != nil)
    #expect(
      found == [
        .warning(
          "credential", "env.DB_PASSWORD of \"a\" holds what looks like a password (hu…)",
          mend:
            "Keep it in Secrets Manager or Parameter Store, and write its name here for the code to read",
          at: .key([.name("steps"), .name("a"), .name("env"), .name("DB_PASSWORD")]))
      ])
  }

  @Test func `a token in code is told at its line`() {
    var draft = pipeline("a")
    let code = "def a():\n  return \"\(Fake.gitHub)\"\n"
    apply([.setField(StepID(0), .code, .text(code))], to: &draft)
    let found = draft.check().diagnostics
    #expect(found.map(\.message) == ["code of \"a\" holds what looks like a GitHub token (ghp_…)"])
    #expect(found[0].mend.hasSuffix("let the code read it from there"))
    #expect(found[0].place == .key([.name("steps"), .name("a"), .name("code")], line: 1))
  }

  @Test func `a source file of two steps is looked through once`() {
    var draft = pipeline("a, b")
    apply(
      [StepID(0), StepID(1)].flatMap { id -> [Edit] in
        [.setField(id, .code, nil), .setField(id, .source, .text("s.py"))]
      }, to: &draft)
    let text = Array("def a(): pass\ndef b():\n  return '\(Fake.gitHub)'\n".utf8)
    let found = draft.check(Surroundings(files: ["s.py": .text(text)])).diagnostics
    #expect(
      found.map(\.message) == ["The file \"s.py\" holds what looks like a GitHub token (ghp_…)"])
    #expect(found.map(\.place) == [.file("s.py", line: 3, column: 11)])
  }

  @Test func `arguments, descriptions, defaults, inputs and the backend are looked at`() {
    let input = Value.mapping([
      .init("token", .mapping([.init("default", .text("hunter2hunter2"))]))
    ])
    let backend = Value.mapping([
      .init("pg", .mapping([.init("conn_str", .text("postgres://u:pa55" + "w0rt@db/x"))]))
    ])
    let constant = Value.list([.mapping([.init("k", .list([.text(Fake.gitHub)]))])])
    #expect(
      told([
        .setPipelineField(.inputs, input), .setPipelineField(.backend, backend),
        .setDefault(.env, environment(["API_KEY": "k3yk3yk3yk3y"])),
        .setField(StepID(0), .description, .text("uses \(Fake.gitHub)")),
        .insertArgument(StepID(0), Argument(.constant(constant)), at: 0),
      ]) == [
        "inputs.token.default holds what looks like a token (hun…)",
        "backend.pg.conn_str holds what looks like a password in a URL (pa…)",
        "defaults.env.API_KEY holds what looks like a key (k3y…)",
        "description of \"a\" holds what looks like a GitHub token (ghp_…)",
        "args[0][0].k[0] of \"a\" holds what looks like a GitHub token (ghp_…)",
      ])
  }

  @Test func `an AWS secret key is known by the access key beside it`() {
    let alone = environment(["CHECKSUM": Fake.secretKey])
    let both = environment(["CHECKSUM": Fake.secretKey, "KEY": Fake.accessKey])
    #expect(told([.setField(StepID(0), .env, alone)]).isEmpty)
    #expect(
      told([.setField(StepID(0), .env, both), .setField(StepID(1), .env, alone)]) == [
        "env.KEY of \"a\" holds what looks like an AWS access key (AKIA…)",
        "env.CHECKSUM of \"a\" holds what looks like an AWS secret key (wJa9…)",
      ])
  }

  @Test func `names of secrets and placeholders are what one should write`() {
    let fine = environment([
      "DB_PASSWORD": "/prod/db/password", "API_KEY": "${api_key}", "TOKEN": "",
      "CLIENT_SECRET": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x-AbCdEf",
      "SECRET_NAME": "prod-database", "MAX_TOKENS": "4096",
    ])
    #expect(told([.setField(StepID(0), .env, fine)]).isEmpty)
  }
}
