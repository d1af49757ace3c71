internal import CObsKit
internal import ObsFITS
internal import ObsKit
internal import ObsText
internal import Synchronization

/// Reads the headers that callers give in memory.
enum Headers {
    /// A header of 80-byte cards.
    ///
    /// - Throws: `CallError`, `FITSError`
    static func ofCards(_ cards: UnsafePointer<CChar>?, _ length: Int) throws -> Header {
        let bytes = unsafe try bytes(cards, length, "cards")
        guard length % 80 == 0, length > 0 else {
            throw CallError(
                .badCall, "no-cards", "the cards have \(length) bytes",
                hint: "a header is one card or more, of 80 bytes each")
        }
        return unsafe try Header(cardImages: Array(bytes))
    }

    /// A header that is a map.
    ///
    /// - Throws: `CallError`
    static func ofFields(_ fields: UnsafePointer<obk_field>?, _ count: Int) throws -> Header {
        let fields = unsafe try list(fields, count, "fields")
        guard count <= TypedFields.limit else {
            throw CallError.wrong("count", "is \(count); a header has at most \(TypedFields.limit) fields")
        }
        var content = TypedFields(capacity: count)
        for index in fields.indices {
            do {
                unsafe try add(fields[index], index, to: &content)
            } catch let refusal as TypedFields.Refusal {
                throw CallError.wrong("fields", "has at \(index) \(words(refusal))")
            }
        }
        return Header(fields: content)
    }

    private static func words(_ refusal: TypedFields.Refusal) -> String {
        switch refusal {
        case .notUTF8: "a keyword or a text that is no UTF-8"
        case .notDigits: "digits that are no whole number of a card"
        }
    }

    private static func add(_ field: obk_field, _ index: Int, to content: inout TypedFields) throws {
        let name = unsafe try bytes(field.keyword, field.keyword_length, "keyword").bindMemory(to: UInt8.self)
        let keyword = unsafe name.span
        switch unsafe Int(field.kind) {
        case OBK_UNDEFINED: try content.add(keyword)
        case OBK_INTEGER: unsafe try content.add(keyword, Int(field.value.integer))
        case OBK_REAL: unsafe try content.add(keyword, field.value.real)
        case OBK_BOOLEAN: unsafe try content.add(keyword, field.value.integer != 0)
        case OBK_TEXT, OBK_DIGITS:
            let bytes = unsafe try bytes(field.value.text, field.text_length, "text").bindMemory(to: UInt8.self)
            let text = unsafe bytes.span
            if unsafe Int(field.kind) == OBK_TEXT {
                try content.add(keyword, text: text)
            } else {
                try content.add(keyword, digits: text)
            }
        default: throw CallError.wrong("fields", "has kind \(unsafe field.kind) at \(index), which no field has")
        }
    }
}

/// A store of the caller's that gives ranges of bytes.
@safe struct CallerReader: RangeReader {
    private let reader: obk_reader
    let name: String

    /// Checks what the caller gave.
    ///
    /// - Throws: `CallError`
    init(_ reader: UnsafePointer<obk_reader>?) throws {
        let reader = unsafe try given(reader, "reader")
        guard unsafe reader.read != nil else { throw CallError.null("reader->read") }
        guard unsafe reader.length >= -1 else { throw CallError.wrong("reader", "has a length below -1") }
        name = unsafe try optionalText(reader.name, "reader->name") ?? "the reader"
        unsafe self.reader = reader
    }

    var length: Int64? { unsafe reader.length < 0 ? nil : reader.length }

    mutating func read(at offset: Int64, into buffer: inout MutableSpan<UInt8>) throws -> Int {
        guard let function = unsafe reader.read else { return 0 }
        let context = unsafe reader.context
        let count = buffer.count
        let got = unsafe buffer.withUnsafeMutableBytes { unsafe function(context, offset, $0.baseAddress, count) }
        switch got {
        case 0...Int64(count): return Int(got)
        case -2: throw CallError.stopped
        case -1:
            throw CallError(
                .unreadable, "unreadable", "\(name): \(count) bytes from \(offset) on cannot be read",
                hint: "the reader returned -1")
        default:
            throw CallError(
                .unreadable, "bad-reader", "\(name): the reader returned \(got) for \(count) bytes",
                hint: "a reader returns how many bytes it read, 0 at the end, -1 or -2")
        }
    }
}
