/**
 * Lengthens the last picture of an MP4 fragment up to the next one.
 *
 * The recorder writes a fragment before it knows when the next picture comes,
 * so the last one's duration is a guess. A browser takes a hole of more than two
 * guessed durations for a break and drops everything up to the next keyframe.
 */

interface Box {
  at: number
  size: number
  body: number
}

const DURATION = 0x100
/** Per-sample fields of a `trun` besides the duration: size, flags, composition offset. */
const OTHER_FIELDS = [0x200, 0x400, 0x800]
const DEFAULT_DURATION = 0x8
/** Fields of a `tfhd` before the default duration: base data offset, sample description. */
const BASE_OFFSET = 0x1
const DESCRIPTION = 0x2

function find(view: DataView, [name, ...inner]: string[], from: number, to: number): Box | null {
  for (let at = from; at + 8 <= to; ) {
    const size = view.getUint32(at)
    const type = String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5), view.getUint8(at + 6), view.getUint8(at + 7))
    if (size < 8) return null
    if (type === name) return inner.length ? find(view, inner, at + 8, at + size) : { at, size, body: at + 8 }
    at += size
  }
  return null
}

/** The ticks per second of the one track of an initialisation segment, or null. */
export function timescaleOf(init: ArrayBuffer): number | null {
  const view = new DataView(init)
  const header = find(view, ['moov', 'trak', 'mdia', 'mdhd'], 0, view.byteLength)
  if (!header) return null
  return view.getUint32(header.body + (view.getUint8(header.body) === 1 ? 20 : 12))
}

/** The offset of `tfhd`'s default duration, or null where it has none. */
function defaultDurationAt(view: DataView, header: Box): number | null {
  const flags = view.getUint32(header.body) & 0xffffff
  if (!(flags & DEFAULT_DURATION)) return null
  return header.body + 8 + (flags & BASE_OFFSET ? 8 : 0) + (flags & DESCRIPTION ? 4 : 0)
}

function stride(flags: number): number {
  return 4 * OTHER_FIELDS.filter((field) => flags & field).length + (flags & DURATION ? 4 : 0)
}

/** Where the samples of a `trun` begin: after count, data offset and first sample's flags. */
function samplesAt(run: Box, flags: number): number {
  return run.body + 8 + (flags & 0x1 ? 4 : 0) + (flags & 0x4 ? 4 : 0)
}

/**
 * The fragment (one `moof` and its `mdat`) with its last sample `ticks` longer.
 *
 * Returns the same bytes where they are not understood, such as WebM.
 */
export function lengthen(fragment: Uint8Array<ArrayBuffer>, ticks: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(fragment.buffer, fragment.byteOffset, fragment.byteLength)
  const run = find(view, ['moof', 'traf', 'trun'], 0, view.byteLength)
  const header = find(view, ['moof', 'traf', 'tfhd'], 0, view.byteLength)
  if (!run || !header || ticks <= 0) return fragment
  const flags = view.getUint32(run.body) & 0xffffff
  const count = view.getUint32(run.body + 4)
  const fallback = defaultDurationAt(view, header)
  if (flags & DURATION) add(view, samplesAt(run, flags) + (count - 1) * stride(flags), ticks)
  else if (fallback !== null && count === 1) add(view, fallback, ticks)
  else if (fallback !== null) return spelledOut(fragment, view, run, view.getUint32(fallback), ticks)
  return fragment
}

function add(view: DataView, at: number, ticks: number): void {
  view.setUint32(at, view.getUint32(at) + ticks)
}

/** All samples share one duration: write it out for each, so that the last can differ. */
function spelledOut(fragment: Uint8Array<ArrayBuffer>, view: DataView, run: Box, each: number, ticks: number): Uint8Array<ArrayBuffer> {
  const flags = view.getUint32(run.body) & 0xffffff
  const [count, start, width] = [view.getUint32(run.body + 4), samplesAt(run, flags), stride(flags)]
  const grown = new Uint8Array(fragment.length + 4 * count)
  const out = new DataView(grown.buffer)
  grown.set(fragment.subarray(0, start))
  for (let index = 0; index < count; index += 1) {
    const to = start + index * (width + 4)
    out.setUint32(to, index === count - 1 ? each + ticks : each)
    grown.set(fragment.subarray(start + index * width, start + (index + 1) * width), to + 4)
  }
  grown.set(fragment.subarray(start + count * width), start + count * (width + 4))
  out.setUint32(run.body, view.getUint32(run.body) | DURATION)
  // The samples' data now begins that much later behind the moof.
  if (flags & 0x1) add(out, run.body + 8, 4 * count)
  for (const path of [['moof'], ['moof', 'traf'], ['moof', 'traf', 'trun']]) {
    const box = find(view, path, 0, view.byteLength)
    if (box) out.setUint32(box.at, box.size + 4 * count)
  }
  return grown
}
