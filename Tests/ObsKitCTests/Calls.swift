import CObsKit
import ObsKitC

/// Calls of C functions that tests make, with what they give as Swift values.
enum Calls {
    /// The cards of a header, 80 bytes each.
    static let cards: [String] = [
        "INSTRUME= 'DECam   '", "TELESCOP= 'CTIO 4.0-m telescope'", "OBSTYPE = 'object  '", "CCDNUM  = 25",
        "DATE-OBS= '2013-09-01T06:02:55.754'", "EXPTIME = 200.0", "FILTER  = 'z DECam SDSS c0004 9260.0 1520.0'",
        "PROPID  = '2012B-0001'", "RA      = '00:57:40'", "DEC     = '-35:00:00'", "AIRMASS = 1.5", "END",
    ]

    /// The header as bytes.
    static func header(_ cards: [String] = cards) -> [CChar] {
        cards.flatMap { card in
            card.utf8.map { CChar(bitPattern: $0) } + [CChar](repeating: 32, count: 80 - card.utf8.count)
        }
    }

    /// A catalog of the cameras that are built in.
    static func catalog() -> OpaquePointer? {
        var options = unsafe obk_catalog_options()
        unsafe options.size = unsafe MemoryLayout<obk_catalog_options>.size
        unsafe options.ignores_environment = 1
        var catalog: OpaquePointer?
        _ = unsafe obk_catalog_new(&options, &catalog, nil)
        return unsafe catalog
    }

    /// An observation of a header.
    static func observation(_ catalog: OpaquePointer?, _ cards: [String] = cards) -> OpaquePointer? {
        var observation: OpaquePointer?
        let header = header(cards)
        _ = unsafe obk_translate_cards(catalog, header, header.count, nil, &observation, nil)
        return unsafe observation
    }

    /// Status and code of a call that may fail.
    static func outcome(_ call: (UnsafeMutablePointer<OpaquePointer?>) -> obk_status) -> (status: Int, code: String) {
        var error: OpaquePointer?
        let status = unsafe call(&error)
        defer { unsafe obk_error_free(error) }
        let code = unsafe obk_error_code(error)
        return (Int(status), unsafe code.map { unsafe String(cString: $0) } ?? "")
    }

    /// A text that the caller owns.
    static func text(_ make: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> obk_status) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        _ = unsafe make(&text)
        defer { unsafe obk_free(text) }
        return unsafe text.map { unsafe String(cString: $0) }
    }
}
