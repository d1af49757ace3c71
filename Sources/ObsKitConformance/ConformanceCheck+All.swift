extension ConformanceCheck {
    /// Every check, by group and code.
    public static let all: [ConformanceCheck] =
        (identity + filters + geometry + versions + translation + corrections + identifiers + calibrations + parameters
        + rawLayout + documentation).sorted()

    /// The check of a code; nil when there is none.
    ///
    /// - Parameter code: the code
    /// - Returns: the check
    public static func named(_ code: String) -> ConformanceCheck? { all.first { $0.code == code } }
}
