extension ConformanceCheck {
    /// The documentation of all checks, Documentation/ConformanceChecks.md.
    public static var markdown: String {
        var text = """
            <!-- Made by 'obskit conformance --document'; do not edit. -->
            # The conformance checks

            What `obskit conformance FOLDER` checks of a camera package. A finding has a level, the place and the code of its check:

            ```
            Cameras/MyCam/filters.yaml:5:11: error: the name '…' of a filter has 40 characters, and 32 can be stored [filter-names]
            ```

            An error makes the exit status 1, with `--fail-on warning` a warning does too. `obskit conformance --explain CODE` prints \
            what stands here.

            ## What a package holds for the checks

            | file | what |
            |---|---|
            | `conformance/headers/*.yaml` | golden headers (`obskit/golden-header/1`): the cards of real files and the observations that must come of them; one for each instrument, more for each sort of header |
            | `conformance/points/*.yaml` | golden points (`obskit/golden-points/1`): points of the camera in two frames or three, by independent numbers; one file for each camera, more with `at:` for versions |
            | `conformance/raw/*.yaml` | golden raw layouts (`obskit/golden-raw/1`): sizes of images and sections of amplifiers as headers of real files give them, and where their pixels land; one for each sensor layout |
            | `conformance/lookups/*.yaml` | golden look-ups (`obskit/golden-lookups/1`): a kind, a detector, a date and the curated file that goes with them |
            | `conformance/waivers.yaml` | findings that are accepted (`obskit/waivers/1`), by code, with an instrument, a part of the message and a reason |
            | `conformance/released.yaml` | what a released version promised (`obskit/released/1`), written by `obskit conformance FOLDER --record-release` and committed with the release |

            The schemas are in `Documentation/Schemas`. A waiver that accepts nothing is a finding itself. A baseline, `--baseline FILE`, \
            knows findings without a reason; `--write-baseline FILE` writes one.

            """
        for group in Group.allCases {
            let checks = all.filter { $0.group == group }
            if checks.isEmpty { continue }
            text += "\n## \(group.rawValue.prefix(1).uppercased())\(group.rawValue.dropFirst())\n"
            for check in checks { text += "\n" + check.section }
        }
        return text
    }

    /// The documentation of this check.
    public var section: String { "### \(code)\n\n*\(level.rawValue)*: \(title)\n\n\(documentation)\n" }
}
