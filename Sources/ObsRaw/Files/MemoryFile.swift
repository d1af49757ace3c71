internal import CObsCFITSIO
internal import ObsFITS

/// A FITS file of few bytes for cfitsio, made around an HDU or a part of one.
///
/// Made so: cfitsio never sees the name of a file, reads nothing but what it was given, and every thread has a handle of its own.
/// Handles of several threads may share the bytes, which are only read.
@safe
struct MemoryFile {
    private let bytes: UnsafeRawBufferPointer
    private let library: CFITSIOLibrary

    /// A file of these bytes, which the caller keeps.
    init(_ bytes: UnsafeRawBufferPointer, _ library: CFITSIOLibrary) {
        unsafe (self.bytes, self.library) = unsafe (bytes, library)
    }

    /// Opens the file, goes to an HDU and does something with the handle; the handle is closed in any case.
    ///
    /// - Parameters:
    ///   - hdu: the number in these bytes, the first being 1
    ///   - status: what cfitsio returned
    ///   - body: works on the HDU
    func with(hdu: Int32, _ status: inout Int32, _ body: (UnsafeMutablePointer<fitsfile>, inout Int32) -> Void) {
        // cfitsio keeps the addresses of both until the handle is closed; READONLY, so nothing is written through the first.
        var address: UnsafeMutableRawPointer? = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)
        var size = unsafe bytes.count
        unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe withUnsafeMutablePointer(to: &size) { size in
                var handle: UnsafeMutablePointer<fitsfile>?
                _ = unsafe library.open(&handle, "memory", READONLY, address, size, 0, nil, &status)
                guard let handle = unsafe handle else { return }
                if hdu > 1 { _ = unsafe library.goToHDU(handle, hdu, nil, &status) }
                if status == 0 { unsafe body(handle, &status) }
                // A failure to close after another is no news.
                var closing: Int32 = 0
                _ = unsafe library.close(handle, &closing)
                if status == 0 { status = closing }
            }
        }
    }

    /// The header of a primary HDU of these cards, as bytes of whole blocks.
    static func header(_ cards: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for card in cards + ["END"] {
            bytes += card.utf8.prefix(80)
            bytes += [UInt8](repeating: 0x20, count: 80 - min(80, card.utf8.count))
        }
        let rest = bytes.count % 2880
        return rest == 0 ? bytes : bytes + [UInt8](repeating: 0x20, count: 2880 - rest)
    }

    /// A card of a number or a logical value.
    static func card(_ name: String, _ value: String) -> String {
        name + String(repeating: " ", count: 8 - name.utf8.count) + "= "
            + String(repeating: " ", count: max(0, 20 - value.utf8.count)) + value
    }

    /// A card of a short text without quotes in it.
    static func card(_ name: String, text: String) -> String {
        name + String(repeating: " ", count: 8 - name.utf8.count)
            + "= '\(text)\(String(repeating: " ", count: max(0, 8 - text.utf8.count)))'"
    }

    /// A number as FITS writes it.
    static func text(of number: Double) -> String { "\(number)".uppercased() }

    /// The number of a card as FITS writes it, nil where there is none.
    static func text(of value: HeaderValue) -> String? {
        switch value {
        case .integer(let number): "\(number)"
        case .real(let number): text(of: number)
        case .largeInteger(let digits): digits
        default: nil
        }
    }

    /// A primary HDU without data, in front of an extension.
    static let emptyPrimary = header([
        "SIMPLE  =                    T", "BITPIX  =                    8", "NAXIS   =                    0",
        "EXTEND  =                    T",
    ])
}
