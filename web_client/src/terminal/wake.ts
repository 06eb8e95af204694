/** Keeps the screen of a classroom on: nobody moves a mouse there. */

/** Ask for a wake lock now and whenever the page is seen again; browsers without it go by their own settings. */
export function keepAwake(): void {
  const ask = () => {
    if (document.visibilityState === 'visible') navigator.wakeLock?.request('screen').catch(() => undefined)
  }
  document.addEventListener('visibilitychange', ask)
  ask()
}
