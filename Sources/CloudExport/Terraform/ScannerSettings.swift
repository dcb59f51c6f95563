// What security scanners should know: which of checkov's checks ask for something that is the
// person's to decide or that has no use here, and why. Checkov reads the file in the folder it scans.

import PipelineModel

struct ScannerSettings {
  static let path = ".checkov.yaml"
  let bytes: [UInt8]

  init(_ pipeline: CheckedPipeline) {
    var text =
      "# Checks that do not apply to this export, or that are yours to decide.\nskip-check:\n"
    for (check, reason) in Self.table where check != "CKV_AWS_117" || pipeline.network == nil {
      text += "  - \(check)  # \(reason)\n"
    }
    text += """
      # Checkov can't read required_version in JSON. There are no resources in that file.
      skip-path:
        - versions.tf.json

      """
    bytes = Array(text.utf8)
  }

  /// The check's identifier and why it is left out.
  static let table: KeyValuePairs<String, String> = [
    "CKV_AWS_115": "reserved concurrency takes from the account's other functions",
    "CKV_AWS_116": "the functions are invoked synchronously; a dead letter queue would stay empty",
    "CKV_AWS_117": "the functions need no VPC unless the pipeline names a network",
    "CKV_AWS_158": "log groups are encrypted with AWS's key; a key of your own costs extra",
    "CKV_AWS_173": "variables are encrypted with AWS's key; a key of your own costs extra",
    "CKV_AWS_272": "code signing needs a signing profile of yours",
  ]
}
