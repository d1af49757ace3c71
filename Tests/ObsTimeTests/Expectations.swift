import Testing

@testable import ObsTime

/// Checks that the body throws a `TimeError` of a code, and gives it back so that its message can be looked at.
@discardableResult
func expectTimeError(
    _ code: TimeError.Code, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) -> TimeError? {
    let error = #expect(throws: TimeError.self, sourceLocation: sourceLocation) { try body() }
    #expect(error?.code == code, sourceLocation: sourceLocation)
    return error
}

/// Generated cases: the same ones in every run.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Numbers that files and programs contain by mistake.
let hostileNumbers: [Double] = [
    .nan, .infinity, -.infinity, 1e300, -1e300, .greatestFiniteMagnitude, 1e19, -1e19, 9.3e18, 1e10, -1e10,
    .leastNonzeroMagnitude, -0.0,
]
