package import ObsDocuments

/// The keys of an entry of `detection:`.
package enum DetectionKeys {
    static let when = FileKey(
        "when", .condition, "A condition over the cards alone.", example: "{card: INSTRUME, equals: DECam}")
    static let weight = FileKey("weight", .integer(1...1000), "How sure the condition is.", example: "100")

    /// A way of detection.
    package static let way = MappingFormat(
        "a way of detection", "A condition that holds for headers of the instrument.", [when, weight],
        needs: [when, weight])
}
