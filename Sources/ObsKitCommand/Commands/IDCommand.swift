internal import ArgumentParser
internal import ObsKit
internal import ObsTime
internal import ObsYAML

struct IDCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "id", abstract: "Take an identifier apart, or put one together.",
        discussion: """
            obskit id LSSTCam                                              which identifiers there are
            obskit id LSSTCam exposure_id 2025041500228                    takes it apart
            obskit id LSSTCam exposure_id day=20250415 sequence=228        puts it together
            obskit id LSSTCam rubin exposure=2025041500228 detector=94     an exposure may be given as a whole
            obskit id LSSTCam group_id name=2025-04-16T00:53:10.143        the number of a group
            obskit id LSSTCam observing_day at=2025-04-16T03:00:00         the day of a time; of a day, its begin and end
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

    func run() throws {
        let catalog = cameras.catalog()
        let scheme = try Report.orExit { try catalog.instrument(named: instrument) }.identifiers
        guard let kind else { return list(scheme) }
        do {
            switch kind {
            case "group_id": try group(scheme)
            case "observing_day": try day(scheme)
            default: try layout(scheme, kind)
            }
        } catch let error as IdentifierError {
            Output.diagnostic("obskit: error: \(error.message)")
            throw ExitCode(1)
        } catch let error as TimeError {
            Output.diagnostic("obskit: error: \(error.message)")
            throw ExitCode(1)
        }
        if catalog.hasErrors { throw ExitCode(1) }
    }

    private func list(_ scheme: IdentifierScheme) {
        for (name, layout) in scheme.layouts {
            for form in layout.forms {
                let isDefault = name == scheme.defaultPacker ? ", the packer that is used" : ""
                Output.result(
                    "\(name)  \(form.range.lowerBound) to \(form.range.upperBound), \(form.bits) bits\(isDefault)\n")
                for part in form.parts.reversed() { Output.result("    \(part.name)  \(part.words)\n") }
            }
        }
        if scheme.groups != nil { Output.result("group_id  the number of a group's name\n") }
        if scheme.days != nil { Output.result("observing_day  the day of a time\n") }
    }

    private func layout(_ scheme: IdentifierScheme, _ kind: String) throws {
        let layout = try scheme.layout(named: kind)
        let given = try parts()
        guard !given.isEmpty else {
            let identifier = try number()
            return print(kind, identifier, try layout.unpack(identifier))
        }
        var values = given
        // An exposure that is given as a whole stands for its parts.
        if let exposure = given["exposure"], !layout.partNames.contains("exposure"), scheme.exposure != nil {
            guard case .integer(let identifier) = exposure else {
                throw IdentifierError(.wrongType, "exposure='\(exposure)' is no number")
            }
            values["exposure"] = nil
            for part in try scheme.parts(ofExposureID: identifier).parts where layout.partNames.contains(part.name) {
                values[part.name] = part.value
            }
        }
        let identifier = try layout.pack(values)
        print(kind, identifier, try layout.unpack(identifier), isPacked: true)
    }

    private func print(_ kind: String, _ identifier: Int, _ parts: IdentifierParts, isPacked: Bool = false) {
        guard format == .json else {
            return Output.result(isPacked ? "\(identifier)\n" : "\(parts)\n")
        }
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("instrument", instrument)
        writer.member("identifier", kind)
        writer.member("value", identifier)
        writer.key("parts")
        writer.beginObject()
        for part in parts.parts.reversed() {
            switch part.value {
            case .integer(let number): writer.member(part.name, number)
            case .word(let word): writer.member(part.name, word)
            }
        }
        writer.endObject()
        writer.endObject()
        writer.newLine()
        Output.result(writer.bytes)
    }

    private func group(_ scheme: IdentifierScheme) throws {
        guard let groups = scheme.groups else {
            throw IdentifierError(.notDescribed, "\(instrument) has no groups with numbers")
        }
        if let name = try text("name") { return simple("group_id", "\(try groups.identifier(of: name))") }
        let identifier = try number()
        let candidates = groups.candidates(of: identifier)
        if candidates.isEmpty { throw IdentifierError(.notAnIdentifier, "no group has the number \(identifier)") }
        for candidate in candidates {
            switch candidate {
            case .name(let name): simple("group_id", "name=\(name)")
            case .hashed(let count, let digest):
                simple("group_id", "a name of \(count) characters whose hash begins with \(digest)")
            }
        }
    }

    private func day(_ scheme: IdentifierScheme) throws {
        guard let days = scheme.days else {
            throw IdentifierError(.notDescribed, "the package of \(instrument) does not say when its day changes")
        }
        if let text = try text("at") {
            let instant = try Instant(text)
            return simple("observing_day", "\(days.day(of: instant))")
        }
        let day = try number()
        let span = try days.span(of: day)
        guard let begin = span.begin, let end = span.end else { return }
        simple(
            "observing_day",
            "begin=\(begin.isoText(scale: .tai))TAI end=\(end.isoText(scale: .tai))TAI offset_s=\(days.offset(at: begin))"
        )
    }

    private func simple(_ kind: String, _ text: String) {
        guard format == .json else { return Output.result(text + "\n") }
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("instrument", instrument)
        writer.member("identifier", kind)
        writer.member("result", text)
        writer.endObject()
        writer.newLine()
        Output.result(writer.bytes)
    }

    /// The parts that are given as name=value; none when an identifier is.
    private func parts() throws -> [String: IdentifierValue] {
        var parts: [String: IdentifierValue] = [:]
        for value in values {
            guard let sign = value.firstIndex(of: "=") else { continue }
            let name = String(value[..<sign])
            let text = String(value[value.index(after: sign)...])
            if parts[name] != nil { try refuse("'\(name)' is given twice.") }
            parts[name] = Int(text).map { .integer($0) } ?? .word(text)
        }
        if !parts.isEmpty && parts.count < values.count { try refuse("Give an identifier or its parts, not both.") }
        return parts
    }

    private func text(_ name: String) throws -> String? {
        guard values.count == 1, let value = values.first, value.hasPrefix(name + "=") else { return nil }
        return String(value.dropFirst(name.count + 1))
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
        Output.diagnostic("obskit: error: \(text)")
        throw ExitCode(2)
    }
}
