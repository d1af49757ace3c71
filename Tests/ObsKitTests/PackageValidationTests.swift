import ObsKit
import PackageSupport
import Testing

@Suite("Validation of a package")
struct PackageValidationTests {
    @Test("stands in no file of another package")
    func bases() throws {
        // The base is in order; what the package adds makes a circle of its rules.
        let package = SamplePackage().replacing([
            "translation.yaml":
                "schema: obskit/translation/2\nextends: ▸Standard:translation.yaml\nproperties:\n"
                + ObservationPropertyNames.others.map { "  \($0): null\n" }.joined()
                + "  observation_counter: {property: group_counter_end}\n"
        ])
        let found = try messages(of: package).filter { $0.contains("circle") }
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("embedded:") == false, "\(found)")
    }

    @Test("goes on where package.yaml or instrument.yaml cannot be read")
    func broken() throws {
        for (file, text) in [("package.yaml", "schema: ["), ("instrument.yaml", "schema: [")] {
            let found = try diagnostics(
                of: SamplePackage().replacing([file: text, "filters.yaml": "schema: obskit/filters/1\nfilters: 5"]))
            #expect(found.contains("error wrong-type filters.yaml:2:10"), "\(found)")
            #expect(found.contains { $0.hasPrefix("error syntax \(file)") }, "\(found)")
        }
    }
}

/// The properties that the base Standard leaves to instruments.
private enum ObservationPropertyNames {
    static let others = [
        "exposure_id", "visit_id", "physical_filter", "exposure_time", "dark_time", "boresight_airmass",
        "boresight_rotation_angle", "boresight_rotation_coord", "detector_num", "detector_name", "detector_serial",
        "detector_group", "detector_exposure_id", "object", "temperature", "pressure", "relative_humidity",
        "tracking_radec",
        "altaz_begin", "science_program", "observation_type", "observation_id",
    ]
}
