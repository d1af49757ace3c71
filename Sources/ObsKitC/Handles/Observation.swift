internal import CObsKit
internal import ObsKit
internal import ObsText
internal import ObsTime
internal import ObsTranslation
internal import Synchronization

/// What is behind an obk_observation.
final class Observation: HandleObject {
    static let kind = HandleKind.observation

    /// The file, as it was named; empty for a header that was given by itself.
    let source: String
    /// The index of the HDU; -1 of a header that was given by itself.
    let hdu: Int
    let hduName: String?
    let instrument: String
    let report: TranslationReport
    /// The file that it was read from; nil of a header that was given by itself.
    let file: File?
    /// The extensions that have a value, by name.
    let extensions: [(name: String, value: PropertyValue)]

    private let lent = AtomicLazyReference<TextBlock>()
    private let lentFailures = AtomicLazyReference<TextBlock>()

    /// What all observations of one file share.
    final class File: Sendable {
        let diagnostics: [Diagnostic]
        let isWhole: Bool
        let count: Int

        init(_ file: FileTranslation) {
            diagnostics = file.diagnostics
            isWhole = file.isWhole
            count = file.observations.count
        }
    }

    init(
        source: String, hdu: Int, hduName: String?, instrument: String, report: TranslationReport, file: File? = nil
    ) {
        self.file = file
        self.source = source
        self.hdu = hdu
        self.hduName = hduName
        self.instrument = instrument
        self.report = report
        extensions = report.info.extensions.filter { $0.value != .null }.map { ($0.key, $0.value) }
            .sorted { $0.name < $1.name }
    }

    /// The texts that can be lent: values of properties, source, HDU, instrument, names and values of extensions.
    var texts: TextBlock {
        if let made = lent.load() { return made }
        var texts: [String?] = ObservationProperty.allCases.map { property in
            if case .text(let text)? = report.info[property] { text } else { nil }
        }
        texts += [source, hduName ?? "", instrument]
        texts += extensions.map(\.name)
        texts += extensions.map { if case .text(let text) = $0.value { text } else { nil } }
        return lent.storeIfNil(TextBlock(texts))
    }

    /// Where source, name of the HDU, instrument and extensions begin among the texts.
    static let sourceText = ObservationProperty.allCases.count
    static let hduText = sourceText + 1
    static let instrumentText = hduText + 1
    static let extensionTexts = instrumentText + 1

    /// Why properties have no value, by their numbers.
    var failures: TextBlock {
        if let made = lentFailures.load() { return made }
        var texts = [String?](repeating: nil, count: ObservationProperty.allCases.count)
        for failure in report.failures {
            if let property = ObservationProperty(name: failure.property) { texts[property.rawValue] = failure.summary }
        }
        return lentFailures.storeIfNil(TextBlock(texts))
    }

    /// The observation as ObsKit's own records have it.
    var headerObservation: HeaderObservation {
        HeaderObservation(hdu: max(hdu, 0), hduName: hduName, instrument: instrument, report: report)
    }
}

extension Observation {
    /// The files that observations were read from, in the order of their first ones; a header that was given by itself is a file
    /// of its own.
    static func files(_ observations: [Observation]) -> [FileTranslation] {
        var order: [ObjectIdentifier] = []
        var members: [ObjectIdentifier: [Observation]] = [:]
        for observation in observations {
            let key = observation.file.map { ObjectIdentifier($0) } ?? ObjectIdentifier(observation)
            if members[key] == nil { order.append(key) }
            members[key, default: []].append(observation)
        }
        return order.map { key in
            let own = members[key] ?? []
            let file = own.first?.file
            return FileTranslation(
                path: own.first?.source ?? "", kept: own.map(\.headerObservation), diagnostics: file?.diagnostics ?? [],
                isWhole: file.map { $0.isWhole && $0.count == own.count } ?? false)
        }
    }
}

extension obk_value {
    /// The value of a property; a text is lent.
    init(_ value: PropertyValue?, _ text: UnsafePointer<CChar>?) {
        unsafe self.init()
        switch value {
        case .text?: unsafe self.text = text
        case .integer(let number)?: unsafe integer = Int64(number)
        case .real(let number)?: unsafe real = number
        case .boolean(let truth)?: unsafe integer = truth ? 1 : 0
        case .instant(let instant)?: unsafe integer = instant.nanoseconds
        case .sky(let sky)?: unsafe pair = (sky.rightAscension, sky.declination)
        case .horizontal(let seen)?: unsafe pair = (seen.azimuth, seen.altitude)
        case .location(let place)?: unsafe self.place = (place.x, place.y, place.z)
        case .null?, nil: break
        }
    }
}

extension PropertyValue {
    /// The kind as obskit.h has it.
    var kindNumber: Int32 { ObservationProperty.Kind(rawValue: kindName)?.number ?? Int32(OBK_UNDEFINED) }
}
