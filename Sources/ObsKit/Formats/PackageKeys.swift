internal import ObsDocuments

/// The keys of package.yaml.
enum PackageKeys {
    static let name = FileKey("name", .text, "The package's name, by which others extend it.", example: "DECam")
    static let version = FileKey("version", .text, "The package's version.", example: "1.0.0")
    static let about = FileKey(
        "about", .text, "What the package is, in a sentence.", default: "nothing is said",
        example: "The Dark Energy Camera.")
    static let requires = FileKey(
        "requires", .mapping(requirements), "What the package needs.", example: "{obskit: 1}")
    static let instruments = FileKey(
        "instruments", .elements(KeyForm<Node>.node("a name", schema: Schema.text).or(.mapping(instrument))),
        "The instruments, by their names (their files are beside package.yaml, or in a folder of that name) or with their folders.",
        example: "[LSSTCam, {name: LATISS, folder: latiss}]")

    static let file = FileFormat(
        "obskit/package/1", at: "package.yaml", "package.yaml",
        "What a camera package is: its name, its version, the instruments that it describes.",
        [name, version, about, requires, instruments], needs: [name, version, requires, instruments],
        example: """
            schema: obskit/package/1
            name: Example
            version: 1.0.0
            about: A camera of two chips on a telescope of one meter.
            # The version of the package format, and the oldest release that reads this.
            requires: {obskit: 1, release: 0.1.0}
            instruments: [Example]

            """)

    static let obskit = FileKey(
        "obskit", KeyForm<Int>("`1`", schema: #""const": 1"#, { $0.integer($1) }),
        "The version of the package format.", example: "1")
    static let release = FileKey(
        "release",
        .node("three numbers", schema: #""type": "string", "pattern": "^[0-9]+\\.[0-9]+\\.[0-9]+$""#),
        "The oldest release of ObsKit that reads the package.", default: "any", example: "0.1.0")
    static let hooks = FileKey(
        "hooks",
        .node(
            "names of packages, each with a whole number",
            schema:
                #""type": "object", "propertyNames": {"minLength": 1}, "additionalProperties": {\#(Schema.integer(1...Int(Int32.max)))}"#
        ),
        "For each package whose Swift rules are needed, their version.", default: "none", example: "{DECam: 1}")

    /// What a package needs.
    static let requirements = MappingFormat(
        "requires", "What a package needs.", [obskit, release, hooks], needs: [obskit])

    static let instrumentName = FileKey("name", .text, "The instrument's name.", example: "LATISS")
    static let folder = FileKey("folder", .text, "The folder of its files inside the package.", example: "latiss")

    /// An instrument whose folder is not called as it is.
    static let instrument = MappingFormat(
        "an instrument", "An instrument whose folder is not called as it is.", [instrumentName, folder],
        needs: [instrumentName, folder])
}
