import FuzzSupport
import ObsText

@testable import ObsCalibrations

/// Reads curated calibrations: tables (ECSV), YAML with foreign tags, and JSON, as each kind of calibration.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTables(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = unsafe FuzzInput(start, count)
    let formats = CalibrationFormat.allCases
    let problems = Problems(limit: 50)
    let decoder = CuratedDecoder(format: formats[input.choice / 3 % formats.count], problems: problems)
    let result = decoder.read(input.rest, file: ["a.ecsv", "a.yaml", "a.json"][input.choice % 3])
    if result == nil { precondition(problems.hasErrors, "what is not read is told") }
    for problem in problems.sorted { precondition((problem.place?.line ?? 1) >= 1 && !problem.description.isEmpty) }
    return 0
}
