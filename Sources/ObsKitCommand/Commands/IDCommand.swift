internal import ArgumentParser
internal import ObsDocuments
internal import ObsKit
internal import ObsText
internal import ObsTime
internal import ObsTranslation

struct IDCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "id", abstract: "Take an identifier apart, or put one together.",
        discussion: """
            obskit id LSSTCam                                              which identifiers there are
            obskit id LSSTCam exposure_id 2025041500228                    takes it apart
            obskit id LSSTCam exposure_id day=20250415 sequence=228        puts it together; a day may be 2025-04-15 too
            obskit id LSSTCam rubin exposure=2025041500228 detector=94     an exposure may be given as a whole
            obskit id LSSTCam group_id name=2025-04-16T00:53:10.143        the number of a group
            obskit id LSSTCam observing_day at=2025-04-16T03:00:00         the day of a time
            obskit id LSSTCam observing_day 2025-04-15                     its begin and end
            """)

    @Argument(help: ArgumentHelp("The instrument.", valueName: "name"))
    var instrument: String

    @Argument(help: ArgumentHelp("Which identifier; all are listed without.", valueName: "identifier"))
    var kind: String?

    @Argument(help: ArgumentHelp("An identifier, or its parts as name=value.", valueName: "value"))
    var values: [String] = []

    @OptionGroup var cameras: CatalogOptions

    @Option(help: "text for people, or json.")
    var format: ListFormat = .text

    @OptionGroup var report: ReportOptions

    func run() throws {
        let catalog = try cameras.catalog()
        let scheme = try catalog.instrumentOrExit(named: instrument).identifiers
        guard let kind else { return format == .json ? listJSON(scheme) : list(scheme) }
        try Report.orExit(.problems) {
            do {
                let given = try parts(scheme, kind)
                if given.isEmpty { try takeApart(scheme, kind) } else { try putTogether(scheme, kind, given) }
            } catch let error as TimeError {
                // A time is an input here, as an identifier is.
                throw DiagnosticsError(Report.diagnostics(error))
            }
        }
        if catalog.hasErrors { throw ExitStatus.problems.code }
    }

    private func putTogether(_ scheme: IdentifierScheme, _ kind: String, _ given: [String: IdentifierValue]) throws {
        let identifier = try scheme.compose(kind, values: given)
        guard format == .json else { return Output.line("\(identifier)") }
        let whole = try? scheme.layout(named: kind).unpack(identifier)
        let parts = whole.map { Array($0.parts.reversed()).map { ($0.name, $0.value) } } ?? given.map { ($0, $1) }
        write(kind, identifier) { writer in
            writer.key("parts")
            write(parts, &writer)
        }
    }

    private func takeApart(_ scheme: IdentifierScheme, _ kind: String) throws {
        switch kind {
        case "group_id": try group(scheme)
        case "observing_day": try day(scheme)
        case "observing_day_offset":
            throw IdentifierError(.missingPart, "an offset cannot be taken apart; give at=2025-04-16T03:00:00")
        default:
            let layout = try scheme.layout(named: kind)
            let identifier = try number()
            let parts = try layout.unpack(identifier)
            guard format == .json else { return Output.line("\(parts)") }
            write(kind, identifier) { writer in
                writer.key("parts")
                write(parts.parts.reversed().map { ($0.name, $0.value) }, &writer)
            }
        }
    }

    private func group(_ scheme: IdentifierScheme) throws {
        // Says what there is when there are no groups.
        _ = try scheme.inputs(of: "group_id")
        let identifier = try number()
        let candidates = scheme.groups?.candidates(of: identifier) ?? []
        if candidates.isEmpty { throw IdentifierError(.notAnIdentifier, "no group has the number \(identifier)") }
        guard format == .json else {
            for candidate in candidates {
                switch candidate {
                case .name(let name): Output.line("name=\(name)")
                case .hashed(let count, let digest):
                    Output.line("a name of \(count) characters whose hash begins with \(digest)")
                }
            }
            return
        }
        write("group_id", identifier) { writer in
            writer.key("candidates")
            writer.beginArray()
            for candidate in candidates {
                writer.beginObject()
                switch candidate {
                case .name(let name): writer.member("name", name)
                case .hashed(let count, let digest):
                    writer.member("characters", count)
                    writer.member("digest", digest)
                }
                writer.endObject()
            }
            writer.endArray()
        }
    }

    private func day(_ scheme: IdentifierScheme) throws {
        _ = try scheme.inputs(of: "observing_day")
        guard let days = scheme.days else { return }
        guard values.count == 1 else { try refuse("Give a day, or a time as at=2025-04-16T03:00:00.") }
        guard let day = CalendarDay(text: values[0])?.yyyymmdd else {
            throw TimeError(
                .noSuchDay,
                "'\(values[0])' is not an observing day; expected a day of the calendar as 20250418 or 2025-04-18")
        }
        let span = try days.span(of: day)
        guard let begin = span.begin, let end = span.end else { return }
        let texts = [begin, end].map { $0.isoText(scale: .tai) }
        guard format == .json else {
            return Output.line("begin=\(texts[0])TAI end=\(texts[1])TAI offset_s=\(days.offset(at: begin))")
        }
        write("observing_day", day) { writer in
            writer.member("begin_tai", texts[0])
            writer.member("end_tai", texts[1])
            writer.member("offset_s", days.offset(at: begin))
        }
    }

    /// The values that are given as name=value; none when an identifier is.
    private func parts(_ scheme: IdentifierScheme, _ kind: String) throws -> [String: IdentifierValue] {
        var texts: [(name: String, text: String)] = []
        for value in values {
            guard let sign = value.firstIndex(of: "=") else { continue }
            let name = String(value[..<sign])
            if texts.contains(where: { $0.name == name }) { try refuse("'\(name)' is given twice.") }
            texts.append((name, String(value[value.index(after: sign)...])))
        }
        if !texts.isEmpty && texts.count < values.count { try refuse("Give an identifier or its parts, not both.") }
        if texts.isEmpty { return [:] }
        let inputs = try scheme.inputs(of: kind)
        var parts: [String: IdentifierValue] = [:]
        for (name, text) in texts {
            // An unknown name is refused with those that there are.
            parts[name] = try inputs.first { $0.name == name }?.value(of: text) ?? .word(text)
        }
        return parts
    }

    private func number() throws -> Int {
        guard values.count == 1, let number = Int(values[0]) else {
            try refuse(
                values.isEmpty
                    ? "Give an identifier, or its parts as name=value."
                    : "'\(values[0])' is neither a number nor name=value.")
        }
        return number
    }

    private func refuse(_ text: String) throws -> Never {
        throw ValidationError(text)
    }
}

// What there is, and what is written.
extension IDCommand {
    private func list(_ scheme: IdentifierScheme) {
        for (name, layout) in scheme.layouts {
            for form in layout.forms {
                let isDefault = name == scheme.defaultPacker ? ", the packer that is used" : ""
                Output.result(
                    "\(name)  \(form.range.lowerBound) to \(form.range.upperBound), \(form.bits) bits\(isDefault)\n")
                for part in form.parts.reversed() { Output.line("    \(part.name)  \(part.words)") }
            }
        }
        if scheme.groups != nil { Output.line("group_id  the number of a group's name") }
        if scheme.days != nil {
            Output.result(
                "observing_day  the day of a time\nobserving_day_offset  what is taken from a time, in seconds\n")
        }
    }

    private func listJSON(_ scheme: IdentifierScheme) {
        let line = JSONOutput.line(schema: "obskit/identifier-list/1") { writer in
            writer.member("instrument", instrument)
            writer.key("identifiers")
            writer.beginArray()
            for name in scheme.composable {
                writer.beginObject()
                writer.member("identifier", name)
                if name == scheme.defaultPacker { writer.member("is_default_packer", true) }
                writer.key("inputs")
                writer.beginArray()
                for input in (try? scheme.inputs(of: name)) ?? [] {
                    writer.beginObject()
                    writer.member("name", input.name)
                    writer.member("values", input.values)
                    writer.member("has_fallback", input.hasFallback)
                    writer.endObject()
                }
                writer.endArray()
                if let layout = try? scheme.layout(named: name) {
                    writer.key("ranges")
                    writer.beginArray()
                    for form in layout.forms {
                        writer.beginArray()
                        writer.value(form.range.lowerBound)
                        writer.value(form.range.upperBound)
                        writer.endArray()
                    }
                    writer.endArray()
                }
                writer.endObject()
            }
            writer.endArray()
        }
        Output.json(line)
    }

    private func write(_ kind: String, _ identifier: Int, _ rest: (inout JSONWriter) -> Void) {
        let line = JSONOutput.line(schema: "obskit/identifier/1") { writer in
            writer.member("instrument", instrument)
            writer.member("identifier", kind)
            writer.member("value", identifier)
            rest(&writer)
        }
        Output.json(line)
    }

    private func write(_ parts: [(String, IdentifierValue)], _ writer: inout JSONWriter) {
        writer.beginObject()
        for (name, value) in parts {
            switch value {
            case .integer(let number): writer.member(name, number)
            case .word, .instant: writer.member(name, "\(value)")
            }
        }
        writer.endObject()
    }
}
