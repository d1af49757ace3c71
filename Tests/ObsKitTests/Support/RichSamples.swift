/// Files that use every key of their kind.
enum RichSamples {
    static let package = """
        schema: obskit/package/1
        name: Toy
        version: 1.0.0
        about: All keys.
        requires: {obskit: 1, release: 0.1.0, hooks: {Toy: 1}}
        instruments: [Other, {name: Toy, folder: toy}]
        """

    static let headers = [
        "{from: primary}", "{from: each, where: {card: CCD, is: defined}, inherit: declared, whole: [science]}",
        "{from: merged, hdus: [0, 1]}",
    ]

    static let instrument = """
        schema: obskit/instrument/1
        name: Toy
        aliases: [Plaything]
        about: All keys.
        detection: [{when: {card: INSTRUME, equals: Toy}, weight: 100}]
        headers: {from: primary}
        camera: none
        camera_reason: It is a toy.
        raw_sections:
          section: ASEC{amplifier}
          data: {first: 'MN{channel}{axis}', last: 'MX{channel}{axis}'}
          serial_prescan: A
          serial_overscan: B
          parallel_prescan: C
          parallel_overscan: D
        consistency:
          altaz: exact
          altaz_arcmin: 5
          airmass: 0.1
          interval_slack_s: 60
          detector_serial: off
          same_time: [{mjd: MJD-STR, date: DATE-OBS, time_of_day: UT-STR, next_day: true, tolerance_s: 2}]
          observation_id_day: true
          may_differ: [exposure_id]
        products: [{name: master, about: Made of many., when: {card: CALIB, is: present}}]
        identifiers:
          exposure_id:
            - {part: sequence, size: 100000}
            - {part: day, size: 10000000, first: 20000000, calendar: true, range: [20000101, 29991231]}
            - {part: controller, size: 10, words: {O: 2, C: 3}, else: O}
          merged: [{part: controller, word: C, into: O, after: 20231004}]
          exposure_visit_id: [{part: exposure}]
          detector_exposure_id: [[{part: detector, size: 256}, {part: day, size: 16384, days_since: 2010-01-01}]]
          packers: {observation: [{part: detector, size: 100}, {part: exposure}]}
          default_packer: observation
          group_id: [number, {time_since: 2015-01-01}, {hash_digits: 14}]
          observing_day: [{zone: US/Pacific, until: 2024-05-01}, {offset_s: 43200}]
        """

    static let filters = """
        schema: obskit/filters/1
        filters:
          - {name: red, band: r, aliases: [R], central_wavelength_nm: 620, width_nm: 130, opaque: false}
        elements: [{name: clear, band: ''}]
        wheels: [{elements: [[red, clear], [clear]], separator: '~', band: '{1}'}]
        """

    static let translation = #"""
        schema: obskit/translation/2
        extends: base.yaml
        translator: Toys
        time_scale: [{card: TIMESYS, steps: [lower]}, {constant: utc}]
        observation_kinds: {object: science}
        required: [exposure_id, datetime_begin]
        tables: {codes: {A: 1, B: 2}}
        predicates:
          all: {all: [{predicate: any}, {not: {card: A, is: present}}]}
          repaired: {corrected: everything}
          any: {any: [{predicate: repaired}, {card: A, contains: x, ignoring_case: true}, {card: A, starts_with: x}, {card: A, ends_with: x}]}
          tests:
            - {card: A, one_of: [1, 2]}
            - {card: A, matches: 'a+', steps: [trim]}
            - {card: A, greater_than: 1, less_than: 5, at_least: 2, at_most: 4}
            - {property: datetime_begin, after: 2010-01-01, before: 2020-01-01}
            - {card: A, same_as: {card: B}}
            - {join: [A, B], separator: '-', equals: x}
            - {hash: A, hex_digits: 3, greater_than: 1}
            - {detector: name, by: {number: CCD}, equals: x}
            - {card_matching: 'A.*', give: value, equals: x}
            - {card: A, hdu: primary, equals: x}
            - {card: A, known: true, at_least: {card: B}}
        values:
          steps:
            card: A
            hdu: EXTRA
            steps: [{replace: {a: b}}, {drop_prefix: a}, {drop_suffix: a}, {before: a}, {after: a}, {take: 3},
                    {split: ',', item: 0}, {pattern: '\d+'}, {table: codes}, {table: codes, else: null}, {rename: {A: 1}}, {missing: [3]}, {scale: 2},
                    {offset: 1}, {wrap: 360}, {round_down: 2}, {round: 2}, {minimum: 0}, {maximum: 9}, {range: [0, 5], else: 1},
                    {days_since: 2010-01-01}]
          seconds: {card: A, steps: [{seconds_since: '2015-01-01T00:00:00'}]}
          found: {card_matching: '(\w+)X', give: 'VER{1}', equals: x, ignoring_case: true}
          named: {text: '{a}-{b:05}', with: {a: {card: A}, b: {card: B}}}
          sum: {integer: a + 1, with: {a: {card: A}}}
          failed: {fail: no reason}
          hooked: {hook: visit}
          hashed: {hash: A, hex_digits: 14}
          offset: {civil_offset: {zone: US/Pacific, at: {property: datetime_begin}}}
          used: {join: [{value: steps}, {value: seconds}, {value: found}, {value: named}, {value: sum}, {value: failed},
                 {value: hooked}, {value: hashed}, {value: offset}], separator: '~'}
        properties:
          object: {value: used, when: [{predicate: all}, {predicate: tests}], unless: {card: A, is: undefined}}
          datetime_begin:
            - time: {iso: A, scale: utc, plus: {constant: 3}, half: true}
            - time: {mjd: A, minus: {constant: 3}, after: {constant: 2010-01-01}, not_before: {constant: 2010-01-01}}
            - time: {date: A, time_of_day: B, scale: {card: TIMESYS}}
          datetime_end: {time: {of: {property: datetime_begin}, plus: {property: exposure_time}}}
          tracking_radec:
            - sky: {right_ascension: A, declination: B, right_ascension_unit: deg, frame: C}
            - sky: {horizontal: {property: altaz_begin}, at: {property: datetime_begin}}
          altaz_begin:
            - altaz: {azimuth: A, altitude: B, limits: [0, 90]}
            - altaz: {azimuth: A, zenith_distance: B}
            - altaz: {azimuth: A, airmass: B}
            - altaz: {hour_angle: A, declination: B}
          altaz_end: {altaz: {sky: {constant: null}, at: {property: datetime_end}}}
          location:
            - location: {longitude: A, latitude: B, height: C}
            - location: {geocentric: [A, B, C]}
            - location: {site: ctio}
          boresight_airmass: {airmass: {altaz: {property: altaz_begin}}}
          observing_day: {observing_day: {at: {property: datetime_begin}, offset: {constant: 0}}}
          pressure: {card: [{name: P1, unit: hPa}, {name: P2, unit: Pa}]}
          detector_num: {detector: number, by: {unique_name: NAME}}
          detector_name: {detector: name, by: {serial: SERIAL}}
          detector_exposure_id:
            - {pack: [{of: A, size: 100}, {of: B, size: 1000}], refused: next}
            - {identifier: exposure_id, with: {controller: {card: CONTROL, steps: [{form: '[OC]'}]}}}
          exposure_time: [{super: true}, {default: 0, unit: s}]
          has_simulated_content: {test: {card: SIM, equals: true}}
        extensions:
          speed: {type: number, about: How fast., rule: {card: SPEED}}
        """#

    static let corrections = """
        schema: obskit/corrections/1
        instrument: Toy
        unless: {card: Z, is: present}
        tables: [{name: table, table: table.tsv, reason: r, reference: none, stage: 3}]
        corrections:
          - name: everything
            when: {card: A, equals: 1}
            observation_id: [a, b]
            exposures: [{day: 20200101, sequence: [1, 5]}]
            day: [20200101, 20200102]
            sequence: 5
            date: {after: 2010-01-01, before: 2020-01-01}
            detector: [1, 2]
            change:
              - {set: A, to: {card: B}, was: 1}
              - {copy: B, from: C}
              - {add: C, amount: 1}
              - {scale: D, by: 2}
              - {wrap: E, into: [0, 360]}
              - {replace: F, old: x, new: y}
              - {shift: G, seconds: 1}
              - {delete: H}
            reason: All keys.
            reference: none
            stage: 2
        """

    static let golden = """
        schema: obskit/golden-header/1
        about: All keys.
        instrument: Toy
        hdus: [{A: 1}]
        observations: []
        """

    static let points = """
        schema: obskit/golden-points/1
        about: All keys.
        instrument: Toy
        at: 2020-01-02
        detectors: 1
        first_detector: A
        plate_scale_arcsec_per_mm: 20
        tolerance: {pixels_px: 0.1, focal_plane_mm: 0.1, field_angle_rad: 0.1}
        points: [{detector: A, pixels_px: [0, 0], focal_plane_mm: [0, 0], field_angle_rad: [0, 0]}]
        """

    static let lookups = """
        schema: obskit/golden-lookups/1
        about: All keys.
        instrument: Toy
        lookups:
          - {kind: flat, detector: A, filter: r, at: 2020-01-02, end: 2020-01-03, file: flat/a/r/20200101T000000.ecsv}
        """

    static let task = """
        schema: obskit/task/1
        task: sum
        about: All keys.
        parameters:
          - {name: order, about: x, type: integer, range: [0, 5], optional: true, default: null}
          - {name: group.word, about: x, type: text, one_of: [a, b], default: a}
          - {name: vectors, about: x, type: list, of: {type: list, of: {type: number, range: [0, null]}, count: 2}, default: []}
          - {name: names, about: x, type: map, of: {type: map, of: {type: text, one_of: [a]}, keys: bands}, keys: filters, default: {}}
        calibrations: [{name: gain, kind: photonTransfer}]
        """

    static let parameters = """
        schema: obskit/parameters/1
        extends: Standard:parameters/sum.yaml
        task: sum
        task_schema: ../tasks/sum.yaml
        values: {order: 3, group: {word: b}}
        detectors: [{names: [a], groups: [b], types: [science], reason: x, values: {order: 4}}]
        filters: [{names: [red], bands: [r], reason: x, values: {order: 5}}]
        """
}
