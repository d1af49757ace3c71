import Foundation
import ObsDocuments
import ObsTime
import Testing

@testable import ObsTranslation

@Suite struct ObservationInfoCodableTests {
    @Test("An observation survives Foundation's JSON, and that is its wire form")
    func json() throws {
        for number in 0..<20 {
            let info = try ObservationInfoTests.full(number)
            let data = try JSONEncoder().encode(info)
            let back = try JSONDecoder().decode(ObservationInfo.self, from: data)
            #expect(back == info)
            #expect(back.translatorName == info.translatorName)
            let read = try ObservationInfo(wireForm: Document.json(Array(data), file: "sample").root)
            #expect(read == info)
            #expect(try JSONDecoder().decode(ObservationInfo.self, from: Data(info.wireForm.utf8)) == info)
        }
    }

    @Test("An observation survives a property list")
    func propertyList() throws {
        let info = try ObservationInfoTests.full()
        let data = try PropertyListEncoder().encode([info, ObservationInfo()])
        #expect(try PropertyListDecoder().decode([ObservationInfo].self, from: data) == [info, ObservationInfo()])
    }

    @Test("A value that is not finite is null")
    func notFinite() throws {
        var info = ObservationInfo()
        info.exposureTime = .nan
        info.altAzBegin = HorizontalPosition(azimuth: 1, altitude: .infinity)
        info.focusZ = 2
        let data = try JSONEncoder().encode(info)
        let back = try JSONDecoder().decode(ObservationInfo.self, from: data)
        #expect(back.exposureTime == nil && back.altAzBegin == nil && back.focusZ == 2)
    }

    @Test(
        "What is no wire form is refused",
        arguments: [
            #"{"telescop": "a"}"#, #"{"telescope": 5}"#, #"{"exposure_id": 5.5}"#, #"{"exposure_id": "5"}"#,
            #"{"can_see_sky": 1}"#,
            #"{"datetime_begin": [1]}"#, #"{"datetime_begin": [1e300, 0]}"#, #"{"tracking_radec": [1, 2, 3]}"#,
            #"{"location": "here"}"#,
            #"{"ext_a": [1]}"#, #"{"_translator": 5}"#, "[]", "5",
        ])
    func refused(_ text: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(ObservationInfo.self, from: Data(text.utf8)) }
    }
}
