extension ConformanceCheck {
    static let instrumentNames = ConformanceCheck(
        "instrument-names", .identity, .error, "Instrument names can be stored and written in a path.",
        documentation: """
            Data registries keep an instrument's name in 32 characters, and names of collections and files are made of it: \
            letters, digits, `-` and `_` are safe, beginning with a letter. Aliases are free.
            """
    ) { subject, findings in
        for instrument in subject.instruments {
            let place = instrument.place("instrument.yaml", "name")
            if instrument.name.unicodeScalars.count > NameLimits.instrument {
                findings.add(
                    at: place, "the name has \(instrument.name.unicodeScalars.count) characters",
                    hint: "at most \(NameLimits.instrument) can be stored", instrument: instrument)
            }
            let isSafe = instrument.name.unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "_")
            }
            if !isSafe || !(instrument.name.unicodeScalars.first?.properties.isAlphabetic ?? false) {
                findings.add(
                    at: place, "the name '\(instrument.name)' cannot stand in every path",
                    hint: "use letters, digits, - and _, beginning with a letter", instrument: instrument)
            }
        }
    }
}

/// How many characters data registries keep of a name: the string columns of daf_butler's dimensions, universe 8.
enum NameLimits {
    static let instrument = 32
    static let physicalFilter = 32
    static let band = 32
    static let detector = 32
    static let group = 64
    static let observationID = 64
    static let observationType = 16
    static let observationReason = 68
}
