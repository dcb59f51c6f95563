import CloudExport
import Diagnostics
import PipelineModel
import StatesLanguage
import TestSupport
import Testing

struct TerraformTests {
  @Test func `a pipeline becomes a machine, and each step a function with role and logs`() throws {
    let export = try Exported(checkedPipeline("a, b<-a"))
    let perStep = [
      "aws_lambda_function", "aws_iam_role", "aws_iam_role_policy", "aws_cloudwatch_log_group",
    ]
    var expected = Set(perStep.flatMap { [$0 + ".alambda", $0 + ".blambda"] })
    expected.formUnion([
      "aws_sfn_state_machine.state_machine", "aws_iam_role.state_machine",
      "aws_iam_role_policy.state_machine", "aws_cloudwatch_log_group.state_machine",
    ])
    #expect(export.addresses == expected)
    #expect(
      export.tree.files.map(\.path) == [
        ".checkov.yaml", "definition.asl.json", "functions/a.zip", "functions/b.zip",
        "main.tf.json", "versions.tf.json",
      ])
  }

  @Test func `a function has what its step says`() throws {
    let export = try Exported(
      checkedPipeline(
        "a",
        steps: [
          .runtime: .text("python3.12"), .memory: .integer(2048), .timeout: .integer(60),
          .storage: .integer(1024), .architecture: .text("arm64"),
          .env: .mapping([.init("STAGE", .text("${prod}"))]),
          .layers: .list([.text("arn:aws:lambda:us-east-1:123456789012:layer:pandas:4")]),
        ]))
    let function = try #require(export.resource("aws_lambda_function", "alambda"))
    #expect(
      String(decoding: function.write(.readable), as: UTF8.self) == """
        {
          "//": "Step a",
          "function_name": "test_a",
          "description": "Step a of the pipeline test",
          "role": "${aws_iam_role.alambda.arn}",
          "filename": "${path.module}/functions/a.zip",
          "source_code_hash": "${filebase64sha256(\\"${path.module}/functions/a.zip\\")}",
          "handler": "index.lambda_handler",
          "runtime": "python3.12",
          "architectures": [
            "arm64"
          ],
          "memory_size": 2048,
          "timeout": 60,
          "ephemeral_storage": {
            "size": 1024
          },
          "layers": [
            "arn:aws:lambda:us-east-1:123456789012:layer:pandas:4"
          ],
          "environment": {
            "variables": {
              "STAGE": "$${prod}",
              "VAULT_AUTH_ROLE": "${aws_iam_role.alambda.name}"
            }
          },
          "tracing_config": {
            "mode": "Active"
          },
          "depends_on": [
            "aws_cloudwatch_log_group.alambda",
            "aws_iam_role_policy.alambda"
          ]
        }
        """)
  }

  @Test func `VAULT_AUTH_ROLE is what the person sets`() throws {
    let export = try Exported(
      checkedPipeline("a", steps: [.env: .mapping([.init("VAULT_AUTH_ROLE", .text("mine"))])]))
    let variables = export.resource("aws_lambda_function", "alambda")?["environment"]?["variables"]
    #expect(variables == .object([.init("VAULT_AUTH_ROLE", .string("mine"))]))
  }

  @Test func `the definition is the one that asl prints`() throws {
    let pipeline = try checkedPipeline("a, b<-a, c<-a, d<-b+c")
    let identifiers = TerraformIdentifiers(pipeline)
    let machine = stateMachine(for: pipeline, functionName: identifiers.functionARN)
    #expect(try Exported(pipeline).tree["definition.asl.json"] == machine.text() + [0x0A])
  }

  @Test func `what looks like a template in the person's words stays what it is`() throws {
    let texts: [Value.Entry] = [
      .init("a", .mapping([.init("default", .text("${x} %{if} $${y}"))])),
      .init("FunctionName", .mapping([.init("default", .text("${aws_lambda_function.a}"))])),
    ]
    let export = try Exported(
      checkedPipeline("a", top: [.description: .text("50%{x}"), .inputs: .mapping(texts)]))
    let definition = export.text("definition.asl.json")
    #expect(definition.contains(#""Comment": "50%%{x}""#))
    #expect(definition.contains(#""a": "$${x} %%{if} $$${y}""#))
    #expect(definition.contains(#""FunctionName": "$${aws_lambda_function.a}""#))
    #expect(definition.contains(#""FunctionName": "${aws_lambda_function.alambda.arn}""#))
  }

  @Test func `a schedule starts the machine with an empty input and may do nothing else`() throws {
    let export = try Exported(checkedPipeline("a", top: [.schedule: .text("rate(2 minutes)")]))
    let rule = export.resource("aws_cloudwatch_event_rule", "schedule")
    #expect(rule?["schedule_expression"] == .string("rate(2 minutes)"))
    #expect(export.resource("aws_cloudwatch_event_target", "schedule")?["input"] == .string("{}"))
    #expect(
      try export.statements("schedule") == [
        "states:StartExecution ${aws_sfn_state_machine.state_machine.arn}"
      ])
  }

  @Test func `subnets are those of the VPC, whatever else filters them`() throws {
    let network = Value.mapping([
      .init("vpc", .text("vpc-1")), .init("outbound", .list([.text("10.0.0.0/8"), .text("::/0")])),
    ])
    let export = try Exported(checkedPipeline("a", top: [.network: network]))
    let filters = export.main["data"]?["aws_subnets"]?["private"]?["filter"]
    #expect(
      filters
        == .array([
          .object([.init("name", .string("vpc-id")), .init("values", .array([.string("vpc-1")]))])
        ]))
    #expect(
      export.resource("aws_vpc_security_group_egress_rule", "functions_2")?["cidr_ipv6"]
        == .string("::/0"))
    #expect(export.resource("aws_lambda_function", "alambda")?["vpc_config"] != nil)
  }

  @Test(arguments: ["s3", "remote", "azurerm"])
  func `a backend of any type is passed on`(type: String) throws {
    let settings = Value.mapping([.init("key", .text("a${b}"))])
    let export = try Exported(
      checkedPipeline("a", top: [.backend: .mapping([.init(type, settings)])]))
    let terraform = try JSON.parse(export.tree["versions.tf.json"] ?? [])["terraform"]
    #expect(terraform?["backend"]?[type]?["key"] == .string("a$${b}"))
    #expect(terraform?["required_version"]?.string != nil)
  }

  @Test func `HCP Terraform has a block of its own`() throws {
    let settings = Value.mapping([.init("organization", .text("acme"))])
    let export = try Exported(
      checkedPipeline("a", top: [.backend: .mapping([.init("cloud", settings)])]))
    let terraform = try JSON.parse(export.tree["versions.tf.json"] ?? [])["terraform"]
    #expect(terraform?["cloud"]?["organization"] == .string("acme"))
    #expect(terraform?["backend"] == nil)
  }

  @Test(arguments: [("python3.13", ">= 5.100, < 7"), ("python3.14", ">= 6.21, < 7")])
  func `the provider is one that knows the runtime`(runtime: String, range: String) throws {
    let export = try Exported(checkedPipeline("a", steps: [.runtime: .text(runtime)]))
    let terraform = try JSON.parse(export.tree["versions.tf.json"] ?? [])["terraform"]
    #expect(terraform?["required_providers"]?["aws"]?["version"] == .string(range))
  }

  @Test func `a policy of the person's is the role's own`() throws {
    let text = """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject",
       "Resource": "arn:aws:s3:::b/${aws:username}"}]}
      """
    let export = try Exported(
      checkedPipeline(
        "a", steps: [.policies: .list([.text("p.json")])], files: ["p.json": text]))
    let policy = export.resource("aws_iam_role_policy", "alambda_policy_1")
    #expect(policy?["policy"]?.string?.contains("b/$${aws:username}") == true)
    #expect(policy?["role"] == .string("${aws_iam_role.alambda.id}"))
    let waits = export.resource("aws_lambda_function", "alambda")?["depends_on"]?.array ?? []
    #expect(waits.contains(.string("aws_iam_role_policy.alambda_policy_1")))
  }

  @Test(arguments: [
    ("{\"Version\": 1", "policy-json"), ("{}", "policy-statement"), ("[1]", "policy-statement"),
  ])
  func `a policy that is none is told before anything is written`(text: String, code: String) throws
  {
    let pipeline = try checkedPipeline(
      "a", steps: [.policies: .list([.text("p.json")])], files: ["p.json": text])
    let result = TerraformExporter().export(pipeline, files: [:], durations: [:])
    #expect(result.tree == nil)
    #expect(result.diagnostics.map(\.code) == [code])
  }
}
