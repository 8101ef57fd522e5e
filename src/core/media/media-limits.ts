/** Bounds of what may come in from outside, and of how long work on it may take. */
export const mediaLimits = {
  image: {
    /** A camera's largest ordinary picture. The worst of them, 16-bit and interlaced, takes a child to 470 MB. */
    maxPixels: 50_000_000,
    /** AVIF is decoded whole, several copies at a time: 25 million pixels take 560 MB, 50 million took 1 GB (measured). */
    maxAvifPixels: 25_000_000,
    /** Twice the longest side of any video here: camera moves may zoom in without showing pixels. */
    maxSide: 2_048,
    /** Below this there is nothing to animate; it is also the smallest video. */
    minSide: 16,
    /** 50 million pixels of AVIF, the slowest to decode, take a few seconds on one core; more is a file made to stall. */
    timeoutMs: 20_000,
  },
  video: {
    /** UHD, the largest that cameras and models give. */
    maxPixels: 3_840 * 2_160,
    /** Longest single clip in seconds: five times the longest video that can be asked for. */
    maxDurationS: 60,
    /** `maxDurationS` at 60 frames a second. */
    maxFrames: 3_600,
    /** Reading one hour's worth of packets takes less than a second; a file that takes longer is made to stall. */
    probeTimeoutMs: 20_000,
    /** 12 s of UHD decoded, scaled and encoded anew take about a minute on two busy cores. */
    finishTimeoutMs: 300_000,
  },
} as const;
