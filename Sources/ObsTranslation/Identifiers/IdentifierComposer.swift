internal import ObsTime

/// Puts one kind of identifier together, over and over, from values that a closure gives.
///
/// It is made once for the names of the values that there will be, so that little is left to do for each identifier:
///
/// ```swift
/// let composer = try scheme.composer(of: "detector_exposure_id", from: ["detector", "exposure"])
/// let id = try composer.compose { place in place == 0 ? .integer(94) : .integer(2_025_041_500_228) }
/// ```
///
/// An exposure that is given as a whole is taken apart where the identifier is made of its parts, and parts of an exposure
/// that are given make the exposure where the identifier holds it as a whole. A composer gives what
/// `IdentifierScheme.compose(_:values:)` gives, with the same errors.
public final class IdentifierComposer: Sendable {
    /// The name of the identifier, as in `IdentifierScheme.composable`.
    public let name: String
    /// What it is put together from, in the order of the names that it was made for.
    public let inputs: [IdentifierInput]
    private let method: Method

    private enum Method: Sendable {
        /// Recipes with, for each of their inputs, the place of the value.
        case layout([PlacedRecipe])
        case group(GroupIdentifiers)
        case day(ObservingDays)
        case offset(ObservingDays)
        case always(Int)
    }

    /// One that always gives the same.
    init(_ name: String, always value: Int) {
        self.name = name
        inputs = []
        method = .always(value)
    }

    init(_ name: String, _ recipes: [IdentifierRecipe], from names: [String]) throws(IdentifierError) {
        let fitting = try IdentifierInput.fitting(names, lists: recipes.map(\.inputs))
        for (index, input) in names.enumerated() where names[..<index].contains(input) {
            throw IdentifierError(.unknownPart, "'\(input)' is given twice", part: input)
        }
        let chosen = fitting.map { recipes[$0] }
        self.name = name
        inputs = names.compactMap { name in chosen.first?.inputs.first { $0.name == name } }
        method = .layout(
            chosen.map { recipe in
                PlacedRecipe(recipe, recipe.inputs.map { input in names.firstIndex(of: input.name) })
            })
    }

    init(_ scheme: IdentifierScheme, _ name: String, from names: [String]) throws(IdentifierError) {
        let inputs = try scheme.inputs(of: name)
        _ = try IdentifierInput.fitting(names, lists: [inputs])
        self.name = name
        self.inputs = inputs
        switch name {
        case IdentifierScheme.groupName: method = .group(try scheme.describedGroups)
        case IdentifierScheme.dayName: method = .day(try scheme.describedDays)
        default: method = .offset(try scheme.describedDays)
        }
    }

    /// Puts an identifier together.
    ///
    /// - Parameter value: gives the value of the input at a place of `inputs`, each once and in order; nil where there is
    ///   none
    /// - Returns: the identifier
    /// - Throws: `IdentifierError`: `missingPart` for a nil that has no fallback, `wrongType`, `unknownWord`, `noSuchDay`,
    ///   `outOfRange`, `badGroup`; `notAnIdentifier` for an exposure that cannot be taken apart
    public func compose(_ value: (_ place: Int) -> IdentifierValue?) throws(IdentifierError) -> Int {
        switch method {
        case .group(let groups):
            guard case .word(let name) = try single(value) else { throw wrongType("no text") }
            return try groups.identifier(of: name)
        case .day(let days):
            guard case .instant(let instant) = try single(value) else { throw wrongType("no time") }
            return days.day(of: instant)
        case .offset(let days):
            guard case .instant(let instant) = try single(value) else { throw wrongType("no time") }
            return days.offset(at: instant)
        case .always(let value): return value
        case .layout(let recipes):
            return try Self.pack(recipes, inputs.indices.map(value))
        }
    }

    /// Puts an identifier together from values, one for each of `inputs`.
    func compose(_ values: [IdentifierValue?]) throws(IdentifierError) -> Int {
        if case .layout(let recipes) = method { return try Self.pack(recipes, values) }
        return try compose { values[$0] }
    }

    private static func pack(
        _ recipes: [PlacedRecipe], _ values: [IdentifierValue?]
    ) throws(IdentifierError) -> Int {
        if recipes.count == 1 { return try recipes[0].pack(values) }
        return try IdentifierLayout.firstOf(Array(recipes.indices)) { index throws(IdentifierError) in
            try recipes[index].pack(values)
        }
    }

    /// Puts an identifier together from values by name, by the recipes that take them.
    static func compose(
        _ recipes: [IdentifierRecipe], _ values: [String: IdentifierValue]
    ) throws(IdentifierError) -> Int {
        let names = values.keys.sorted()
        return try IdentifierComposer("", recipes, from: names).compose { values[names[$0]] }
    }

    private func single(_ value: (Int) -> IdentifierValue?) throws(IdentifierError) -> IdentifierValue {
        if let found = value(0) { return found }
        throw IdentifierError(.missingPart, "\(inputs[0].name) must be given as well", part: inputs[0].name)
    }

    private func wrongType(_ found: String) -> IdentifierError {
        IdentifierError(.wrongType, "\(inputs[0].name) is \(found)", part: inputs[0].name, expected: inputs[0].values)
    }
}

/// A recipe, and where the values of its inputs lie; nil where none is given.
private final class PlacedRecipe: Sendable {
    private let recipe: IdentifierRecipe
    private let places: [Int?]

    init(_ recipe: IdentifierRecipe, _ places: [Int?]) {
        self.recipe = recipe
        self.places = places
    }

    func pack(_ values: [IdentifierValue?]) throws(IdentifierError) -> Int {
        try recipe.pack(places, values)
    }
}

/// One way to put an identifier of a layout together: a form, with the exposure as a whole or with its parts.
final class IdentifierRecipe: Sendable {
    /// Where the value of a part of the form is from.
    private enum Origin: Sendable {
        /// An input, by its place.
        case input(Int)
        /// The part of an exposure that is taken apart, by its place in each form of exposures; nil where it has none.
        case ofExposure([Int?])
        /// An exposure that is put together.
        case exposure
    }

    /// What must be given.
    let inputs: [IdentifierInput]
    private let form: IdentifierLayout.Form
    private let origins: [Origin]
    /// How exposures are taken apart, and the place of the exposure among the inputs; nil where none is.
    private let exposure: (layout: IdentifierLayout, place: Int)?
    /// How an exposure is put together from inputs, and the place of the first; nil where none is.
    private let composed: (form: IdentifierLayout.Form, first: Int)?
    /// Whether no exposure is taken apart or put together.
    private let isPlain: Bool

    /// A form from its own parts.
    init(_ form: IdentifierLayout.Form) {
        self.form = form
        inputs = form.inputs
        origins = form.parts.indices.map { .input($0) }
        exposure = nil
        composed = nil
        isPlain = true
    }

    /// A form of parts of exposures from whole ones; nil when it has no such parts, or has a whole exposure.
    init?(_ form: IdentifierLayout.Form, takingApart layout: IdentifierLayout) {
        let parts = layout.partNames
        guard !form.parts.contains(where: { $0.name == IdentifierInput.exposure }),
            form.parts.contains(where: { parts.contains($0.name) })
        else { return nil }
        var inputs: [IdentifierInput] = []
        var origins: [Origin] = []
        for part in form.parts {
            if parts.contains(part.name) {
                origins.append(.ofExposure(layout.forms.map { $0.parts.firstIndex { $0.name == part.name } }))
            } else {
                origins.append(.input(inputs.count))
                inputs.append(IdentifierInput(part))
            }
        }
        exposure = (layout, inputs.count)
        composed = nil
        isPlain = false
        inputs.append(IdentifierInput(exposureOf: layout))
        self.inputs = inputs
        self.origins = origins
        self.form = form
    }

    /// A form with whole exposures from their parts; nil when it has no exposure, or these have no other parts.
    init?(_ form: IdentifierLayout.Form, composing exposureForm: IdentifierLayout.Form) {
        guard form.parts.contains(where: { $0.name == IdentifierInput.exposure }),
            !exposureForm.parts.contains(where: { part in form.parts.contains { $0.name == part.name } })
        else { return nil }
        var inputs: [IdentifierInput] = []
        var origins: [Origin] = []
        var first = 0
        for part in form.parts {
            if part.name == IdentifierInput.exposure {
                origins.append(.exposure)
                first = inputs.count
                inputs += exposureForm.inputs
            } else {
                origins.append(.input(inputs.count))
                inputs.append(IdentifierInput(part))
            }
        }
        self.inputs = inputs
        self.origins = origins
        self.form = form
        exposure = nil
        isPlain = false
        composed = (exposureForm, first)
    }

    /// The integer of values, with the inputs' values at the given places.
    func pack(
        _ places: [Int?], _ values: [IdentifierValue?]
    ) throws(IdentifierError) -> Int {
        func given(_ input: Int) -> IdentifierValue? { places[input].flatMap { values[$0] } }
        if isPlain { return try form.pack(given) }
        guard let exposure else {
            guard let composed else { return try form.pack(given) }
            let identifier = try composed.form.pack { given(composed.first + $0) }
            return try form.pack { place in
                if case .input(let input) = origins[place] { given(input) } else { .integer(identifier) }
            }
        }
        let identifier = try exposureID(given(exposure.place))
        let formOfExposure = try exposure.layout.form(of: identifier)
        let exposureForm = exposure.layout.forms[formOfExposure]
        var parts = [IdentifierValue?](repeating: nil, count: exposureForm.parts.count)
        try exposureForm.unpack(identifier) { parts[$0] = $1 }
        try checkParts(of: identifier, formOfExposure)
        return try form.pack { place in
            switch origins[place] {
            case .input(let input): given(input)
            case .ofExposure(let places): places[formOfExposure].flatMap { parts[$0] }
            case .exposure: nil
            }
        }
    }

    private func exposureID(_ value: IdentifierValue?) throws(IdentifierError) -> Int {
        if case .integer(let identifier)? = value { return identifier }
        guard let value else {
            throw IdentifierError(.missingPart, "exposure must be given as well", part: IdentifierInput.exposure)
        }
        throw IdentifierError(
            .wrongType, "exposure='\(value)' is no number", part: IdentifierInput.exposure, value: value,
            expected: exposure?.layout.rangeText)
    }

    /// Refuses exposures of a form that lacks a part, whose fallback would stand for any value.
    private func checkParts(of identifier: Int, _ formOfExposure: Int) throws(IdentifierError) {
        for place in form.parts.indices {
            guard case .ofExposure(let places) = origins[place], places[formOfExposure] == nil else { continue }
            throw IdentifierError(
                .missingPart, "the exposure \(identifier) has no part '\(form.parts[place].name)'",
                part: form.parts[place].name, value: .integer(identifier))
        }
    }
}

extension IdentifierLayout {
    /// Every way to put an identifier of this layout together; how exposures are made is nil for exposures themselves.
    func recipes(exposure: IdentifierLayout?) -> [IdentifierRecipe] {
        var recipes = forms.map { IdentifierRecipe($0) }
        guard let exposure else { return recipes }
        for form in forms {
            if let recipe = IdentifierRecipe(form, takingApart: exposure) { recipes.append(recipe) }
            recipes += exposure.forms.compactMap { IdentifierRecipe(form, composing: $0) }
        }
        return recipes
    }
}
