#!/usr/bin/env python3
"""Asks a registry by the package obskit for a dataset that is there, and for one that is not.

usage: registry.py REGISTRY DATASET RAW
"""

import pickle
import sys

import obskit

path, dataset, raw = sys.argv[1:]
observation = obskit.translate_file(raw)[0]
with obskit.Registry(path, "best") as registry:
    answer = registry.find("bias", observation)
    assert answer.found and answer.dataset == dataset and answer.detector == 25, answer
    assert registry.find("bias", at="2014-01-01T00:00:00", detector=25).dataset == dataset
    found, missing = registry.find_many("bias", observation, [25, 26])
    assert found.dataset == dataset and not missing.found and missing.problem
    assert dataset in registry.explain("bias", observation)
    answers = registry.of(obskit.exposure(raw), ["bias"])
    assert [one.found for one in answers if one.detector == 25] == [True], answers
    assert pickle.loads(pickle.dumps(registry)).find("bias", observation) == answer
    try:
        registry.find("flat", observation)
        sys.exit("a flat was found that there is not")
    except obskit.ObsKitError as error:
        print(f"the registry answers; without a flat: {error.code}")
