internal import ObsDocuments
internal import ObsText

/// Why a call failed, for its caller.
final class Failure: HandleObject {
    static let kind = HandleKind.error

    let status: Status
    /// Code, message and JSON.
    let texts: TextBlock

    init(_ error: any Error) {
        let diagnostics = DiagnosticsError(error).diagnostics
        let worst = diagnostics.min { $0.severity < $1.severity }
        let code = (error as? any ObsError)?.code.rawValue ?? worst?.code.rawValue ?? "unreadable"
        status = (error as? CallError)?.status ?? Status(code: code)
        let message = worst.map { "\($0.message)\($0.hint.map { "; \($0)" } ?? "")" } ?? "\(error)"
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("code", code)
        writer.member("message", message)
        diagnostics.writeMember(to: &writer)
        writer.endObject()
        texts = TextBlock([code, message, writer.text])
    }
}
