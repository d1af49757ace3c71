import ObsKitConformance
import ObsKitTesting
import ObsMyCam
import Testing

@Suite("MyCam")
struct ConformanceTests {
    @Test(arguments: ConformanceCheck.all)
    func conforms(_ check: ConformanceCheck) { check.verify(MyCam()) }
}
