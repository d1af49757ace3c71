public import ObsFITS

extension SkyCards {
    /// A header with these sky coordinates in the place of those that it has.
    ///
    /// Cards that say how pixels lie in the sky go, also where a letter marks another description (`CTYPE1A`): the keywords of FITS 4.0
    /// (section 8), SIP, and the polynomials of `PV`, `PS` and IRAF's `WAT`. `EQUINOX` stays, since `RA` and `DEC` may need it; the ICRS
    /// does not.
    ///
    /// - Parameter header: the header of the trimmed, assembled detector
    /// - Returns: the header, with these cards behind all others
    public func replacingSky(of header: Header) -> Header {
        Header(cards: header.filter { !Self.isOfSky($0.keyword.name) } + cards)
    }

    /// Keywords of sky coordinates, with # for each number.
    private static let keywords: Set<String> = [
        "WCSAXES", "WCSNAME", "CTYPE#", "CUNIT#", "CRVAL#", "CRPIX#", "CDELT#", "CROTA#", "CRDER#", "CSYER#", "CNAME#",
        "PC#_#",
        "CD#_#", "PV#_#", "PS#_#", "RADESYS", "RADECSYS", "LONPOLE", "LATPOLE", "CPDIS#", "CQDIS#", "WAT#_#", "A_ORDER",
        "B_ORDER", "AP_ORDER", "BP_ORDER", "A_DMAX", "B_DMAX", "A_#_#", "B_#_#", "AP_#_#", "BP_#_#",
    ]

    private static func isOfSky(_ name: String) -> Bool {
        var form = ""
        for character in name {
            if !character.isNumber { form.append(character) } else if form.last != "#" { form.append("#") }
        }
        if keywords.contains(form) { return true }
        // Behind the keyword, a letter says which of several descriptions it is of.
        guard let last = form.utf8.last, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(last) else { return false }
        return keywords.contains(String(form.dropLast()))
    }
}
