import CObsKit
import ObsDocuments
import ObsText
import Testing

@testable import ObsKitC

/// What callers are told.
@Suite("CallError")
struct CallErrorTests {
    @Test("an error has status code message and diagnostics")
    func contents() throws {
        let catalog = unsafe Calls.catalog()
        defer { unsafe obk_catalog_free(catalog) }
        var camera: OpaquePointer?
        var error: OpaquePointer?
        let status = unsafe obk_camera_at(catalog, "DECaam", 0, &camera, &error)
        defer { unsafe obk_error_free(error) }
        #expect(status == OBK_NO_INSTRUMENT)
        let own = unsafe obk_error_status(error)
        #expect(own == status)
        let message = unsafe obk_error_message(error).map { unsafe String(cString: $0) }
        #expect(message?.contains("DECaam") == true)
        let text = try #require(unsafe obk_error_json(error).map { unsafe String(cString: $0) })
        let json = try Document.json(text: text, file: "error").root
        #expect(json["code"]?.text == "unknown-instrument")
        #expect(json["diagnostics"]?.elements.isEmpty == false)
    }

    @Test("what is no error has no text")
    func noError() {
        let code = unsafe obk_error_code(nil)
        let none = unsafe code == nil
        #expect(none)
        let status = obk_error_status(nil)
        #expect(status == OBK_BAD_CALL)
    }

    @Test(
        "the code of an error has its status",
        arguments: [
            ("unknown-instrument", OBK_NO_INSTRUMENT), ("ambiguous-instrument", OBK_AMBIGUOUS),
            ("no-such-file", OBK_NOT_FOUND),
            ("calibration-miss", OBK_NOT_FOUND), ("unreadable", OBK_UNREADABLE), ("no-sqlite", OBK_UNSUPPORTED),
            ("not-fits", OBK_BAD_INPUT),
        ])
    func statuses(_ code: String, _ status: Int) {
        #expect(Int(Status(code: code).value) == status)
    }
}
