/** Which of several sounds is heard, and how loud. */

export interface Mix {
  /** Of everything, 0 to 1. */
  volume: number
  silent: boolean
  /** The only source to be heard, if one was chosen. */
  solo: string | null
  muted: readonly string[]
  /** Of one source, 0 to 1; 1 where nothing is said. */
  volumes: Readonly<Record<string, number>>
}

export const FULL: Mix = { volume: 1, silent: false, solo: null, muted: [], volumes: {} }

/** How the element of one source has to sound. */
export function soundOf(mix: Mix, source: string): { muted: boolean; volume: number } {
  const chosen = mix.solo === null ? !mix.muted.includes(source) : mix.solo === source
  return { muted: mix.silent || !chosen, volume: within(mix.volume * (mix.volumes[source] ?? 1)) }
}

/** The volume after a step up or down; a person who turns it up wants to hear. */
export function louder(mix: Mix, by: number): Pick<Mix, 'volume' | 'silent'> {
  const volume = within(Math.round((mix.volume + by) * 100) / 100)
  return { volume, silent: by > 0 ? false : mix.silent }
}

function within(volume: number): number {
  return Math.min(Math.max(volume, 0), 1)
}
