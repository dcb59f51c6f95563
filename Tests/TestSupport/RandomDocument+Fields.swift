// The fields of a random pipeline file, each in the ways that people write it.

extension RandomDocument {
  mutating func description(_ depth: Int, _ random: inout some RandomNumberGenerator) {
    let deep = blanks(depth + indent)
    switch Int.random(in: 0..<6, using: &random) {
    case 0:
      lines += [blanks(depth) + "description: >", deep + "What it does,", deep + "all of it."]
    case 1: lines += [blanks(depth) + "description: What it does,", deep + "on lines"]
    case 2:
      lines += [blanks(depth) + "description: \"in quotes,", deep + "on lines\"" + tail(&random)]
    case 3: lines += [blanks(depth) + "description:" + tail(&random), deep + "below  # tail"]
    case 4: add(depth, "description: 数据 — ünïcode, \u{1F600}", &random)
    default: add(depth, "description: " + scalar("What it does: all of it", &random), &random)
    }
  }

  mutating func inputs(_ random: inout some RandomNumberGenerator) {
    if chance(0.5, &random) {
      add(0, "inputs: {date: {default: today}, who: {}}", &random)
    } else {
      add(0, "inputs:", &random)
      add(indent, "date: {default: today}", &random)
      add(indent, "who:", &random)
    }
  }

  mutating func retry(_ random: inout some RandomNumberGenerator) {
    guard chance(0.3, &random) else { return }
    switch Int.random(in: 0..<3, using: &random) {
    case 0: add(indent * 2, "retry: 3", &random)
    case 1: add(indent * 2, "retry: { attempts: 3, interval: 15 }", &random)
    default:
      add(indent * 2, "retry:", &random)
      add(indent * 3, "attempts: 3", &random)
      add(indent * 3, "backoff: 1.50", &random)
    }
  }

  mutating func policies(_ random: inout some RandomNumberGenerator) {
    guard chance(0.25, &random) else { return }
    if chance(0.4, &random) { return list("policies", ["policies/a.json", "\"b.json\""], &random) }
    add(indent * 2, "policies:", &random)
    let dash = blanks(indent * 2 + 2)
    lines += [
      dash + "- Statement:" + tail(&random), dash + "    - Effect: Allow",
      dash + "      Action: [s3:GetObject, 's3:ListBucket']", dash + "      # which ones",
      dash + "      Resource: \"*\"" + tail(&random),
    ]
    if chance(0.5, &random) { lines.append(dash + "- policies/b.json" + tail(&random)) }
  }

  /// A value with an anchor, or an alias of it.
  mutating func anchored(
    _ key: String, _ value: String, _ random: inout some RandomNumberGenerator
  ) {
    if let name = anchors[key], chance(0.5, &random) {
      add(indent * 2, "\(key): *\(name)", &random)
    } else if anchors[key] == nil, chance(0.15, &random) {
      anchors[key] = "the-\(key)"
      add(indent * 2, "\(key): &the-\(key) \(value)", &random)
    } else {
      add(indent * 2, "\(key): \(value)", &random)
    }
  }

  /// A flow collection over several lines, with comments.
  mutating func braces(
    _ key: String, _ items: [String], isMapping: Bool = false,
    _ random: inout some RandomNumberGenerator
  ) {
    lines.append(blanks(indent * 2) + key + ": " + (isMapping ? "{" : "[") + tail(&random))
    for (number, item) in items.enumerated() {
      if chance(0.15, &random) { lines.append(blanks(indent * 3) + "# inside") }
      let isLast = number == items.count - 1
      let comma = isLast && chance(0.6, &random) ? "" : ","
      lines.append(blanks(indent * 3) + item + comma + tail(&random))
    }
    lines.append(blanks(indent * 2 + 1) + (isMapping ? "}" : "]") + tail(&random))
  }

  /// Arguments as items of several lines.
  mutating func blockArguments(
    _ earlier: [String], _ random: inout some RandomNumberGenerator
  ) {
    guard let step = earlier.randomElement(using: &random) else { return }
    add(indent * 2, "args:", &random)
    let dash = blanks(indent * 2)
    lines += [
      dash + "- from: " + scalar(step, inFlow: true, &random) + tail(&random),
      dash + "  pick: a.b[0]", dash + "# between", dash + "-   {input: date}" + tail(&random),
      dash + "- |", dash + "  several", dash + "  lines",
    ]
  }

  mutating func environment(_ random: inout some RandomNumberGenerator) {
    guard chance(0.5, &random) else { return }
    if chance(0.3, &random) {
      anchored("env", "{STAGE: prod}", &random)
    } else if chance(0.3, &random) {
      braces("env", ["STAGE: prod", "WHERE: 'here'", "\"A\": b"], isMapping: true, &random)
    } else if chance(0.5, &random) {
      add(indent * 2, "env: {STAGE: prod, WHERE: \"here\"}", &random)
    } else {
      add(indent * 2, "env:", &random)
      add(indent * 3, "STAGE: " + scalar("prod", &random), &random)
      add(indent * 3, "WHERE: " + scalar("a: b # c", &random), &random)
    }
  }

  // MARK: JSON

  /// The whole file in braces.
  mutating func writeBraces(_ random: inout some RandomNumberGenerator) {
    lines += ["{", "  \"pipeline\": \"p\"," + tail(&random), "  \"steps\": {"]
    let names = stepNames(&random)
    for (number, name) in names.enumerated() {
      let need = number > 0 && chance(0.5, &random) ? ", \"needs\": [\"\(names[number - 1])\"]" : ""
      let comma = number < names.count - 1 ? "," : ""
      lines.append(
        "    \"\(name)\": {\"code\": \"def f(): pass\"\(need)}" + comma + tail(&random))
    }
    lines += ["  }" + tail(&random), "}"]
  }

  mutating func stepsInBraces(
    _ names: [String], _ random: inout some RandomNumberGenerator
  ) {
    let steps = names.map { "\"\($0)\": {code: \"def f(): pass\", memory: 256}" }
    let separator = chance(0.5, &random) ? ", " : ",\n" + blanks(indent)
    lines += ("steps: {" + steps.joined(separator: separator) + "}").split(separator: "\n")
      .map(String.init)
  }
}
