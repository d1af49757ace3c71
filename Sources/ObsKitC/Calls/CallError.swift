internal import CObsKit
internal import ObsText

/// What is wrong with a call, before ObsKit is asked anything.
struct CallError: ObsError {
    /// What sort of error it is.
    struct Code: RawRepresentable, Hashable, Sendable {
        let rawValue: String
    }

    let status: Status
    let code: Code
    let message: String
    let hint: String?

    init(_ status: Status, _ code: String, _ message: String, hint: String? = nil) {
        self.status = status
        self.code = Code(rawValue: code)
        self.message = message
        self.hint = hint
    }

    static func null(_ argument: StaticString) -> CallError {
        CallError(.badCall, "null-argument", "\(argument) is NULL")
    }

    static func noHandle(_ argument: StaticString) -> CallError {
        CallError(
            .badCall, "no-handle", "\(argument) is no handle of this library",
            hint: "give what a function of obskit.h gave")
    }

    static func closedHandle(_ argument: StaticString) -> CallError {
        CallError(.badCall, "freed-handle", "\(argument) was freed", hint: "free a handle after its last use")
    }

    static func otherHandle(_ argument: StaticString, _ wanted: HandleKind, _ found: HandleKind?) -> CallError {
        CallError(
            .badCall, "other-handle",
            "\(argument) is of type \(found?.typeName ?? "another handle"), and \(wanted.typeName) is wanted")
    }

    static func wrong(_ argument: StaticString, _ what: String) -> CallError {
        CallError(.badCall, "bad-argument", "\(argument) \(what)")
    }

    /// A place beyond the last.
    static func beyond(_ argument: StaticString, _ index: some BinaryInteger, _ count: Int, _ what: String) -> CallError
    {
        CallError(.notFound, "no-such-place", "\(argument) is \(index), and there are \(count) \(what)")
    }

    static let stopped = CallError(.stopped, "stopped", "the callback asked to stop")
}

/// What a call returns.
struct Status: Hashable, Sendable {
    let value: obk_status

    private init(_ value: Int) { self.value = obk_status(value) }

    static let ok = Status(OBK_OK)
    static let badCall = Status(OBK_BAD_CALL)
    static let badInput = Status(OBK_BAD_INPUT)
    static let noInstrument = Status(OBK_NO_INSTRUMENT)
    static let ambiguous = Status(OBK_AMBIGUOUS)
    static let notFound = Status(OBK_NOT_FOUND)
    static let unreadable = Status(OBK_UNREADABLE)
    static let noRoom = Status(OBK_NO_ROOM)
    static let stopped = Status(OBK_STOPPED)
    static let unsupported = Status(OBK_UNSUPPORTED)

    /// The status that goes with the code of an error.
    init(code: String) {
        self =
            switch code {
            case "unknown-instrument": .noInstrument
            case "ambiguous-instrument", "ambiguous-alias", "ambiguous-kind", "calibration-ambiguous",
                "several-instruments":
                .ambiguous
            case _ where Self.missing.contains(code): .notFound
            case "unreadable", "is-directory", "busy", "sqlite", "closed", "used-after-fork", "cancelled": .unreadable
            case "no-sqlite", "cfitsio", "unsupported-compression": .unsupported
            default: .badInput
            }
    }

    /// Codes that say that something of a name is not there.
    private static let missing: Set<String> = [
        "no-such-file", "missing-file", "not-found", "unknown-detector", "unknown-frame", "unknown-amplifier",
        "unknown-calibration-kind", "unknown-collection", "unknown-dataset", "calibration-miss", "no-camera",
        "no-detector",
        "no-observation", "no-such-registry", "missing-package", "unknown-name", "unknown-filter",
    ]
}
