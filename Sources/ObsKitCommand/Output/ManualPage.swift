internal import ObsDocuments
internal import ObsText

/// The manual page of a command, made of what the command says of itself.
struct ManualPage {
    /// The page in the macros of man(7).
    private(set) var text = ""

    /// Writes a page.
    ///
    /// - Parameters:
    ///   - tool: what ArgumentParser says of the command, as JSON
    ///   - version: the version of the command
    /// - Throws: `DiagnosticsError` when that is no JSON
    init(tool: String, version: String) throws {
        let command = try Document.json(text: tool, file: "help").root["command"]
        guard let command, let name = command["commandName"]?.text else {
            throw DiagnosticsError([Diagnostic(.error, .missingKey, at: nil, "the help names no command")])
        }
        text = ".\\\" Made by '\(name) manual'; do not edit.\n"
        text += ".TH \(name.uppercased()) 1 \"\" \"\(name) \(version)\" \"ObsKit\"\n"
        section("NAME", "\(name) \\- \(Self.roff(command["abstract"]?.text ?? ""))")
        section("SYNOPSIS", ".B \(name)\n.I command\n.RI [ options ]")
        section("DESCRIPTION", paragraphs(command["discussion"]))
        text += ".SH COMMANDS\n"
        for one in command["subcommands"]?.elements.map({ $0 }) ?? [] { add(one, path: name) }
        section(
            "EXIT STATUS",
            """
            .TP
            .B 0
            All is done; an observation may be flawed, which its record says.
            .TP
            .B 1
            Some input had problems: an observation has failed, a file cannot be read or is not known.
            With \\-\\-fail\\-on warning, what is flawed or doubtful counts too; with \\-\\-fail\\-on never, neither does.
            .TP
            .B 2
            The call was wrong.
            .TP
            .B 3
            Nothing could be done: there is no registry, no package, or the package is broken so that no input was looked at.
            """)
        section(
            "ENVIRONMENT",
            """
            .TP
            .B OBSKIT_PATH
            Folders with camera packages, with colons between them; searched after those of \\-\\-package.
            .TP
            .B OBSKIT_CORRECTIONS
            Files with corrections of the site, with colons between them; laid over those of the packages.
            """)
        section(
            "FILES",
            """
            .TP
            .I ../share/obskit/cameras
            Camera packages, beside the folder of the program.
            .TP
            .I ../share/obskit/schemas
            JSON Schemas of the files of a package, for editors, and of what commands write as JSON.
            """)
    }

    private mutating func section(_ title: String, _ body: String) { text += ".SH \(title)\n\(body)\n" }

    /// A command and those inside it.
    private mutating func add(_ command: Node, path: String) {
        guard command["shouldDisplay"]?.text != "false", let name = command["commandName"]?.text, name != "help" else {
            return
        }
        let full = path + " " + name
        let arguments = (command["arguments"]?.elements.map { $0 } ?? []).filter {
            $0["shouldDisplay"]?.text != "false" && !["help", "version"].contains(Self.longName($0))
        }
        let inside = command["subcommands"]?.elements.map { $0 } ?? []
        text += ".SS \(Self.roff(full))\n"
        text += Self.roff(command["abstract"]?.text ?? "") + "\n"
        if let discussion = command["discussion"]?.text, !discussion.isEmpty {
            text += ".PP\n" + paragraphs(command["discussion"]) + "\n"
        }
        for argument in arguments {
            text += ".TP\n\(Self.synopsis(argument))\n"
            text += Self.roff(argument["abstract"]?.text ?? "")
            let values = argument["allValues"]?.elements.compactMap(\.text) ?? []
            if !values.isEmpty { text += " Values: \(Self.roff(values.joined(separator: ", ")))." }
            if let standard = argument["defaultValue"]?.text { text += " Default: \(Self.roff(standard))." }
            text += "\n"
        }
        for one in inside { add(one, path: full) }
    }

    private static func longName(_ argument: Node) -> String {
        (argument["names"]?.elements.first { $0["kind"]?.text == "long" })?["name"]?.text ?? ""
    }

    /// What is written on a command line for an argument.
    private static func synopsis(_ argument: Node) -> String {
        let value = roff("<\(argument["valueName"]?.text ?? "value")>")
        let names = (argument["names"]?.elements.map { $0 } ?? []).compactMap { name in
            name["name"]?.text.map { (name["kind"]?.text == "long" ? "--" : "-") + $0 }
        }
        let repeated = argument["isRepeating"]?.text == "true" ? " ..." : ""
        switch argument["kind"]?.text {
        case "positional": return ".I \(value)\(repeated)"
        case "option": return ".BR \"\(roff(names.joined(separator: ", ")))\" \" \(value)\(repeated)\""
        default: return ".B \(roff(names.joined(separator: ", ")))"
        }
    }

    private func paragraphs(_ node: Node?) -> String {
        (node?.text ?? "").split(separator: "\n").map { Self.roff(String($0)) }.joined(separator: "\n.PP\n")
    }

    /// Text in which nothing is a request of roff.
    private static func roff(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "\"": result += "\\(dq"
            default: result.append(character)
            }
        }
        return result.hasPrefix(".") || result.hasPrefix("'") ? "\\&" + result : result
    }
}
