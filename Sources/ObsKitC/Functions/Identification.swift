// obskit.h gives the functions their names and says what they do.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CObsKit
internal import ObsFITS
internal import ObsKit
internal import ObsText

@c @implementation
public func obk_identify_cards(
    _ catalog: OpaquePointer?, _ cards: UnsafePointer<CChar>?, _ length: Int, _ instrument: LentTextPlace?,
    _ error: ErrorPlace?
) -> obk_status {
    unsafe identify(catalog, instrument, error) { unsafe $0.identify(try Headers.ofCards(cards, length)) }
}

@c @implementation
public func obk_identify_fields(
    _ catalog: OpaquePointer?, _ fields: UnsafePointer<obk_field>?, _ count: Int, _ instrument: LentTextPlace?,
    _ error: ErrorPlace?
) -> obk_status {
    unsafe identify(catalog, instrument, error) { unsafe $0.identify(try Headers.ofFields(fields, count)) }
}

@c @implementation
public func obk_identify_file(
    _ catalog: OpaquePointer?, _ path: UnsafePointer<CChar>?, _ instrument: LentTextPlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe identify(catalog, instrument, error) { catalog in
        let file = unsafe try catalog.instruments.open(file: fileName(path, "path"), reading: .instrument)
        return (file.identification, file.header)
    }
}

@c @implementation
public func obk_identify_reader(
    _ catalog: OpaquePointer?, _ reader: UnsafePointer<obk_reader>?, _ instrument: LentTextPlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe identify(catalog, instrument, error) { catalog in
        let reader = unsafe try CallerReader(reader)
        let file = try catalog.instruments.open(
            RangeSource(ranges: reader, name: reader.name), reading: .instrument)
        return (file.identification, file.header)
    }
}

public typealias LentTextPlace = UnsafeMutablePointer<UnsafePointer<CChar>?>

extension Catalog {
    /// The identification of a header that was given by itself, and the header.
    fileprivate func identify(_ header: Header) -> (Identification, Header) { (instruments.identify(header), header) }
}

private func identify(
    _ catalog: OpaquePointer?, _ place: LentTextPlace?, _ error: ErrorPlace?,
    _ identification: (Catalog) throws -> (Identification, Header)
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(place, "instrument", else: nil) {
            let catalog = unsafe try object(catalog, Catalog.self, "catalog")
            let (found, header) = try identification(catalog)
            guard let name = found.instrument else {
                throw DiagnosticsError([catalog.instruments.refusal(of: found, header)])
            }
            return unsafe catalog.lentName(name)
        }
    }
}
