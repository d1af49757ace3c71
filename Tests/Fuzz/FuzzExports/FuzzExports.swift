import FuzzSupport
import ObsCalibrations
import ObsDocuments
import ObsText

/// Reads exports of calibrations, as JSON and as YAML; what is taken is exported and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzExports(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe FuzzInput(start, count)
    let document =
        try? input.choice % 2 == 0
        ? Document.json(input.rest, file: "export", limits: limits)
        : Document.yaml(input.rest, file: "export", limits: limits)
    guard let document else { return 0 }
    let problems = Problems(limit: 50)
    let set = CalibrationSet(export: document.root, problems: problems)
    precondition(set != nil || problems.hasErrors, "what is not read is told")
    _ = problems.sorted.map(\.description)
    return 0
}

private let limits = Limits(nodes: 20_000)
