// Written by Scripts/words-list; do not edit.

extension Language {
    /// The words of Builders, by name.
    static let builderWords: [any BuilderWord.Type] = [
        AirmassBuilder.self,
        AltazBuilder.self,
        CivilOffsetBuilder.self,
        LocationBuilder.self,
        ObservingDayBuilder.self,
        SkyBuilder.self,
        TimeBuilder.self,
    ]
}
