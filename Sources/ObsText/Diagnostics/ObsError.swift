/// What went wrong, for whoever catches errors of ObsKit: a name for programs, and what was found, where, and what to do for people.
///
/// One `catch let error as any ObsError` gets them all; `error.code.rawValue` is stable, and the words may change.
///
/// Laws: a code is kebab-case and never used for anything else again (`ErrorCodeTests`); a message says what was found, and what to
/// do unless `hint` does.
public protocol ObsError: Error, Sendable, CustomStringConvertible {
    /// The type of the code; each kind of error names its own.
    associatedtype Code: RawRepresentable<String>

    /// What sort of error it is: `truncated`, `no-such-day`.
    var code: Code { get }
    /// What was found, and what was expected.
    var message: String { get }
    /// Where in a file of text it is; nil where it belongs to no such place.
    var place: SourcePosition? { get }
    /// What to do; nil where the message says it.
    var hint: String? { get }
    /// The error because of which this one came; nil where it is the first.
    var cause: (any Error)? { get }
    /// All that it says: one diagnostic, or those of a whole file.
    var diagnostics: [Diagnostic] { get }
}

extension ObsError {
    /// No place.
    public var place: SourcePosition? { nil }
    /// No hint.
    public var hint: String? { nil }
    /// No cause.
    public var cause: (any Error)? { nil }
    /// The error as one diagnostic.
    public var diagnostics: [Diagnostic] {
        [Diagnostic(.error, .init(rawValue: code.rawValue), at: place, message, hint: hint)]
    }
    /// The message.
    public var description: String { message }
}

extension DiagnosticsError {
    /// What any error says, as diagnostics.
    ///
    /// - Parameters:
    ///   - error: an error of ObsKit, or another
    ///   - code: what sort of problem another error is
    package init(_ error: any Error, else code: Diagnostic.Code = .unreadable) {
        self.init((error as? any ObsError)?.diagnostics ?? [Diagnostic(.error, code, at: nil, "\(error)")])
    }
}

extension Problems {
    /// Reports what an error says.
    ///
    /// - Parameters:
    ///   - error: an error of ObsKit, or another
    ///   - code: what sort of problem another error is
    ///   - place: where it is, unless the error knows
    package func report(_ error: any Error, else code: Diagnostic.Code = .unreadable, at place: SourcePosition? = nil) {
        for one in DiagnosticsError(error, else: code).diagnostics {
            report(one.at(place))
        }
    }

    /// What `body` returns; nil when it throws, with what it says among the problems.
    ///
    /// - Parameters:
    ///   - code: what sort of problem an error is that is none of ObsKit
    ///   - place: where it is, unless the error knows
    ///   - body: makes something
    /// - Returns: what it made
    @discardableResult
    package func catching<Result>(
        else code: Diagnostic.Code = .unreadable, at place: SourcePosition? = nil, _ body: () throws -> Result
    ) -> Result? {
        do {
            return try body()
        } catch {
            report(error, else: code, at: place)
            return nil
        }
    }
}

extension Result where Failure == DiagnosticsError {
    /// What `body` returns, or what is wrong.
    ///
    /// - Parameters:
    ///   - code: what sort of problem an error is that is none of ObsKit
    ///   - body: makes something
    /// - Returns: what it made, or why it could not
    package static func diagnosing(else code: Diagnostic.Code = .unreadable, _ body: () throws -> Success) -> Self {
        do {
            return .success(try body())
        } catch {
            return .failure(DiagnosticsError(error, else: code))
        }
    }
}
