import Testing

@testable import ObsTime
