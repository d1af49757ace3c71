import Testing

@testable import ObsYAML
