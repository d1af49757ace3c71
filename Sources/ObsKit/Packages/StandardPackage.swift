internal import ObsStandardEmbedded
internal import ObsText

/// What every program has: the base that most cameras extend.
struct StandardPackage: LinkedPackage {
    let name = "Standard"
    var files: EmbeddedFiles { unsafe EmbeddedFiles(table: obs_standard_files, count: obs_standard_file_count) }
}
