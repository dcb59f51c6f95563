// The variables that a step's process has: what Lambda sets, what the step declares, and of the
// person's own only what reaching AWS and finding programs needs. A variable that exists only on this
// machine would let a step work here and fail there.

package import PipelineModel

package struct LambdaEnvironment {
  /// Taken over from the person's environment: programs, home (for `~/.aws`), certificates, proxies.
  private static let kept: Set<String> = [
    "PATH", "HOME", "USER", "LOGNAME", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR",
    "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY",
    "http_proxy", "https_proxy", "no_proxy", "all_proxy",
  ]

  /// What all steps of a run have: `AWS_…` too (profile, credentials, endpoints), except what Lambda
  /// itself sets. After the Lambda developer guide, "Environment variables".
  package static func common(to pipeline: CheckedPipeline, person: [String: String])
    -> [String: String]
  {
    var variables = person.filter { kept.contains($0.key) || $0.key.hasPrefix("AWS_") }
    variables["AWS_REGION"] = pipeline.region
    variables["AWS_DEFAULT_REGION"] = pipeline.region
    variables["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST"
    variables["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand"
    variables["_HANDLER"] = "index.lambda_handler"
    variables["TZ"] = ":UTC"
    variables["LANG"] = "en_US.UTF-8"
    return variables
  }

  /// What one step has besides, its own variables last.
  /// - Parameter folder: of the process; holds `task` and `tmp`.
  package static func own(of step: CheckedStep, function: String, folder: String)
    -> [(name: String, value: String)]
  {
    [
      ("AWS_LAMBDA_FUNCTION_NAME", function),
      ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String(step.memory)),
      ("AWS_EXECUTION_ENV", "AWS_Lambda_\(step.runtime)"),
      ("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/\(function)"),
      ("AWS_LAMBDA_LOG_STREAM_NAME", "local"),
      ("LAMBDA_TASK_ROOT", folder + "/task"), ("TMPDIR", folder + "/tmp"),
    ] + step.environment.map { ($0.name, $0.value) }
  }
}
