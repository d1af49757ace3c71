import Testing

@testable import ObsFITS
