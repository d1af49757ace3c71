package import ObsText
internal import ObsTranslation

/// Which exposure an observation is of: those with one key are of one exposure.
///
/// Files of several instruments and nights may come in any order; what puts them together asks this.
package struct ExposureKey: Hashable, Sendable {
    /// The name of the instrument.
    package let instrument: String
    /// The number of the exposure; nil where the header has none.
    package let id: Int?
    /// The place of the file whose own exposure it is, where the header has no number.
    private let file: Int?

    /// The key of an observation.
    ///
    /// - Parameters:
    ///   - observation: a translated header
    ///   - file: the place of its file among all files
    package init(_ observation: HeaderObservation, file: Int) {
        self.init(instrument: observation.instrument, id: observation.report.info.exposureID, file: file)
    }

    init(instrument: String, id: Int?, file: Int) {
        (self.instrument, self.id) = (instrument, id)
        self.file = id == nil ? file : nil
    }
}

/// What all observations of one exposure share, whatever the instrument: the instrument itself, and the observing day.
package struct ExposureUnity: Sendable {
    /// An observation, as far as it is compared.
    package struct Member: Sendable {
        let instrument: String?
        let day: Int?
        let place: String

        /// An observation.
        ///
        /// - Parameters:
        ///   - instrument: the name of the instrument; nil where it is not known
        ///   - day: the observing day as YYYYMMDD; nil where it is not known
        ///   - place: where the observation is, in words
        package init(instrument: String?, day: Int?, place: String) {
            (self.instrument, self.day, self.place) = (instrument, day, place)
        }
    }

    /// An error (`instruments-differ`) where there are several instruments.
    package let ofInstruments: Diagnostic?
    /// A warning (`days-differ`) where there are several days.
    package let ofDays: Diagnostic?

    /// Both, the worse first.
    package var diagnostics: [Diagnostic] { [ofInstruments, ofDays].compactMap { $0 } }

    /// Compares the observations of one exposure.
    ///
    /// - Parameters:
    ///   - members: the observations, in their order
    ///   - daysMayDiffer: whether the instrument says that they may be of several days
    package init(_ members: [Member], daysMayDiffer: Bool = false) {
        func difference(_ words: String, _ value: (Member) -> PropertyValue?) -> String? {
            PropertyDifference(
                count: members.count, value: { value(members[$0]) }, place: { members[$0].place }
            ).map { "the detectors of one exposure differ in \(words): \($0)" }
        }
        ofInstruments = difference("their instrument") { $0.instrument.map { .text($0) } }.map {
            Diagnostic(.error, .instrumentsDiffer, at: nil, $0, hint: "ask for the exposures of each instrument")
        }
        guard !daysMayDiffer else {
            ofDays = nil
            return
        }
        ofDays = difference(ObservationProperty.observingDay.name) { $0.day.map { .integer($0) } }.map {
            Diagnostic(
                .warning, .daysDiffer, at: nil, $0,
                hint: "compare the cards; one of the files may be of another exposure")
        }
    }
}

extension Diagnostic.Code {
    /// Files of one exposure are of two instruments.
    package static let instrumentsDiffer = Self(rawValue: "instruments-differ")
    /// The detectors of an exposure count to several days.
    package static let daysDiffer = Self(rawValue: "days-differ")
}
