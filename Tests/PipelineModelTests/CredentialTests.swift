import Diagnostics
import TestSupport
import Testing

/// Tokens are put together here, or have a `~` in them that is taken out, so that no scanner takes this
/// file for a leak.
enum Fake {
  static let accessKey = "AKIA" + "Q3EGRTZ7PLM2KD5W"
  static let secretKey = "wJa9rXUt" + "nFEMI/K7MDENG+bPxRfiCYzzKEYq7Ab3"
  static let gitHub = "ghp_" + "9fK2mQ7xT4vB8nL1wR6yH3cJ5zD0sGpAeUiO"
  static let webToken =
    "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0NTY3ODkwIn0"
    + ".dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
}

struct CredentialTests {
  private static let known: [(text: String, kind: String)] = [
    ("AKIA~Q3EGRTZ7PLM2KD5W", "an AWS access key"), ("ASIA~Q3EGRTZ7PLM2KD5W", "an AWS access key"),
    ("ghp_~9fK2mQ7xT4vB8nL1wR6yH3cJ5zD0sGpAeUiO", "a GitHub token"),
    (
      "github_pat_~11ABCDEFG0aBcDeFgHiJkL_9fK2mQ7xT4vB8nL1wR6yH3cJ5zD0sGpAeUiO9fK2mQ7xT4vB8nL1wR6yH3c",
      "a GitHub token"
    ),
    ("glpat-~x9Kd7-Lm2_Qw8Rt4Yz1P", "a GitLab token"),
    ("xoxb-~123456789012-1234567890123-4mt0t4l1yf4k3s3cr3tval5e", "a Slack token"),
    (
      "https://hooks.slack.com/~services/T02ABCDEF/B03GHIJKL/9fK2mQ7xT4vB8nL1wR6yH3cJ",
      "a Slack webhook"
    ),
    ("sk_live_~4eC39HqLyjWDarjtT1zdp7dc", "a Stripe key"),
    ("rk_test_~4eC39HqLyjWDarjtT1zdp7dc", "a Stripe key"),
    ("whsec_~9fK2mQ7xT4vB8nL1wR6yH3cJ5zD0sGpA", "a Stripe webhook secret"),
    ("AIza~SyD9fK2mQ7xT4vB8nL1wR6yH3cJ5zD0sGpA", "a Google API key"),
    ("GOCSPX-~9fK2mQ7xT4vB8nL1wR6yH3cJ5zD0", "a Google client secret"),
    (Fake.webToken, "a JSON Web Token"),
    ("npm_~9fK2mQ7xT4vB8nL1wR6yH3cJ5zD0sGpAeUiO", "an npm token"),
    ("hvs.~CAESIJ9fK2mQ7xT4vB8nL1wR6yH3cJ5zD0", "a Vault token"),
    ("-----BEGIN RSA PRIVATE~ KEY-----\nMIIEpAIBAAKCAQEA", "a private key"),
    ("-----BEGIN PRIVATE~ KEY-----\\nMIIEpAIBAAKCAQEA", "a private key"),
    ("postgres://app:s3cr~etPass@db.internal:5432/app", "a password in a URL"),
  ]

  @Test(arguments: known)
  func `a credential is known by the form its issuer gives it`(text: String, kind: String) {
    let whole = text.filter { $0 != "~" }
    for text in [whole, "key = \"\(whole)\"", "Bearer \(whole)", "é=\(whole)\n"] {
      #expect(credentials(in: text).map(\.kind) == [kind], "\(text)")
    }
  }

  private static let harmless = [
    "AKIA~IOSFODNN7EXAMPLE", "AKIA~XXXXXXXXXXXXXXXX", "AKIA~Q3EGRTZ7PLM2KD5WX",
    "AKIA~q3egrtz7plm2kd5w",
    "SAKIA~Q3EGRTZ7PLM2KD5W", "ghp_tooShort", "ghp_~xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "my_ghp_~9fK2mQ7xT4vB8nL1wR6yH3cJ5zD0sGpAeUiO", "eyJhbGciOiJIUzI1NiJ9.only.two", "sk_live_",
    "npm_config_registry", "dapi", "hf_hub_download", "xoxb-", "AIzaSy",
    "-----BEGIN PUBLIC KEY-----\nMIIEpAIBAAKCAQEA", "-----BEGIN CERTIFICATE-----\nMIIE",
    "if \"-----BEGIN PRIVATE KEY-----\" in text:", "f\"-----BEGIN PRIVATE KEY-----\\n{body}\"",
    "https://example.org/a:b@c", "postgres://db.internal:5432/app", "http://user@host",
    "f\"postgres://{user}:{password}@{host}\"", "postgres://app:${DB_PASSWORD}@db",
    "postgres://app:password@db", "amqp://app:<password>@mq", "std::string a@b", "a://:@",
    "s3://bucket/key", "{\"a\": \"://\"}", "git@github.com:owner/name.git", "",
  ]

  @Test(arguments: harmless)
  func `what only resembles a credential is left alone`(text: String) {
    #expect(credentials(in: text.filter { $0 != "~" }).isEmpty)
  }

  @Test func `each of several is found where it stands`() {
    let text = "a = '\(Fake.gitHub)'\nb = '\(Fake.accessKey)' # \(Fake.gitHub)"
    let found = credentials(in: text)
    let bytes = Array(text.utf8)
    #expect(
      found.map { String(decoding: bytes[$0.range], as: UTF8.self) } == [
        Fake.gitHub, Fake.accessKey, Fake.gitHub,
      ])
    #expect(found.map(\.beginning) == ["ghp_…", "AKIA…", "ghp_…"])
  }

  @Test func `an AWS secret key has small and large letters and digits and no other length`() {
    #expect(awsSecretKeys(in: "k=\(Fake.secretKey);").map(\.kind) == ["an AWS secret key"])
    let sha1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
    for text in [sha1, Fake.secretKey + "a", String(Fake.secretKey.dropLast()), "wJalrXUtnFEMI"] {
      #expect(awsSecretKeys(in: text).isEmpty, "\(text)")
    }
  }

  @Test(arguments: [
    ("DB_PASSWORD", "a password"), ("password", "a password"), ("dbPassword", "a password"),
    ("DBPASSWORD", "a password"), ("PASSWORD_PROD", "a password"), ("CLIENT_SECRET", "a secret"),
    ("auth-token", "a token"), ("AUTHTOKEN", "a token"), ("API_KEY", "a key"), ("apiKey", "a key"),
    ("STRIPE_APIKEY", "a key"), ("SECRET_KEY_2", "a secret"), ("PRIVATE_KEY", "a key"),
  ])
  func `a variable whose name says secret may not hold one`(name: String, kind: String) {
    #expect(plainSecret(named: name, "hunter2hunter2")?.kind == kind)
    #expect(plainSecret(named: name, "two words")?.kind == kind)
  }

  @Test(arguments: [
    "MAX_TOKENS", "TOKENIZER", "SECRETARY", "PASSWORD_FILE", "SECRET_NAME", "SECRET_ARN",
    "TOKEN_URL",
    "TOKEN_TTL", "API_KEY_ID", "KEY", "PRIMARY_KEY", "CACHE_KEY", "PASSENGERS", "AUTHOR",
    "secretId",
  ])
  func `a variable that only speaks of secrets is left alone`(name: String) {
    #expect(plainSecret(named: name, "hunter2hunter2") == nil)
  }

  @Test(arguments: [
    "", " ", "${DB_PASSWORD}", "pre${X}fix",
    "{{resolve:secretsmanager:prod/db:SecretString:password}}",
    "{{ password }}", "$.token", "$DB_PASSWORD", "{% $token %}", "%(password)s", "<your token>",
    "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf", "/prod/db/password",
    "prod/Db/password", "ssm:/prod/db", "https://vault.example.org/v1/secret", "changeme",
    "CHANGE-ME",
    "xxxxxxxx", "********", "example", "my-example-token", "your_api_key", "dummy-token", "TODO",
    "none", "true", "0", "8080", "password", "States.Format('{}', $.a)",
  ])
  func `a reference or a word for show is no secret`(value: String) {
    #expect(plainSecret(named: "DB_PASSWORD", value) == nil)
  }

  @Test func `no more than four characters and a quarter of a secret are shown`() {
    #expect(plainSecret(named: "TOKEN", "hunter2")?.beginning == "h…")
    #expect(plainSecret(named: "TOKEN", "correct horse battery staple")?.beginning == "corr…")
    #expect(plainSecret(named: "TOKEN", "a\u{1B}[31m and more text")?.beginning == "a\u{FFFD}[3…")
    #expect(credentials(in: "-----BEGIN PRIVATE KEY-----\nMIIE").map(\.beginning) == [""])
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func `a token is found in the midst of anything that is no word`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let tokens = [
      Fake.gitHub, Fake.accessKey, Fake.webToken, "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc",
    ]
    let pieces = [
      "=", "\"", " ", "\n", "é", "漢", ":", ",", "(", "{", "eyJ", "://", "ghp_", "AKIA", "\0",
    ]
    for _ in 0..<500 {
      let noise = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }.joined()
      let token = tokens.randomElement(using: &random) ?? ""
      let text = noise + " " + token + "\n" + noise
      let bytes = Array(text.utf8)
      let found = credentials(in: text)
      #expect(
        found.map { String(decoding: bytes[$0.range], as: UTF8.self) } == [token],
        "seed \(seed): \(text)")
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `any bytes are looked through and finds lie apart within them`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let starts = [
      "AKIA", "eyJ", "-----BEGIN ", "://a:", "xoxb-", "sk_live_", ".eyJ", "@", "PRIVATE KEY",
    ]
    for _ in 0..<500 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...40, using: &random) {
        if Bool.random(using: &random) {
          bytes += Array((starts.randomElement(using: &random) ?? "").utf8)
        } else {
          bytes.append(UInt8.random(in: 0...255, using: &random))
        }
      }
      let found = bytes.withUnsafeBufferPointer { credentials(in: $0) }
      var end = 0
      for credential in found {
        #expect(credential.range.lowerBound >= end, "seed \(seed): \(bytes)")
        end = credential.range.upperBound
      }
      #expect(end <= bytes.count, "seed \(seed): \(bytes)")
    }
  }
}
