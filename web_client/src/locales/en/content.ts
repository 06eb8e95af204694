export default {
  page: '{title}, page {page} of {pages}',
  screen: 'Shared screen',
  missing: {
    coming: 'Page {page} is on its way…',
    away: 'Page {page} has not come yet. It appears by itself when the line is back.',
  },
  clip: {
    stalled: 'The clip is still coming, one moment…',
    blocked: 'Tap once to turn on the sound',
  },
}
