// obskit.h gives the functions their names and says what they do.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CObsKit
internal import ObsDocuments
internal import ObsFITS
internal import ObsKit
internal import ObsText
internal import ObsTranslation

@c @implementation
public func obk_observation_retain(_ observation: OpaquePointer?) -> OpaquePointer? {
    unsafe giving(nil) {
        unsafe try HandleTable.shared.insert(try object(observation, Observation.self, "observation"), .observation)
    }
}

@c @implementation
public func obk_observation_free(_ observation: OpaquePointer?) {
    unsafe HandleTable.shared.remove(observation, .observation)
}

@c @implementation
public func obk_observation_source(_ observation: OpaquePointer?) -> UnsafePointer<CChar>? {
    unsafe lentText(observation, Observation.sourceText)
}

@c @implementation
public func obk_observation_instrument(_ observation: OpaquePointer?) -> UnsafePointer<CChar>? {
    unsafe lentText(observation, Observation.instrumentText)
}

@c @implementation
public func obk_observation_correction_count(_ observation: OpaquePointer?) -> Int {
    giving(0) { unsafe try object(observation, Observation.self, "observation").report.corrections.count }
}

@c @implementation
public func obk_observation_hdu(_ observation: OpaquePointer?) -> Int32 {
    giving(-1) { unsafe Int32(clamping: try object(observation, Observation.self, "observation").hdu) }
}

@c @implementation
public func obk_observation_hdu_name(_ observation: OpaquePointer?) -> UnsafePointer<CChar>? {
    unsafe lentText(observation, Observation.hduText)
}

@c @implementation
public func obk_observation_soundness(_ observation: OpaquePointer?) -> Int32 {
    giving(-1) {
        switch unsafe try object(observation, Observation.self, "observation").report.status {
        case .ok: Int32(OBK_SOUND)
        case .flawed: Int32(OBK_FLAWED)
        case .failed: Int32(OBK_FAILED)
        }
    }
}

@c @implementation
public func obk_observation_flags(_ observation: OpaquePointer?, _ property: Int32) -> Int32 {
    giving(-1) {
        let observation = unsafe try object(observation, Observation.self, "observation")
        guard let property = ObservationProperty(number: property) else { return -1 }
        return Int32(observation.report.flags(of: property).rawValue)
    }
}

@c @implementation
public func obk_observation_failure(_ observation: OpaquePointer?, _ property: Int32) -> UnsafePointer<CChar>? {
    unsafe giving(nil) {
        let observation = unsafe try object(observation, Observation.self, "observation")
        guard let property = ObservationProperty(number: property) else { return nil }
        return unsafe observation.failures[property.rawValue]
    }
}

@c @implementation
public func obk_observation_extension_count(_ observation: OpaquePointer?) -> Int {
    giving(0) { unsafe try object(observation, Observation.self, "observation").extensions.count }
}

@c @implementation
public func obk_observation_extension(
    _ observation: OpaquePointer?, _ index: Int, _ place: UnsafeMutablePointer<obk_extension>?
) -> obk_status {
    answering(nil) {
        unsafe try fill(place, "extension") {
            let observation = unsafe try object(observation, Observation.self, "observation")
            let all = observation.extensions
            guard all.indices.contains(index) else { throw CallError.beyond("index", index, all.count, "extensions") }
            let first = Observation.extensionTexts
            var one = unsafe obk_extension()
            unsafe one.kind = all[index].value.kindNumber
            unsafe one.name = observation.texts[first + index]
            unsafe one.value = obk_value(all[index].value, observation.texts[first + all.count + index])
            return unsafe one
        }
    }
}

@c @implementation
public func obk_observation_wire(
    _ observation: OpaquePointer?, _ json: TextPlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(json, "json") {
            unsafe try object(observation, Observation.self, "observation").report.info.wireForm
        }
    }
}

@c @implementation
public func obk_observation_json(
    _ observation: OpaquePointer?, _ flags: UInt32, _ json: TextPlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(json, "json") {
            let observation = unsafe try object(observation, Observation.self, "observation")
            guard flags & ~UInt32(OBK_EXPLAIN) == 0 else {
                throw CallError.wrong("flags", "has a bit that means nothing")
            }
            var writer = JSONWriter()
            ObservationRecord.write(
                observation.headerObservation, of: observation.source,
                explain: flags == 0 ? [] : ObservationProperty.allCases,
                fileDiagnostics: observation.file?.diagnostics ?? [], to: &writer)
            return writer.text
        }
    }
}

@c @implementation
public func obk_observation_cards_used(
    _ observation: OpaquePointer?, _ json: TextPlace?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe try give(json, "json") {
            var writer = JSONWriter()
            writer.beginArray()
            for name in unsafe try object(observation, Observation.self, "observation").report.cardsUsed {
                writer.value(name)
            }
            writer.endArray()
            return writer.text
        }
    }
}

@c @implementation
public func obk_observation_cards(
    _ observation: OpaquePointer?, _ cards: UnsafeMutablePointer<CChar>?, _ room: Int,
    _ length: UnsafeMutablePointer<Int>?, _ error: ErrorPlace?
) -> obk_status {
    unsafe answering(error) {
        unsafe length?.pointee = 0
        let images = unsafe try object(observation, Observation.self, "observation").report.header.cardImages
        unsafe try copy(images, to: cards, room, length, "cards")
    }
}

private func lentText(_ observation: OpaquePointer?, _ index: Int) -> UnsafePointer<CChar>? {
    unsafe giving(nil) { unsafe try object(observation, Observation.self, "observation").texts[index] }
}
