// obskit.h gives the functions their names and says what they do.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CObsKit
internal import ObsFITS
internal import ObsKit
internal import ObsText
internal import ObsTranslation

@c @implementation
public func obk_translate_cards(
    _ catalog: OpaquePointer?, _ cards: UnsafePointer<CChar>?, _ length: Int,
    _ options: UnsafePointer<obk_translate_options>?, _ observation: HandlePlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(observation, "observation") {
            let catalog = unsafe try object(catalog, Catalog.self, "catalog")
            return try unsafe TranslateOptions(options).translate(Headers.ofCards(cards, length), catalog)
        }
    }
}

@c @implementation
public func obk_translate_fields(
    _ catalog: OpaquePointer?, _ fields: UnsafePointer<obk_field>?, _ count: Int,
    _ options: UnsafePointer<obk_translate_options>?, _ observation: HandlePlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(observation, "observation") {
            let catalog = unsafe try object(catalog, Catalog.self, "catalog")
            return try unsafe TranslateOptions(options).translate(Headers.ofFields(fields, count), catalog)
        }
    }
}

@c @implementation
public func obk_translate_file(
    _ catalog: OpaquePointer?, _ path: UnsafePointer<CChar>?, _ options: UnsafePointer<obk_translate_options>?,
    _ observer: obk_observer?, _ context: UnsafeMutableRawPointer?, _ error: ErrorPlace?
) -> obk_status {
    unsafe translate(catalog, options, observer, context, error) { catalog, instrument in
        unsafe try catalog.instruments.open(file: fileName(path, "path"), as: instrument)
    }
}

@c @implementation
public func obk_translate_bytes(
    _ catalog: OpaquePointer?, _ content: UnsafeRawPointer?, _ length: Int, _ name: UnsafePointer<CChar>?,
    _ options: UnsafePointer<obk_translate_options>?, _ observer: obk_observer?, _ context: UnsafeMutableRawPointer?,
    _ error: ErrorPlace?
) -> obk_status {
    unsafe translate(catalog, options, observer, context, error) { catalog, instrument in
        unsafe try catalog.instruments.open(
            bytes: Array(bytes(content, length, "bytes")), named: optionalText(name, "name") ?? "the bytes",
            as: instrument)
    }
}

@c @implementation
public func obk_translate_reader(
    _ catalog: OpaquePointer?, _ reader: UnsafePointer<obk_reader>?, _ options: UnsafePointer<obk_translate_options>?,
    _ observer: obk_observer?, _ context: UnsafeMutableRawPointer?, _ error: ErrorPlace?
) -> obk_status {
    unsafe translate(catalog, options, observer, context, error) { catalog, instrument in
        let reader = unsafe try CallerReader(reader)
        return try catalog.instruments.open(RangeSource(ranges: reader, name: reader.name), as: instrument)
    }
}

/// Translates a file that a function opens, and gives each observation to a callback.
private func translate(
    _ catalog: OpaquePointer?, _ options: UnsafePointer<obk_translate_options>?, _ observer: obk_observer?,
    _ context: UnsafeMutableRawPointer?, _ error: ErrorPlace?, _ open: (Catalog, String?) throws -> OpenedFile
) -> obk_status {
    unsafe answering(error) {
        let catalog = unsafe try object(catalog, Catalog.self, "catalog")
        guard let observer = unsafe observer else { throw CallError.null("observer") }
        let options = unsafe try TranslateOptions(options)
        let file = try open(catalog, options.instrument).translate(options.properties)
        guard !file.observations.isEmpty else {
            let reasons = (file.unrecognised.map { [$0] } ?? []) + file.diagnostics
            throw DiagnosticsError(reasons.map { $0.at(nil, saying: "\(file.path): \($0.message)") })
        }
        let shared = Observation.File(file)
        for one in file.observations {
            let observation = Observation(
                source: file.path, hdu: one.hdu, hduName: one.hduName, instrument: one.instrument, report: one.report,
                file: shared)
            let handle = unsafe try HandleTable.shared.insert(observation, .observation)
            defer { unsafe HandleTable.shared.remove(handle, .observation) }
            if unsafe observer(handle, context) != 0 { throw CallError.stopped }
        }
    }
}

/// What a caller wants of a translation.
private struct TranslateOptions {
    let instrument: String?
    let properties: Set<ObservationProperty>?

    /// Reads what the caller gave.
    ///
    /// - Throws: `CallError`
    init(_ options: UnsafePointer<obk_translate_options>?) throws(CallError) {
        guard let options = unsafe try optionallyGiven(options, "options") else {
            (instrument, properties) = (nil, nil)
            return
        }
        instrument = unsafe try optionalText(options.instrument, "options->instrument")
        let mask = unsafe options.properties
        guard mask >> ObservationProperty.allCases.count == 0 else {
            throw .wrong("options", "wants a property that there is not; see obk_property_count")
        }
        properties = mask == 0 ? nil : Set(ObservationProperty.allCases.filter { mask >> $0.rawValue & 1 == 1 })
    }

    func translate(_ header: Header, _ catalog: Catalog) throws -> Observation {
        let (found, report) = try catalog.instruments.translate(
            header: header, as: instrument, properties: properties)
        guard let report, let name = found.instrument else {
            throw DiagnosticsError([catalog.instruments.refusal(of: found, header)])
        }
        return Observation(source: "", hdu: -1, hduName: nil, instrument: name, report: report)
    }
}
