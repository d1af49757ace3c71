import CObsKit
import ObsKitC
import Testing

/// Headers in, values out.
@Suite("TranslationCall")
struct TranslationCallTests {
    @Test("getters tell a value from what is absent missing or of another kind")
    func getters() {
        let catalog = unsafe Calls.catalog()
        defer { unsafe obk_catalog_free(catalog) }
        let observation = unsafe Calls.observation(catalog)
        defer { unsafe obk_observation_free(observation) }

        var seconds = 0.0
        let value = unsafe obk_get_real(observation, Int32(OBK_EXPOSURE_TIME), &seconds)
        #expect(value == OBK_VALUE && seconds == 200)
        var number: Int64 = 0
        let whole = unsafe obk_get_integer(observation, Int32(OBK_DETECTOR_NUM), &number)
        #expect(whole == OBK_VALUE && number == 25)
        let asReal = unsafe obk_get_real(observation, Int32(OBK_DETECTOR_NUM), &seconds)
        #expect(asReal == OBK_VALUE && seconds == 25)
        let kind = unsafe obk_get_integer(observation, Int32(OBK_OBJECT), &number)
        #expect(kind == OBK_WRONG_KIND && number == 0)
        let missing = unsafe obk_get_real(observation, Int32(OBK_FOCUS_Z), &seconds)
        #expect(missing == OBK_NO_VALUE && seconds == 0)
        let reason = unsafe obk_observation_failure(observation, Int32(OBK_FOCUS_Z))
        let hasReason = unsafe reason != nil
        #expect(hasReason)
        let beyond = unsafe obk_get_real(observation, Int32(obk_property_count()), &seconds)
        #expect(beyond == OBK_BAD_GETTER)
        let nowhere = unsafe obk_get_real(observation, Int32(OBK_EXPOSURE_TIME), nil)
        #expect(nowhere == OBK_BAD_GETTER)
    }

    /// What all getters give one by one is what obk_get_all gives.
    @Test("all values at once are those of the getters")
    func allAtOnce() {
        let catalog = unsafe Calls.catalog()
        defer { unsafe obk_catalog_free(catalog) }
        let observation = unsafe Calls.observation(catalog)
        defer { unsafe obk_observation_free(observation) }
        var all = obk_values()
        all.size = MemoryLayout<obk_values>.size
        let status = unsafe obk_get_all(observation, &all)
        #expect(status == OBK_OK)

        var seen = 0
        for property in 0..<obk_property_count() {
            let bit: UInt64 = 1 << UInt64(property)
            var text: UnsafePointer<CChar>?
            var number: Int64 = 0
            var real = 0.0
            var truth: Int32 = 0
            var several = [0.0, 0.0, 0.0]
            let answer: Int32 =
                switch obk_property_kind(property) {
                case Int32(OBK_TEXT): unsafe obk_get_text(observation, property, &text)
                case Int32(OBK_INTEGER): unsafe obk_get_integer(observation, property, &number)
                case Int32(OBK_REAL): unsafe obk_get_real(observation, property, &real)
                case Int32(OBK_BOOLEAN): unsafe obk_get_boolean(observation, property, &truth)
                case Int32(OBK_INSTANT): unsafe obk_get_instant(observation, property, &number)
                case Int32(OBK_PLACE): unsafe obk_get_place(observation, property, &several)
                default: unsafe obk_get_pair(observation, property, &several)
                }
            #expect((answer == OBK_VALUE) == (all.present & bit != 0), "property \(property)")
            #expect((answer == OBK_NO_VALUE) == (all.failed & bit != 0), "property \(property)")
            let flags = unsafe obk_observation_flags(observation, property)
            #expect((flags != 0) == (all.flagged & bit != 0), "property \(property)")
            seen += answer == OBK_VALUE ? 1 : 0
        }
        #expect(seen > 15)
    }

    @Test("fields give what cards give")
    func fields() {
        let catalog = unsafe Calls.catalog()
        defer { unsafe obk_catalog_free(catalog) }
        let observation = unsafe Calls.observation(catalog)
        defer { unsafe obk_observation_free(observation) }
        let wanted = unsafe Calls.text { unsafe obk_observation_wire(observation, $0, nil) }

        let texts = [
            "INSTRUME": "DECam", "TELESCOP": "CTIO 4.0-m telescope", "OBSTYPE": "object", "PROPID": "2012B-0001",
            "DATE-OBS": "2013-09-01T06:02:55.754", "FILTER": "z DECam SDSS c0004 9260.0 1520.0", "RA": "00:57:40",
            "DEC": "-35:00:00",
        ]
        var fields: [obk_field] = unsafe []
        var kept: [UnsafeMutablePointer<CChar>] = unsafe []
        func lent(_ text: String) -> UnsafePointer<CChar> {
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: text.utf8.count + 1)
            for (place, byte) in text.utf8.enumerated() { unsafe copy[place] = CChar(bitPattern: byte) }
            unsafe copy[text.utf8.count] = 0
            unsafe kept.append(copy)
            return unsafe UnsafePointer(copy)
        }
        func field(_ keyword: String, _ kind: Int32) -> obk_field {
            var field = unsafe obk_field()
            unsafe field.keyword = lent(keyword)
            unsafe field.keyword_length = keyword.utf8.count
            unsafe field.kind = kind
            return unsafe field
        }
        for (keyword, text) in texts {
            var one = unsafe field(keyword, Int32(OBK_TEXT))
            unsafe one.value.text = lent(text)
            unsafe one.text_length = text.utf8.count
            unsafe fields.append(one)
        }
        var detector = unsafe field("CCDNUM", Int32(OBK_INTEGER))
        unsafe detector.value.integer = 25
        unsafe fields.append(detector)
        for (keyword, real) in [("EXPTIME", 200.0), ("AIRMASS", 1.5)] {
            var one = unsafe field(keyword, Int32(OBK_REAL))
            unsafe one.value.real = real
            unsafe fields.append(one)
        }
        var other: OpaquePointer?
        let status = unsafe obk_translate_fields(catalog, fields, fields.count, nil, &other, nil)
        for place in unsafe kept.indices { unsafe kept[place].deallocate() }
        #expect(status == OBK_OK)
        let found = unsafe Calls.text { unsafe obk_observation_wire(other, $0, nil) }
        unsafe obk_observation_free(other)
        #expect(found == wanted && wanted != nil)
    }

    @Test("a header that nobody knows is an error that says why")
    func unknownInstrument() {
        let catalog = unsafe Calls.catalog()
        defer { unsafe obk_catalog_free(catalog) }
        let header = Calls.header(["INSTRUME= 'nobody'", "END"])
        var observation: OpaquePointer?
        let outcome = unsafe Calls.outcome {
            unsafe obk_translate_cards(catalog, header, header.count, nil, &observation, $0)
        }
        #expect(outcome.status == OBK_NO_INSTRUMENT && outcome.code == "unknown-instrument")
        let nothing = unsafe observation == nil
        #expect(nothing)
    }

    @Test("lengths that cannot be are errors")
    func lengths() {
        let catalog = unsafe Calls.catalog()
        defer { unsafe obk_catalog_free(catalog) }
        let header = Calls.header()
        var observation: OpaquePointer?
        for length in [1, 79, 81, -1, Int.min, Int.max] {
            let outcome = unsafe Calls.outcome {
                unsafe obk_translate_cards(catalog, header, length, nil, &observation, $0)
            }
            #expect(outcome.status == OBK_BAD_CALL, "\(length): \(outcome)")
        }
        let none = unsafe Calls.outcome { unsafe obk_translate_cards(catalog, nil, 80, nil, &observation, $0) }
        #expect(none.code == "null-argument")
        let nowhere = unsafe Calls.outcome {
            unsafe obk_translate_cards(catalog, header, header.count, nil, nil, $0)
        }
        #expect(nowhere.code == "null-argument")
    }
}
