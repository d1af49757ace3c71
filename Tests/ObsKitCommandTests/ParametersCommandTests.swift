import TestSupport
import Testing

@Suite("obskit parameters")
struct ParametersCommandTests {
    @Test("lists the tasks of an instrument")
    func tasks() throws {
        let run = try Obskit.run("parameters", "HSC")
        #expect(run.status == 0)
        #expect(
            run.output.split(separator: "\n").map { $0.split(separator: ":")[0] } == [
                "astrometry", "isr", "photometry",
            ])
        let none = try Obskit.run("parameters", "SDSS")
        #expect(none.status == 0 && none.output.isEmpty)
        #expect(none.diagnostics == "obskit: note: SDSS has no parameters\n")
    }

    @Test("shows values, and with --explain the layer, file and line of each")
    func explain() throws {
        let short = try Obskit.run("parameters", "DECam", "astrometry")
        #expect(short.status == 0)
        #expect(
            short.output == """
                parameter                  value
                pixel_scale_arcsec         0.263
                order                      4
                rejections                 3
                maximum_rotation_deg       1.0
                maximum_offset_px          250.0
                maximum_reference_objects  65536

                """)
        let long = try Obskit.run("parameters", "LATISS", "astrometry", "--explain", "--set", "order=5")
        #expect(long.status == 0)
        try expectSnapshot(long.output, "parameters-explain.txt")
    }

    @Test("gives numbers, not their text, as JSON")
    func json() throws {
        let run = try Obskit.run("parameters", "DECam", "photometry", "--explain", "--format", "json", "--filter", "z")
        #expect(run.status == 0)
        try expectSnapshot(run.output, "parameters.json")
        let values = (try run.json() as? [String: Any])?["values"] as? [String: Any]
        #expect(values?["minimum_colour_mag"] as? [String: Double] == ["g-r": 0])
    }

    @Test(
        "ends with 2 when the call is wrong",
        arguments: [
            (["DECam", "izr"], "obskit: error: DECam has no parameters of a task 'izr'; did you mean 'isr'?\n"),
            (["DECm", "isr"], "obskit: error: there is no instrument 'DECm'; did you mean 'DECam'?\n"),
            (
                ["DECam", "isr", "--detector", "N99"],
                "obskit: error: DECam has no detector 'N99'; did you mean 'N19'?\n"
            ),
            (
                ["DECam", "isr", "--set", "crosstalk.matrix=[1]"],
                "--set crosstalk.matrix=[1]:1:1: error: 'crosstalk.matrix' of isr is no parameter; what changes with time is a calibration: certify one with obskit calib certify (kind crosstalk)\n"
            ),
        ] as [([String], String)])
    func wrongCall(_ arguments: [String], _ message: String) throws {
        let run = try Obskit.run(["parameters"] + arguments)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.diagnostics == message)
    }

    @Test("takes the schema of the task's owner from a file")
    func schema() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "schema: obskit/task/1\ntask: stack\nabout: Stacks.\nparameters: [{name: depth, about: x, type: integer, default: 3}]\n",
            to: "stack.yaml")
        let run = try Obskit.run(["parameters", "HSC", "stack", "--schema", "stack.yaml"], in: folder.path)
        #expect(run.output == "parameter  value\ndepth      3\n")
        try folder.write("schema: obskit/task/1\ntask: stack\nabout: Stacks.\n", to: "stack.yaml")
        let broken = try Obskit.run(["parameters", "HSC", "stack", "--schema", "stack.yaml"], in: folder.path)
        #expect(broken.status == 1)
        #expect(broken.diagnostics == "stack.yaml:1:1: error: a task: key 'parameters' is missing\n")
    }
}
