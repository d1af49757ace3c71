import CalibrationSupport
import ObsCalibrations
import TestSupport
import Testing

@testable import ObsRegistry

@Suite("Plans by which a registry is read")
struct ReadingPlanTests {
    @Test("Certifications of a collection and a kind are read without those of others")
    func certifications() throws {
        let backend = try RegistryBackend(.begin, "1a")
        let plan = try backend.registry.read { reading in
            try reading.database.statement("EXPLAIN QUERY PLAN " + RegistryReading.certificationsSQL).map(
                of: "plan", Int64(1), Int64(1), Int64(1), Int64(10), Int64(0)
            ) { try $0.text(3) }
        }
        #expect(
            plan.contains { $0.contains("SEARCH c USING PRIMARY KEY (collection=? AND key_set=? AND begin_ns<?)") },
            "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN c") && !$0.hasPrefix("SCAN collections") }, "\(plan)")
    }
}
