internal import ObsDocuments
internal import ObsText
internal import ObsTranslation

/// What an instrument.yaml says: enough to recognize the instrument's files.
struct InstrumentDescription: Sendable {
    static let schema = InstrumentKeys.file.schema

    let name: String
    let aliases: [String]
    let about: String
    let detection: Detection
    let headerLayout: HeaderLayout
    let checks: ConsistencyChecks
    /// The folder of the focal plane, counted from instrument.yaml; nil when the package says that there is none.
    let cameraFolder: String?
    /// Where the package names the folder, or should say that there is none; nil where it names none.
    let namedCamera: SourcePosition?
    /// Where instrument.yaml begins.
    let place: SourcePosition
    let sectionCards: SectionCards
    let identifiers: IdentifierScheme
    let visitSystems: [VisitSystem]
    let products: [ProductRule]

    /// Reads instrument.yaml as far as it can be read, with what is wrong among the problems; nil when it is no mapping.
    ///
    /// Where a base could not be read, `isComplete` is false: what is missing may be there.
    init?(layers: [Node], isComplete: Bool = true, expectedName: String, problems: Problems) {
        let format = InstrumentKeys.file.root
        guard let root = layers.first, let reader = FormatReader(root, format, problems) else { return nil }
        let bases = layers.dropFirst().compactMap { FormatReader($0, format, problems) }
        var usedBases: Set<Int> = []
        /// The entry of the topmost file that has it.
        func entry(_ key: any DescribedKey, isRequired: Bool = false) -> Node? {
            let inherited = bases.map { $0.given(key) }
            if let own = reader.given(key) { return own }
            if let index = inherited.firstIndex(where: { $0 != nil }) {
                usedBases.insert(index)
                return inherited[index]
            }
            return isRequired ? reader.needed(key) : nil
        }
        reader.requireSchema(InstrumentKeys.file)
        _ = reader.given(InstrumentKeys.extends)
        let nameNode = reader.needed(InstrumentKeys.name)
        let name = nameNode?.string(problems)
        if let nameNode, let name, name != expectedName {
            problems.error(
                .wrongName, at: nameNode, "the instrument is '\(name)' here and '\(expectedName)' in package.yaml",
                hint: "use one name")
        }
        aliases = entry(InstrumentKeys.aliases)?.strings(problems) ?? []
        about = entry(InstrumentKeys.about)?.string(problems) ?? ""
        let detection = entry(InstrumentKeys.detection, isRequired: true).map { Detection($0, problems: problems) }
        let layout = entry(InstrumentKeys.headers, isRequired: true).flatMap { HeaderLayout($0, problems: problems) }
        let camera = entry(InstrumentKeys.camera)
        cameraFolder = Self.cameraFolder(camera, reason: entry(InstrumentKeys.cameraReason), problems)
        namedCamera = camera?.position
        place = root.position
        sectionCards = entry(InstrumentKeys.rawSections).map { SectionCards($0, problems: problems) } ?? SectionCards()
        var identifierLayers = [reader.given(InstrumentKeys.identifiers)].compactMap { $0 }
        for (index, base) in bases.enumerated() {
            guard let node = base.given(InstrumentKeys.identifiers) else { continue }
            identifierLayers.append(node)
            usedBases.insert(index)
        }
        identifiers = IdentifierScheme(
            instrument: expectedName, layers: identifierLayers, isComplete: isComplete, problems: problems)
        visitSystems = VisitSystem.list(entry(InstrumentKeys.visits), identifiers, problems)
        products = (entry(InstrumentKeys.products)?.items("products", problems) ?? []).compactMap {
            ProductRule($0, problems: problems)
        }
        checks =
            entry(InstrumentKeys.consistency).map { ConsistencyChecks($0, problems: problems) } ?? ConsistencyChecks()
        reader.finish()
        for (index, base) in bases.enumerated() {
            base.requireSchema(InstrumentKeys.file)
            _ = base.given(InstrumentKeys.extends)
            _ = base.given(InstrumentKeys.name)
            base.finish()
            if !usedBases.contains(index), let place = layers[index][InstrumentKeys.extends.name] {
                problems.error(.unusedBase, at: place, "nothing of the base is used", hint: "take extends: away")
            }
        }
        self.name = name ?? expectedName
        self.detection = detection ?? .none
        headerLayout = layout ?? .primary
    }

    /// `camera: none` says that the package describes no focal plane, and needs a reason; another word is a folder.
    private static func cameraFolder(_ node: Node?, reason: Node?, _ problems: Problems) -> String? {
        let folder = node.flatMap { $0.string(problems) } ?? "camera"
        if folder == "none" {
            if reason?.string(problems)?.isEmpty ?? true, let node {
                problems.error(
                    .missingKey, at: node, "a package without a camera says why", hint: "add camera_reason: TEXT")
            }
            return nil
        }
        if let reason {
            problems.error(.unknownWord, at: reason, "camera_reason stands without camera: none", hint: "take it away")
        }
        return folder
    }
}
