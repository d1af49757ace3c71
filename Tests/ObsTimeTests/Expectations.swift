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

/// Numbers that files and programs contain by mistake.
let hostileNumbers: [Double] = [
    .nan, .infinity, -.infinity, 1e300, -1e300, .greatestFiniteMagnitude, 1e19, -1e19, 9.3e18, 1e10, -1e10,
    .leastNonzeroMagnitude, -0.0,
]
