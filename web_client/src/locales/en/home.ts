export default {
  greeting: { morning: 'Good morning, {name}', afternoon: 'Good afternoon, {name}', evening: 'Good evening, {name}' },
  today: '{day}',
  until: 'to {time}',
  empty: 'No lessons today',
  emptyText: "The school's administrator keeps the timetable; ask them for another lesson.",
  rest: 'Other lessons today',
  standing: { live: 'In progress', due: 'Time to begin', next: 'Starting soon', later: 'Later', missed: 'Not held', ended: 'Over' },
  notRecorded: 'Not recorded',
  enter: 'Enter the classroom',
  return: 'Return to the classroom',
  replay: 'Replay',
  watch: 'Watch',
}
