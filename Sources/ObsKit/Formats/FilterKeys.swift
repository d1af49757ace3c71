internal import ObsDocuments

/// The keys of filters.yaml.
enum FilterKeys {
    static let extends = FileKey<String>.extends("../base/filters.yaml")
    static let filters = FileKey(
        "filters", .list(filter), "The filters; one of a name that the base has replaces it.",
        example: "[{name: r1, band: r}]")
    static let elements = FileKey(
        "elements", .list(filter), "What can stand in a wheel and is no filter by itself.", default: "nothing",
        example: "[{name: empty, band: white}]")
    static let wheels = FileKey(
        "wheels", .list(wheel),
        "Wheels behind each other, whose elements make filters together; they replace the base's wheels.",
        default: "none", example: "[{elements: [[a, b], [c, d]], separator: '~', band: '{1}'}]")

    static let file = FileFormat(
        "obskit/filters/1", at: "filters.yaml", "filters.yaml", "The physical filters of an instrument.",
        [extends, filters, elements, wheels], needs: [filters],
        example: """
            schema: obskit/filters/1
            filters:
              - {name: g2, band: g, aliases: [green], central_wavelength_nm: 475, width_nm: 140}
              - {name: shut, band: opaque, aliases: ['NONE'], opaque: true}
            elements:
              - {name: empty, band: white}
              - {name: grating, band: white}
            # The header of an exposure through both wheels says g2~grating.
            wheels:
              - {elements: [[g2, empty], [empty, grating]], separator: '~', band: '{1}'}

            """)

    static let name = FileKey("name", .text, "The name, as the header gives it.", example: "r1")
    static let band = FileKey(
        "band", .text, "The band that it stands for. It is needed, unless the filter is removed.", example: "r")
    static let aliases = FileKey(
        "aliases", .texts, "Other names of the same filter.", default: "none", example: "[red]")
    static let centralWavelength = FileKey(
        "central_wavelength_nm", .wavelength, "The central wavelength.", unit: "nanometers", default: "not known",
        example: "625")
    static let width = FileKey(
        "width_nm", .wavelength, "The full width.", unit: "nanometers", default: "not known", example: "140")
    static let opaque = FileKey(
        "opaque", .truth, "Whether it lets no light through.", default: "`false`", example: "true")
    static let remove = FileKey(
        "remove", .truth, "Takes the base's filter of this name away.", default: "`false`", example: "true")

    /// A filter.
    static let filter = MappingFormat(
        "a filter", "A physical filter, or an element of a wheel.",
        [name, band, aliases, centralWavelength, width, opaque, remove], needs: [name],
        rules:
            #""anyOf": [{"required": ["band"]}, {"properties": {"remove": {"const": true}}, "required": ["remove"]}]"#)

    static let wheelElements = FileKey(
        "elements",
        .node(
            "a list of lists of names",
            schema: Schema.array(
                Schema.array(Schema.text, #""minItems": 1, "uniqueItems": true"#), #""minItems": 2"#)),
        "For each wheel, the names of its elements.", example: "[[g2, empty], [empty, grating]]")
    static let separator = FileKey(
        "separator", KeyForm<String>("a text", schema: Schema.text + #", "minLength": 1"#, { $0.string($1) }),
        "What stands between the names in the name of a combination.", example: "'~'")
    static let wheelBand = FileKey(
        "band", .node("a text", schema: Schema.text),
        "The band of a combination: `{1}` is the band of the first element.", example: "'{1}'")

    /// Wheels behind each other.
    static let wheel = MappingFormat(
        "wheels", "Wheels behind each other.", [wheelElements, separator, wheelBand],
        needs: [wheelElements, separator, wheelBand])
}

extension KeyForm where Value == Double {
    /// A wavelength in nanometers.
    static var wavelength: Self {
        Self("a number above 0", schema: #""type": "number", "exclusiveMinimum": 0"#) { node, problems in
            guard let number = node.double(problems) else { return nil }
            if number > 0 { return number }
            problems.error(
                .outOfRange, at: node, "\(number) nm is no wavelength", hint: "give a number greater than 0")
            return nil
        }
    }
}
