// A pipeline writes one import: what a raw exposure shows of the modules beneath it comes along.
@_exported public import ObsFITSImages
@_exported public import ObsKit
@_exported public import ObsRawImages
