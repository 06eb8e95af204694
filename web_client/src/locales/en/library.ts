export default {
  search: 'Search lesson, teacher, school',
  count: 'Lessons: {count}',
  comma: ', ',
  empty: 'The library is still empty',
  emptyText: 'As soon as a lesson is recorded, it appears here.',
  nothing: 'Nothing found for “{typed}”',
  nothingText: 'Try another word: title, subject, teacher or school.',
  state: {
    recording: 'Recording',
    ready: 'Ready',
    recovered: 'Recovered',
    empty: 'Nothing recorded',
    failed: 'Failed',
  },
}
