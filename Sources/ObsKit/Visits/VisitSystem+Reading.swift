internal import ObsDocuments
internal import ObsText
internal import ObsTranslation

extension VisitSystem {
    /// The part of `exposure_visit_id` that tells the first of several exposures, by itself, from the visit of them.
    static let firstOfSeveral = "first_of_several"

    /// Reads `visits:` of an instrument.yaml: the systems, the instrument's own first.
    ///
    /// - Parameters:
    ///   - node: the list; nil where there is none, which is `one-to-one`
    ///   - identifiers: the numbers of exposures and groups, which the systems need
    ///   - problems: takes what is wrong
    /// - Returns: those that can be read
    static func list(_ node: Node?, _ identifiers: IdentifierScheme, _ problems: Problems) -> [VisitSystem] {
        guard let node else { return [.oneToOne] }
        let names = VisitSystem.allCases.map(\.rawValue)
        var systems: [VisitSystem] = []
        for element in node.items("visit systems", problems) {
            guard let name = element.string(problems) else { continue }
            guard let system = VisitSystem(rawValue: name) else {
                problems.error(
                    .unknownWord, at: element, "'\(name)' is no visit system",
                    hint: DidYouMean.hint(for: name, among: names) ?? "it is one of \(names.joined(separator: ", "))")
                continue
            }
            guard !systems.contains(system) else {
                problems.error(.duplicateKey, at: element, "\(name) is named twice", hint: "name it once")
                continue
            }
            systems.append(system)
            system.check(identifiers, with: node, at: element, problems)
        }
        if node.kind == .sequence, node.elements.isEmpty {
            problems.error(
                .missingKey, at: node, "there is no visit system", hint: "write visits: [one-to-one], or leave it away")
        }
        return systems
    }

    /// What numbers of visits are made of must be described.
    private func check(_ identifiers: IdentifierScheme, with list: Node, at place: Node, _ problems: Problems) {
        // What has mistakes may have it.
        if identifiers.isBroken { return }
        switch self {
        case .oneToOne: break
        case .byGroupMetadata where identifiers.groups == nil:
            problems.error(
                .missingKey, at: place, "\(rawValue) numbers visits by their groups, and identifiers: has no group_id",
                hint: "add group_id: [number], or another way to number a group")
        case .bySeqStartEnd where list.elements.contains(where: { $0.text == VisitSystem.oneToOne.rawValue }):
            let parts = identifiers.exposureVisit?.forms.flatMap(\.parts) ?? []
            let isTold = parts.contains { $0.name == Self.firstOfSeveral && $0.holds("yes") && $0.holds("no") }
            guard !isTold else { break }
            problems.error(
                .missingKey, at: place,
                "a visit of several has the number of its first exposure, which needs another for its own visit of one-to-one",
                hint: "add exposure_visit_id: to identifiers:, with {part: \(Self.firstOfSeveral), size: 10, "
                    + "words: {no: 0, yes: 9}, else: no}")
        case .byGroupMetadata, .bySeqStartEnd: break
        }
    }
}
