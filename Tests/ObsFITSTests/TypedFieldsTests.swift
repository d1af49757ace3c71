import ObsText
import Testing

@testable import ObsFITS

@Suite("TypedFields")
struct TypedFieldsTests {
    private func fields(_ make: (inout TypedFields) throws -> Void) rethrows -> Header {
        var fields = TypedFields(capacity: 4)
        try make(&fields)
        return Header(fields: fields)
    }

    @Test("are a header that equals the one of explicit cards")
    func equality() throws {
        let header = try fields {
            try $0.add("NAXIS".utf8.span, 2)
            try $0.add("EXPTIME".utf8.span, 1.5)
            try $0.add("filter".utf8.span, text: "g  ".utf8.span)
            try $0.add("HIERARCH ESO DET ID".utf8.span, true)
            try $0.add("EMPTY".utf8.span)
            try $0.add("NAXIS".utf8.span, 3)
            try $0.add("NAME".utf8.span, text: "Höhe".utf8.span)
        }
        let cards = Header(cards: [
            Card("NAXIS", .integer(2)), Card("EXPTIME", .real(1.5)), Card("filter", .string("g")),
            Card("ESO DET ID", .logical(true)), Card("EMPTY", .undefined), Card("NAXIS", .integer(3)),
            Card("NAME", .string("Höhe")),
        ])
        #expect(Array(header) == Array(cards))
        #expect(header.map(\.keyword.name) == cards.map(\.keyword.name))
        #expect(header.count == cards.count)
        #expect(header["NAXIS"] == .integer(3))
        #expect(header.isRepeated("NAXIS") && !header.isRepeated("EXPTIME"))
        #expect(header.cards(named: "NAXIS").map(\.value) == [.integer(2), .integer(3)])
        #expect(header["FILTER"] == .string("g"))
        #expect(header["ESO DET ID"] == .logical(true))
        #expect(header["NOTHING"] == nil && !header.contains("NOTHING"))
    }

    @Test(
        "take whole numbers of any length as digits",
        arguments: [
            ("12", HeaderValue.integer(12)), ("-7", .integer(-7)), ("+7", .integer(7)),
            ("18446744073709551616", .largeInteger("18446744073709551616")),
            ("-18446744073709551616", .largeInteger("-18446744073709551616")),
        ])
    func digits(_ digits: String, _ value: HeaderValue) throws {
        let header = try fields { try $0.add("N".utf8.span, digits: digits.utf8.span) }
        #expect(header["N"] == value)
    }

    @Test(
        "refuse digits that are no number",
        arguments: ["", "-", "+-1", "1.5", "1e5", " 1", String(repeating: "1", count: 71)])
    func noDigits(_ digits: String) {
        #expect(throws: TypedFields.Refusal.notDigits) {
            _ = try fields { try $0.add("N".utf8.span, digits: digits.utf8.span) }
        }
    }

    @Test("refuse bytes that are no UTF-8")
    func notUTF8() {
        let bytes: [UInt8] = [0x41, 0xFF]
        #expect(throws: TypedFields.Refusal.notUTF8) { _ = try fields { try $0.add(bytes.span, 1) } }
        #expect(throws: TypedFields.Refusal.notUTF8) { _ = try fields { try $0.add("N".utf8.span, text: bytes.span) } }
    }
}
