// Writes encoded frames as a WebM file: a head that says how long it is, where one can seek to, and the frames.

/** @typedef {{ time: number, isKey: boolean, bytes: Uint8Array }} FilmFrame `time` in milliseconds */
/** @typedef {Uint8Array | number | string} Part */

/**
 * A number as so many bytes.
 * @param {number} number
 * @param {number} [length]
 */
const asBytes = (number, length = 8) => Uint8Array.from({ length }, (_, place) => Math.floor(number / 256 ** (length - 1 - place)) % 256);
/** @param {Uint8Array[]} parts */
const lengthOf = (parts) => parts.reduce((sum, { length }) => sum + length, 0);

/**
 * An element of the file: its id, its length, and what is in it.
 * @param {number} id
 * @param {...(Part | Part[] | Part[][])} content
 * @returns {Uint8Array[]}
 */
function element(id, ...content) {
  const parts = /** @type {Part[]} */ (content.flat(2)).map((part) => (typeof part === "number" ? asBytes(part) : typeof part === "string" ? new TextEncoder().encode(part) : part));
  return [asBytes(id, id.toString(16).length / 2), Uint8Array.of(1, ...asBytes(lengthOf(parts), 7)), ...parts];
}

/**
 * Each key frame begins a cluster, which one can seek to.
 * @param {FilmFrame[]} frames
 */
function clustersOf(frames) {
  /** @type {{ time: number, blocks: Uint8Array[][] }[]} */
  const clusters = [];
  for (const { time, isKey, bytes } of frames) {
    if (isKey) clusters.push({ time, blocks: [element(0xe7, time)] });
    const { time: start, blocks } = clusters[clusters.length - 1];
    blocks.push(element(0xa3, Uint8Array.of(0x81, ...asBytes(time - start, 2), isKey ? 0x80 : 0), bytes));
  }
  return clusters.map(({ time, blocks }) => ({ time, parts: element(0x1f43b675, ...blocks) }));
}

/** How the file names what the encoder says of colours. */
const CODES = { rgb: 0, bt709: 1, bt470bg: 5, smpte170m: 6, "iec61966-2-1": 13 };
/** @param {string | null | undefined} name */
const codeOf = (name) => CODES[/** @type {keyof typeof CODES} */ (name)] ?? 2;

/** @param {VideoColorSpaceInit} colours */
const colourOfFilm = ({ matrix, fullRange, transfer, primaries }) => element(0x55b0, element(0x55b1, codeOf(matrix)), element(0x55b9, fullRange ? 2 : 1), element(0x55ba, codeOf(transfer)), element(0x55bb, codeOf(primaries)));

/**
 * A WebM file of a film without sound.
 * @param {FilmFrame[]} frames the first is a key frame, and none is more than 32 seconds after one
 * @param {{ codec: string, width: number, height: number, length: number, colours: VideoColorSpaceInit }} film `length` in milliseconds
 */
export function webm(frames, { codec, width, height, length, colours }) {
  const float = new Uint8Array(8);
  new DataView(float.buffer).setFloat64(0, length);
  const clusters = clustersOf(frames);
  const head = [
    ...element(0x1549a966, element(0x2ad7b1, 1e6), element(0x4489, float), element(0x4d80, "graphkit"), element(0x5741, "graphkit")),
    ...element(0x1654ae6b, element(0xae, element(0xd7, 1), element(0x73c5, 1), element(0x83, 1), element(0x86, codec), element(0xe0, element(0xb0, width), element(0xba, height), colourOfFilm(colours)))),
  ];
  /** @param {number[]} places */
  const cues = (places) => element(0x1c53bb6b, ...clusters.map(({ time }, number) => element(0xbb, element(0xb3, time), element(0xb7, element(0xf7, 1), element(0xf1, places[number])))));
  let at = lengthOf(head) + lengthOf(cues(clusters.map(() => 0)));
  const places = clusters.map(({ parts }) => (at += lengthOf(parts)) - lengthOf(parts));
  const parts = [
    ...element(0x1a45dfa3, element(0x4282, "webm"), element(0x4287, 4), element(0x4285, 2)),
    ...element(0x18538067, head, cues(places), clusters.map((cluster) => cluster.parts)),
  ];
  return new Blob(/** @type {BlobPart[]} */ (parts), { type: "video/webm" });
}
