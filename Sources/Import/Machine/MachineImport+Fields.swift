// The fields of imported steps and of their pipeline: what the machine, its zips and Terraform say.

import CloudExport
import PipelineModel
import StatesLanguage

extension MachineImport {
  mutating func fields(
    of said: MachineStep, _ bundle: BundleSource?, _ function: TerraformFunction?
  ) -> StepFields {
    var fields: StepFields = [:]
    if let function {
      fields[.runtime] = function.runtime.map { .text($0) }
      fields[.memory] = function.memory.map { .integer($0) }
      fields[.storage] = function.storage.map { .integer($0) }
      fields[.architecture] = function.architecture.map { .text($0) }
      if !function.layers.isEmpty { fields[.layers] = .list(function.layers.map { .text($0) }) }
      fields[.env] = variables(of: said, function)
      fields[.policies] = policies(of: said, function)
    }
    if let timeout = function?.timeout {
      fields[.timeout] = .integer(timeout)
    } else if let timeout = said.timeout {
      // Ours leaves half a minute for the way to the function and back.
      let isOurs = bundle?.machine == "nested" || said.event.isOurs && timeout > 30
      let seconds = isOurs ? timeout - 30 : timeout
      if (1...900).contains(seconds) { fields[.timeout] = .integer(seconds) }
    }
    return fields
  }

  private mutating func variables(of said: MachineStep, _ function: TerraformFunction) -> Value? {
    var entries: [Value.Entry] = []
    for variable in function.variables {
      guard let text = variable.value.string?.terraformText else {
        report(
          "import-env",
          "The variable \(variable.key) of \"\(said.name)\" is an expression of Terraform",
          mend: "Write its value into env:", at: place(said.name), isError: false)
        continue
      }
      entries.append(.init(variable.key.terraformText ?? variable.key, .text(text)))
    }
    return entries.isEmpty ? nil : .mapping(entries)
  }

  private mutating func policies(of said: MachineStep, _ function: TerraformFunction) -> Value? {
    let read = function.policies.compactMap { text -> Value? in
      guard let plain = text.terraformText, let json = parsedJSON(Array(plain.utf8)) else {
        report(
          "import-policy", "A policy of \"\(said.name)\" is an expression of Terraform",
          mend: "Write the policy into policies:", at: place(said.name), isError: false)
        return nil
      }
      return Value(json)
    }
    return read.isEmpty ? nil : .list(read)
  }

  mutating func fields(_ definition: JSON, _ walk: MachineWalk, _ inputs: MachineInputNames)
    -> [PipelineField: Value]
  {
    let (name, isChanged) = machineName(source.name)
    if isChanged {
      report(
        "import-name", "\"\(source.name)\" can't be a pipeline's name; it is called \(name)",
        mend: "Give it another name if you want", at: nil, isError: false)
    }
    var fields: [PipelineField: Value] = [.pipeline: .text(name)]
    fields[.description] = definition["Comment"]?.string.map { .text($0) }
    fields[.inputs] = inputs.value
    if bundles.contains(where: { $0?.machine == "layers" }) {
      fields[.machine] = .text(MachineForm.layers.rawValue)
    }
    if bundles.contains(where: { $0?.template != nil }) {
      fields[.template] = .text(Self.templatePath)
    }
    let isOurs = walk.steps.indices.allSatisfy { step in
      bundles[step].map { $0.machine == "nested" } ?? walk.steps[step].event.isOurs
    }
    if isOurs, case .object(let entries) = walk.result, entries.count < walk.steps.count {
      fields[.output] = .text(OutputForm.last.rawValue)
    }
    guard let terraform = source.terraform, let machine = source.machine else { return fields }
    fields[.schedule] = terraform.schedule(of: machine).map { .text($0) }
    if let region = terraform.region, .text(region) != PipelineField.region.schema.defaultValue {
      fields[.region] = .text(region)
    }
    fields[.network] = terraform.network.map { Value($0) }
    let settings = beside("versions.tf.json").flatMap(parsedJSON)
    fields[.backend] = (settings.flatMap { TerraformSource($0).backend } ?? terraform.backend).map {
      Value($0)
    }
    return fields
  }
}
