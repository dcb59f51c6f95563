// What credentials look like: the one table of their forms, each as its issuer documents it. Reading
// a text by this table is in CredentialScan.swift; names of variables are in SecretNames.swift.

/// A form of credential: what it begins with, and what follows.
struct CredentialRule: Sendable {
  enum Piece: Sendable {
    /// As many of these bytes as there are; their number must be in the range.
    case run(ByteSet, ClosedRange<Int>)
    case text([UInt8])
    /// The rest of a private key's first line (RFC 7468, section 3).
    case keyHeader
    /// `USER:PASSWORD@` of a URL (RFC 3986, section 3.2.1).
    case userInformation
  }

  /// With its article, as messages name it.
  let kind: String
  let prefix: [UInt8]
  let pieces: [Piece]

  private init(_ kind: String, _ prefix: String, _ pieces: Piece...) {
    self.kind = kind
    self.prefix = Array(prefix.utf8)
    self.pieces = pieces
  }

  static let awsAccessKey = "an AWS access key"
  static let awsSecretKey = "an AWS secret key"

  /// - Note: Most texts hold none of these; a rule costs nothing where its first byte does not stand.
  static let all: [CredentialRule] = [
    // IAM User Guide, "IAM identifiers", "Unique ID prefixes".
    Self(awsAccessKey, "AKIA", .run(.upperOrDigit, 16...16)),
    Self(awsAccessKey, "ASIA", .run(.upperOrDigit, 16...16)),
    Self("a private key", "-----BEGIN ", .keyHeader),
    // GitHub Docs, "About authentication to GitHub", "GitHub's token formats".
    Self("a GitHub token", "ghp_", .run(.letterOrDigit, 36...251)),
    Self("a GitHub token", "gho_", .run(.letterOrDigit, 36...251)),
    Self("a GitHub token", "ghu_", .run(.letterOrDigit, 36...251)),
    Self("a GitHub token", "ghs_", .run(.letterOrDigit, 36...251)),
    Self("a GitHub token", "ghr_", .run(.letterOrDigit, 36...251)),
    Self(
      "a GitHub token", "github_pat_", .run(.letterOrDigit, 22...22), "_",
      .run(.letterOrDigit, 59...59)),
    // GitLab Docs, "Token prefixes".
    Self("a GitLab token", "glpat-", .run(.base64URLOrDot, 20...300)),
    // Slack, "Token types" and "Sending messages using incoming webhooks".
    Self("a Slack token", "xoxb-", .run(.letterDigitOrDash, 20...255)),
    Self("a Slack token", "xoxp-", .run(.letterDigitOrDash, 20...255)),
    Self("a Slack token", "xoxa-", .run(.letterDigitOrDash, 20...255)),
    Self("a Slack token", "xoxr-", .run(.letterDigitOrDash, 20...255)),
    Self("a Slack token", "xoxe-", .run(.letterDigitOrDash, 20...255)),
    Self("a Slack token", "xoxe.", .run(.letterDigitDashOrDot, 20...255)),
    Self("a Slack token", "xoxs-", .run(.letterDigitOrDash, 20...255)),
    Self("a Slack token", "xapp-", .run(.letterDigitOrDash, 20...255)),
    Self(
      "a Slack webhook", "https://hooks.slack.com/services/T", .run(.upperOrDigit, 8...12), "/B",
      .run(.upperOrDigit, 8...12), "/", .run(.letterOrDigit, 23...25)),
    // Stripe Docs, "API keys" and "Webhooks".
    Self("a Stripe key", "sk_live_", .run(.letterOrDigit, 16...247)),
    Self("a Stripe key", "sk_test_", .run(.letterOrDigit, 16...247)),
    Self("a Stripe key", "rk_live_", .run(.letterOrDigit, 16...247)),
    Self("a Stripe key", "rk_test_", .run(.letterOrDigit, 16...247)),
    Self("a Stripe webhook secret", "whsec_", .run(.base64, 32...128)),
    // Google Cloud, "API keys overview"; Google Identity, "OAuth 2.0".
    Self("a Google API key", "AIza", .run(.base64URL, 35...35)),
    Self("a Google client secret", "GOCSPX-", .run(.base64URL, 28...28)),
    Self("a Google access token", "ya29.", .run(.base64URLOrDot, 20...2048)),
    // RFC 7519: two JSON objects in base64url, which begin with {", and a signature.
    Self(
      "a JSON Web Token", "eyJ", .run(.base64URL, 10...4096), ".eyJ",
      .run(.base64URL, 7...8192), ".", .run(.base64URL, 20...2048)),
    // Package registries: npm Docs, "About access tokens"; PyPI, "API tokens".
    Self("an npm token", "npm_", .run(.letterOrDigit, 36...36)),
    Self("a PyPI token", "pypi-AgE", .run(.base64URL, 50...500)),
    // What else pipelines of data and of models call; each by its issuer's documentation.
    Self("an Anthropic key", "sk-ant-", .run(.base64URL, 32...256)),
    Self("an OpenAI key", "sk-proj-", .run(.base64URL, 40...256)),
    Self("a Hugging Face token", "hf_", .run(.letterOrDigit, 34...34)),
    Self("a SendGrid key", "SG.", .run(.base64URL, 22...22), ".", .run(.base64URL, 43...43)),
    Self("a Databricks token", "dapi", .run(.lowerHexadecimal, 32...32)),
    Self("a DigitalOcean token", "dop_v1_", .run(.lowerHexadecimal, 64...64)),
    Self("a Vault token", "hvs.", .run(.base64URL, 24...512)),
    Self("an Azure storage key", "AccountKey=", .run(.base64, 86...86), "=="),
    Self("a password in a URL", "://", .userInformation),
  ]
}

extension CredentialRule.Piece: ExpressibleByStringLiteral {
  init(stringLiteral text: String) { self = .text(Array(text.utf8)) }
}

/// A set of ASCII bytes.
struct ByteSet: Sendable {
  private let low: UInt64
  private let high: UInt64

  init(_ bytes: some Sequence<UInt8>) {
    var (low, high) = (UInt64(0), UInt64(0))
    for byte in bytes {
      precondition(byte < 128, "a byte of a set is not ASCII")
      if byte < 64 { low |= 1 << byte } else { high |= 1 << (byte - 64) }
    }
    (self.low, self.high) = (low, high)
  }

  func contains(_ byte: UInt8) -> Bool {
    byte < 64 ? low >> byte & 1 == 1 : byte < 128 && high >> (byte - 64) & 1 == 1
  }

  private static let lower = "abcdefghijklmnopqrstuvwxyz"
  private static let upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  private static let digits = "0123456789"
  private static func of(_ parts: String...) -> ByteSet { ByteSet(parts.joined().utf8) }

  static let upperLetters = of(upper)
  static let lowerLetters = of(lower)
  static let digit = of(digits)
  static let upperOrDigit = of(upper, digits)
  static let letterOrDigit = of(lower, upper, digits)
  static let letterDigitOrDash = of(lower, upper, digits, "-")
  static let letterDigitDashOrDot = of(lower, upper, digits, "-.")
  static let lowerHexadecimal = of(digits, "abcdef")
  /// RFC 4648, section 4, without the padding.
  static let base64 = of(lower, upper, digits, "+/")
  /// RFC 4648, section 5, without the padding.
  static let base64URL = of(lower, upper, digits, "-_")
  static let base64URLOrDot = of(lower, upper, digits, "-_.")
  /// What a token goes on with, so that none begins after it.
  static let wordOrDash = base64URL
  static let keyHeader = of(upper, digits, " ")
  static let blanks = of(" \t\r\n")
  /// Where a URL's user information ends, or is none.
  static let urlStops = of(" \t\r\n\"'`<>()[]{}|\\^$%@/?#,;")
}
