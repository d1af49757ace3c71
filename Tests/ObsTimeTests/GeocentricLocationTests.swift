import Testing

@testable import ObsTime

@Suite struct GeocentricLocationTests {
    /// astropy 8.0.2: `EarthLocation.from_geodetic(longitude, latitude, height)`, WGS84.
    @Test(
        "Geodetic positions become geocentric ones, and back",
        arguments: [
            (-70.81489, -30.16606, 2215.0, 1814299.4321709608, -5214321.092378282, -3187415.562488629),
            (-155.476667, 19.825556, 4139, -5464492.282102364, -2493000.6266314997, 2150943.6513960036),
            (-70.749417, -30.244639, 2663, 1818938.9432360171, -5208470.950937998, -3195172.084267574),
            (-70.747698, -30.244728, 2663, 1819093.5687622507, -5208411.682796104, -3195180.61110659),
            (0, 0, 0, 6378137.0, 0.0, 0.0),
            (0, 90, 0, 0, 0, 6356752.314245179),
            (123.456, -90, 100, 0, 0, -6356852.314245179),
            (180, 45, -50, -4517555.523509872, 0, 4487313.053526861),
            (-0.001475, 51.477811, 46, 3980608.9024681724, -102.47522910783105, 4966861.273100675),
        ])
    func geodetic(longitude: Double, latitude: Double, height: Double, x: Double, y: Double, z: Double) throws {
        let place = try GeocentricLocation(longitude: longitude, latitude: latitude, height: height)
        #expect(abs(place.x - x) < 1e-6 && abs(place.y - y) < 1e-6 && abs(place.z - z) < 1e-6)
        let back = place.geodetic
        #expect(abs(back.latitude - latitude) < 1e-11)
        #expect(abs(back.height - height) < 1e-6)
        #expect(abs(latitude) == 90 || abs(abs(back.longitude) - abs(longitude)) < 1e-11)
    }

    @Test(
        "Places that cannot be are refused with the number",
        arguments: [
            (0.0, 90.001, 0.0, TimeError.Code.outOfRange, "latitude 90.001"),
            (361, 0, 0, .outOfRange, "longitude 361.0"), (0, 0, 1e300, .outOfRange, "height 1e+300"),
            (.nan, 0, 0, .notFinite, "nan"), (0, .infinity, 0, .notFinite, "inf"), (0, 0, .nan, .notFinite, "nan"),
        ])
    func refuses(longitude: Double, latitude: Double, height: Double, code: TimeError.Code, hint: String) {
        let error = expectTimeError(code) {
            _ = try GeocentricLocation(longitude: longitude, latitude: latitude, height: height)
        }
        #expect(error?.message.contains(hint) == true)
    }
}

@Suite struct SiteTests {
    @Test("All sites are there, on the ground, under names that lead to one site")
    func all() {
        #expect(Site.all.count == 23)
        var names: [String: String] = [:]
        for site in Site.all {
            #expect((-100...5_500).contains(site.location.geodetic.height), "\(site.name)")
            for name in [site.name] + site.aliases {
                #expect(names.updateValue(site.name, forKey: Site.key(name)) ?? site.name == site.name, "\(name)")
                #expect(Site.named(name) == site)
            }
        }
        #expect(Site.all.map(\.name) == Site.all.map(\.name).sorted())
    }

    @Test(
        "Names are found in the ways people write them",
        arguments: [
            ("CTIO", "ctio"), ("Cerro Tololo", "ctio"), ("cerro_pachon", "rubin"), ("Subaru", "subaru"),
            ("Simonyi Survey Telescope", "rubin"), ("Gemini-North", "gemini north"),
        ])
    func named(name: String, site: String) {
        #expect(Site.named(name)?.name == site)
    }

    @Test("An unknown site is nil", arguments: ["", " ", "atlantis"])
    func unknown(name: String) {
        #expect(Site.named(name) == nil)
    }
}
