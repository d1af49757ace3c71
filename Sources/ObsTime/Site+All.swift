extension Site {
    /// The built-in sites, alphabetical.
    ///
    /// The geocentric ones, Subaru and the Rubin telescopes are as the survey pipelines have them; the others are
    /// the geodetic positions of the IRAF observatory database and of the observatories' own pages, as collected in
    /// astropy-data (coordinates/sites.json), good to about 100 m.
    public static let all: [Site] = [
        at("aao", 149.066_086_111, -31.277_038_889, 1_164, "Anglo-Australian Observatory", "AAT"),
        Site(
            name: "apo", aliases: ["Apache Point Observatory", "Apache Point", "Sloan 2.5m"],
            location: GeocentricLocation(x: -1_463_969.301_851_72, y: -5_166_673.342_234_33, z: 3_434_985.712_045_65)),
        at("auxtel", -70.747_698, -30.244_728, 2_663, "Rubin Auxiliary Telescope", "Rubin AuxTel", "LATISS"),
        Site(
            name: "cfht", aliases: ["Canada-France-Hawaii Telescope", "CFHT 3.6m"],
            location: GeocentricLocation(x: -5_464_301.771_353_69, y: -2_493_489.873_041_9, z: 2_151_085.169_505_89)),
        Site(
            name: "ctio",
            aliases: ["Cerro Tololo Interamerican Observatory", "Cerro Tololo", "CTIO 4.0-m telescope", "Blanco"],
            location: GeocentricLocation(x: 1_814_303.745_537_23, y: -5_214_365.743_621_6, z: -3_187_340.565_987_56)),
        at("gemini north", -155.469_046_753, 19.823_801_447, 4_213, "gemn", "Gemini-North"),
        at("gemini south", -70.736_683_333, -30.240_741_667, 2_750, "gems", "Gemini-South"),
        at("greenwich", -0.001_475, 51.477_811, 46, "Royal Observatory Greenwich"),
        at("haleakala", -156.169, 20.715_52, 3_048, "Haleakala Observatories", "Pan-STARRS"),
        at("keck", -155.478_333_333, 19.828_333_333, 4_160, "W. M. Keck Observatory", "Keck Observatory"),
        at("kpno", -111.6, 31.963_333_333, 2_120, "Kitt Peak National Observatory", "Kitt Peak", "Mayall"),
        at(
            "lapalma", -17.88, 28.758_333_333, 2_327, "Roque de los Muchachos, La Palma", "Roque de los Muchachos",
            "ORM"),
        at("lasilla", -70.73, -29.256_666_667, 2_347, "La Silla Observatory (ESO)", "La Silla Observatory", "La Silla"),
        at("lco", -70.701_666_667, -29.003_333_333, 2_282, "Las Campanas Observatory", "Las Campanas"),
        at("lick", -121.636_666_667, 37.343_333_333, 1_290, "Lick Observatory"),
        at("mcdonald", -104.021_666_694, 30.671_666_694, 2_075, "McDonald Observatory"),
        at("mmt", -110.885, 31.688_333_333, 2_608, "Multiple Mirror Telescope"),
        at("palomar", -116.863, 33.356, 1_706, "Palomar Observatory", "The Hale Telescope", "Hale Telescope"),
        at(
            "paranal", -70.404_986_88, -24.627_439_41, 2_669, "Paranal Observatory (ESO)", "Cerro Paranal", "VLT", "VST"
        ),
        at(
            "rubin", -70.749_417, -30.244_639, 2_663, "Rubin Observatory", "Vera C. Rubin Observatory",
            "Simonyi Survey Telescope", "Rubin:Simonyi", "LSST", "Cerro Pachon"),
        at("sso", 149.061_194_444, -31.273_361_111, 1_149, "Siding Spring Observatory", "SkyMapper"),
        at("subaru", -155.476_667, 19.825_556, 4_139, "Subaru Telescope"),
        at("whipple", -110.877_5, 31.680_944_444, 2_320, "Whipple Observatory", "flwo"),
    ].compactMap { $0 }

    /// A site at a geodetic position; nil only for a position that cannot be, which the tests rule out.
    private static func at(
        _ name: String, _ longitude: Double, _ latitude: Double, _ height: Double, _ aliases: String...
    ) -> Site? {
        (try? GeocentricLocation(longitude: longitude, latitude: latitude, height: height))
            .map { Site(name: name, aliases: aliases, location: $0) }
    }
}
