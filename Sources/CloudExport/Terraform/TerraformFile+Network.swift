// The VPC's subnets that the functions run in, and what they may reach from there.

import PipelineModel
import StatesLanguage

extension TerraformFile {
  /// The subnets of this VPC, never of another one; none at all is an error, as Lambda would take it
  /// for no VPC.
  func subnets(of network: CheckedNetwork) -> JSON {
    let filters =
      [(name: "vpc-id", values: [network.vpc])]
      + network.subnetFilters.map { (name: $0.name, values: $0.values) }
    let found = block([
      "condition": .expression("length(self.ids) > 0"),
      "error_message": .literal("No subnet of \(network.vpc) matches the filters."),
    ])
    return block([
      "private": block([
        "filter": .array(
          filters.map { filter in
            block([
              "name": .literal(filter.name), "values": .array(filter.values.map(JSON.literal)),
            ])
          }), "lifecycle": block(["postcondition": found]),
      ])
    ])
  }

  func networkResources(_ network: CheckedNetwork) -> [Resource] {
    let group = Resource(
      "aws_security_group", "functions",
      block([
        "//": "What the functions may reach. Nothing may reach them.",
        "name_prefix": .string(shortened(pipeline.name, limit: 70) + "_functions_"),
        "description": .string("Lambda functions of the pipeline \(pipeline.name)"),
        "vpc_id": .literal(network.vpc),
      ]))
    let rules = network.outbound.enumerated().map { index, range in
      Resource(
        "aws_vpc_security_group_egress_rule", "functions_\(index + 1)",
        block([
          "security_group_id": .expression("aws_security_group.functions.id"),
          "description": .literal("To \(range)"), "ip_protocol": "-1",
          "cidr_ipv4": range.contains(":") ? nil : .literal(range),
          "cidr_ipv6": range.contains(":") ? .literal(range) : nil,
        ]))
    }
    return [group] + rules
  }
}
