/** How amounts of courseware are written. */

const UNITS = ['B', 'KB', 'MB', 'GB'] as const

/** `3.4 MB` for a number of bytes, in the language's own way of writing numbers. */
export function bytesText(bytes: number, language: string): string {
  const step = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)), UNITS.length - 1)
  const digits = { maximumFractionDigits: step > 1 ? 1 : 0 }
  return `${new Intl.NumberFormat(language, digits).format(bytes / 1024 ** step)} ${UNITS[step] ?? 'B'}`
}

/** `43%`; never rounded up to a whole that is not reached. */
export function percentText(share: number, language: string): string {
  const whole = share >= 1 ? 1 : Math.floor(share * 100) / 100
  return new Intl.NumberFormat(language, { style: 'percent' }).format(whole)
}
