export default {
  disk: {
    good: 'The disk of the recordings has room',
    low: 'The disk of the recordings is getting full: plan to make room',
    short: 'The disk of the recordings is too full: no recording is begun. Make room now',
    full: 'The disk of the recordings is full: recording has stopped. Make room now',
    free: '{free} of {total} GB free',
  },
  title: 'Lines',
  tab: { rooms: 'Open now', passports: 'Passports', checks: 'Room checks' },
  hint: {
    rooms: 'The rooms that are open now and how each line is. Open a room to see its curves of the last twenty minutes.',
    checks: 'What the last check of each room has found; those that need somebody come first. Open one to see its history.',
    passports:
      'How each room was connected in the lessons of the last half year, the latest at the right. Bad in one lesson is chance, bad in every lesson is the line.',
  },
  empty: { rooms: 'No room is open now', passports: 'No room has had a lesson yet', checks: 'No room has been checked yet' },
  empty_text: {
    rooms: 'As soon as a room opens, the lines of its classrooms appear here.',
    passports: 'After the first lesson, the lines of its classrooms are on record here.',
    checks: 'Press "Room check" on a classroom\'s terminal; what it finds appears here.',
  },
  phase: { waiting: 'Waiting', live: 'Live', ended: 'Over' },
  column: { room: 'Room', line: 'Line', loss: 'Loss', rate: 'Receives', delay: 'Delay', path: 'Path', lesson: 'Lesson' },
  path: { udp: 'UDP', tcp: 'TCP', relay: 'Relay' },
  absent: 'Not in the room',
  away: 'Away',
  silent: 'No report has come yet',
  lessons: 'Lessons: {count}, weak ones: {bad}',
  worst: 'The large figure is the median, the small one what nineteen of twenty moments were better than.',
  figure: {
    down_loss: {
      name: 'Loss, receiving',
      short: 'Loss',
      meaning: 'Packets that did not reach the room. Up to 10% is mostly repaired, sound first.',
      todo: 'A cable instead of Wi-Fi; another channel; find out who else uses the line at that hour.',
    },
    down_rtt_ms: {
      name: 'Delay, there and back',
      short: 'Delay',
      meaning: 'From 600 ms on people talk at the same time.',
      todo: 'An overfull or a satellite line: reserve bandwidth for the terminal in the router.',
    },
    down_bitrate: {
      name: 'Receives',
      short: 'Receives',
      meaning:
        'What arrives; a picture in which nothing moves needs little. Where pictures are reduced it is all that the line carries: below 400 kbit/s the smallest picture, below 150 kbit/s sound alone.',
    },
    down_frames_per_second: {
      name: 'Pictures a second',
      short: 'Pictures',
      meaning: 'How smoothly pictures move; 12 and more are good.',
      todo: 'If loss and rate are good the terminal is too slow: close other programs, use hardware that decodes H.264.',
    },
    down_frozen: {
      name: 'Frozen',
      short: 'Frozen',
      meaning: 'Share of the time in which a picture stood still.',
      todo: 'It follows from loss or a thin line: look at both at the same moment.',
    },
    down_concealed: {
      name: 'Concealed sound',
      short: 'Concealed',
      meaning: 'Sound that was missing and made up. Above 12% speech is hard to follow.',
      todo: 'Look at loss and delay of the same moment.',
    },
    down_jitter_buffer_ms: {
      name: 'Waiting of sound',
      short: 'Waiting',
      meaning: 'How long sound is held back to even out its arrival.',
      todo: 'Strong swings come from Wi-Fi or a mobile network: use a cable.',
    },
    up_loss: {
      name: 'Loss, sending',
      short: 'Loss up',
      meaning: 'Packets of the room that did not reach the server: the teacher sees and hears it badly.',
      todo: 'A cable instead of Wi-Fi; stop uploads on the same line (cloud disks, surveillance).',
    },
    up_bitrate: {
      name: 'Sends',
      short: 'Sends',
      meaning: 'What the room sends. The way up is often the thinner one.',
    },
    up_frames_per_second: {
      name: 'Pictures sent a second',
      short: 'Sent',
      meaning: 'How many pictures a second the camera sends.',
      todo: 'A slow computer sends fewer: a newer terminal, or a camera with an encoder of its own.',
    },
  },
}
