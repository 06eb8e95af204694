/**
 * What travels on the signalling websocket.
 *
 * Generated from signaling/messages.py by `python scripts/protocol.py`: change it there.
 */

/** Add a page behind the others, and show it. */
export interface AddBoardPage {
  id?: number | null
  type: 'add_board_page'
  title?: string
}

/** A stroke that comes again is one mark: what an interruption left unanswered is sent anew. */
export interface AddMark {
  id?: number | null
  type: 'add_mark'
  surface: string
  drawing: DrawingInput
}

/** Let in whoever waits in the lobby under this number. */
export interface Admit {
  id?: number | null
  type: 'admit'
  knock: string
}

/** The client's answer to the `offer` with the same negotiation number. */
export interface Answer {
  id?: number | null
  type: 'answer'
  negotiation: number
  sdp: string
}

/** Where the pupils of one place answer: an address (without a host: this server's), or a code for /a. */
export interface AnswerLink {
  place: string
  url: string
  code: string
}

/** The addresses at which pupils answer, good until shortly after the lesson's planned end. */
export interface AnswerLinks {
  re: number | null
  type: 'answer_links'
  links: AnswerLink[]
}

/** The class answers as one, at `pressed_at` of the server's clock as far as the terminal knows it. */
export interface AnswerQuestion {
  id?: number | null
  type: 'answer_question'
  question: string
  given: string[]
  pressed_at?: number | null
}

/** The right answer, if there is one, together with the results. */
export interface AnswerRevealed {
  type: 'answer_revealed'
  question: string
  answer: string[] | null
}

/** Tallies of the places that have changed, at most once a second; the last of them are `final`. */
export interface AnswersCounted {
  type: 'answers_counted'
  question: string
  tallies: Record<string, Tally>
  final: boolean
}

/** `spotlight` is the source that has the stage before whoever speaks, while it sends a picture. */
export interface ArrangementState {
  layout: Layout
  spotlight: string | null
}

export interface AskHelp {
  id?: number | null
  type: 'ask_help'
  kind?: NeedKind
}

/**
 * A question that was asked, and what came of it.
 *
 * After `closed_at` answers that were given before may still arrive, until it is `settled`.
 * `answer` is the right one once it is revealed, if there is one.
 */
export interface Asked {
  question: Question
  closed_at: number | null
  settled: boolean
  tallies: Record<string, Tally>
  results_shown: boolean
  revealed: boolean
  answer: string[] | null
  texts: string[]
  racers: Racer[] | null
  chosen: number | null
}

/** Every screen sounds it once; a screen that learns of it more than a few seconds later stays silent. */
export interface BellRung {
  type: 'bell_rung'
  ring: Ring
}

/** `rung_at` is Unix time in milliseconds; whoever is late hears nothing of it. */
export interface BellState {
  ring: Ring | null
  rung_at: number | null
}

export interface BoardClosed {
  type: 'board_closed'
}

export interface BoardPage {
  id: string
  title: string
}

export interface BoardPageAdded {
  type: 'board_page_added'
  page: BoardPage
}

/** Its ink goes with it; if it was shown, the page after it takes its place, else the one before. */
export interface BoardPageRemoved {
  type: 'board_page_removed'
  page: string
}

/** Where a laser pointer was last, in shares of the surface's width and height. */
export interface BoardPointer {
  surface: string
  x: number
  y: number
}

export interface BoardShown {
  type: 'board_shown'
  page: string
}

/** `shown` is a page; `writers` are the classrooms that may write without having the floor. */
export interface BoardState {
  pages: BoardPage[]
  shown: string | null
  surfaces: Record<string, Surface>
  writers: string[]
  pointers: Record<string, BoardPointer>
}

/** The last message before the server closes; `again` tells whether to come back. */
export interface Bye {
  re: number | null
  type: 'bye'
  code: string
  text: string
  again: boolean
}

/** Switch one's own sound or picture on or off without renegotiating. */
export interface ChangeSource {
  id?: number | null
  type: 'change_source'
  source: string
  audio: boolean
  video: boolean
}

/** `n` is the number of its cue, `at` Unix time in milliseconds. A removed one has lost its text. */
export interface ChatMessage {
  n: number
  member: string
  text: string
  at: number
  removed: boolean
}

/** Who may write: nobody, teachers only, or every classroom too. */
export type ChatMode = 'off' | 'teachers' | 'all'

export interface ChatModeChanged {
  type: 'chat_mode_changed'
  mode: ChatMode
}

/** The message of cue `n` is shown no longer. */
export interface ChatRemoved {
  type: 'chat_removed'
  n: number
}

/** Who said it is the cue's `by`. */
export interface ChatSaid {
  type: 'chat_said'
  text: string
}

export interface ChatState {
  mode: ChatMode
  messages: ChatMessage[]
}

/** Of a race that is decided: who may speak, by the place in the list of racers. */
export interface ChooseRacer {
  id?: number | null
  type: 'choose_racer'
  question: string
  racer: number
}

export interface ClearSurface {
  id?: number | null
  type: 'clear_surface'
  surface: string
}

/**
 * An open clip: at server time `at` (Unix ms) it is at `position_ms`.
 *
 * While it plays it is at `position_ms + now - at`; `at` may lie a little in the future.
 */
export interface Clip {
  document: string
  playing: boolean
  position_ms: number
  at: number
}

export interface ClipClosed {
  type: 'clip_closed'
}

/** All screens stand still at `position_ms`. */
export interface ClipPaused {
  type: 'clip_paused'
  position_ms: number
}

/** All screens start at `position_ms` when the server's time is `starts_at` (Unix ms). */
export interface ClipPlayed {
  type: 'clip_played'
  document: string
  position_ms: number
  starts_at: number
}

export interface CloseBoard {
  id?: number | null
  type: 'close_board'
}

export interface CloseClip {
  id?: number | null
  type: 'close_clip'
}

export interface ClosePlayback {
  id?: number | null
  type: 'close_playback'
}

export interface CloseQuestion {
  id?: number | null
  type: 'close_question'
  question: string
}

/**
 * `lead` is the teacher whom the lesson was handed to; None: the first one in the room.
 *
 * With `free_floor` anybody may speak without being called on. `removed` members were sent out
 * and wait in the lobby if they come again. `appointed` are roles given in the lesson: they
 * count more than those of the tickets.
 */
export interface ConductState {
  form: 'synchronous' | 'delivered' | 'master_teacher' | 'broadcast' | 'research' | 'observation' | 'check'
  lead: string | null
  free_floor: boolean
  removed: string[]
  appointed: Record<string, Role>
}

/** Say how many pupils are here, and which seats are empty; a master may say it of any classroom. */
export interface ConfirmRoll {
  id?: number | null
  type: 'confirm_roll'
  present: number
  absent?: string[]
  member?: string | null
}

/** So many hands were up for each option; replaces what was counted before in the same place. */
export interface CountHands {
  id?: number | null
  type: 'count_hands'
  question: string
  counts: Record<string, number>
  pressed_at?: number | null
}

export interface CoursewareHidden {
  type: 'courseware_hidden'
}

/** `documents` are in the order in which they became ready. */
export interface CoursewareState {
  documents: Record<string, Document>
  shown: ShownPage | null
  clip: Clip | null
}

/** One event with its number, the server's Unix time in milliseconds, and the member who caused it. */
export interface Cue {
  n: number
  at: number
  by: string | null
  event: CueEvent
}

export type CueEvent = LessonStarted | LessonEnded | RecordingChanged | MemberJoined | MemberLeft | SourceAdded | SourceChanged | SourceRemoved | HandRaised | HandLowered | FloorGiven | FloorReturned | MutedAll | BellRung | BoardClosed | BoardPageAdded | BoardPageRemoved | BoardShown | MarkAdded | MarkRemoved | PointedAt | SurfaceCleared | WritersChanged | DocumentAdded | DocumentRemoved | PageShown | CoursewareHidden | ClipPlayed | ClipPaused | ClipClosed | LayoutChanged | SpotlightChanged | HelpAsked | HelpSettled | ChatSaid | ChatRemoved | ChatModeChanged | TimerStarted | TimerPaused | TimerResumed | TimerStopped | RollConfirmed | QuestionOpened | AnswersCounted | QuestionClosed | ResultsShown | AnswerRevealed | TextShown | RaceDecided | RacerChosen | QuestionDismissed | RoleChanged | MemberRemoved | FreeFloorChanged | PlayableAdded | PlayableRemoved | PlaybackOpened | PlaybackStarted | PlaybackPaused | PlaybackHidden | PlaybackEnlarged | PlaybackClosed

export interface CueMessage {
  re: number | null
  type: 'cue'
  cue: Cue
}

/** Send away whoever waits in the lobby under this number. */
export interface Decline {
  id?: number | null
  type: 'decline'
  knock: string
}

export interface DismissQuestion {
  id?: number | null
  type: 'dismiss_question'
  question: string
}

/**
 * A document that is ready; its files are fetched by REST, before the lesson.
 *
 * `width` and `height` are those of the first page or of the picture, in pixels (0 where there is
 * none), `duration_ms` that of a clip, `bytes` all its files together.
 */
export interface Document {
  id: string
  kind: DocumentKind
  title: string
  pages: number
  width: number
  height: number
  duration_ms: number | null
  bytes: number
}

/** A document is ready; one that is there already is replaced (it has another title). */
export interface DocumentAdded {
  type: 'document_added'
  document: Document
}

/** `slides` and `image` have pages, `audio` and `video` a duration. */
export type DocumentKind = 'slides' | 'image' | 'audio' | 'video'

/** If it is shown or played it disappears from all screens. */
export interface DocumentRemoved {
  type: 'document_removed'
  document: string
}

/**
 * What somebody draws in one go.
 *
 * `stroke` is its author's number for it, never used twice (Unix milliseconds of its beginning).
 * `width` is that of the line, of a text its size, in thousandths of the surface's width.
 * `points` are coded as PROTOCOL.md says.
 */
export interface DrawingInput {
  stroke: number
  tool: DrawingTool
  colour: string
  width: number
  points: string
  text?: string
}

/**
 * What somebody draws in one go.
 *
 * `stroke` is its author's number for it, never used twice (Unix milliseconds of its beginning).
 * `width` is that of the line, of a text its size, in thousandths of the surface's width.
 * `points` are coded as PROTOCOL.md says.
 */
export interface Drawing {
  stroke: number
  tool: DrawingTool
  colour: string
  width: number
  points: string
  text: string
}

/** Pen and highlighter have any number of points; a text has one, its upper left; the others have two. */
export type DrawingTool = 'pen' | 'highlighter' | 'line' | 'arrow' | 'rectangle' | 'ellipse' | 'text'

export interface EndLesson {
  id?: number | null
  type: 'end_lesson'
}

/** Let all screens show this recorded source large; without one what the lesson showed. */
export interface EnlargeInPlayback {
  id?: number | null
  type: 'enlarge_in_playback'
  source?: string | null
}

export type ErrorCode = 'too_large' | 'malformed' | 'unknown_message' | 'invalid_message' | 'wrong_state' | 'too_many' | 'ticket_expired' | 'ticket_foreign' | 'ticket_invalid' | 'unknown_lesson' | 'database_gone' | 'room_full' | 'lesson_waiting' | 'lesson_live' | 'lesson_over' | 'not_allowed' | 'unknown_member' | 'not_a_classroom' | 'unknown_source' | 'same_kind_twice' | 'trackless_source' | 'stale_negotiation' | 'no_worker' | 'bad_sdp' | 'no_codec' | 'overloaded' | 'media_failed' | 'disk_full' | 'disk_low' | 'write_failed' | 'queue_full' | 'camera_away' | 'worker_lost' | 'terminal_revoked' | 'terminal_moved' | 'displaced' | 'idle' | 'too_slow' | 'left' | 'server_stopping' | 'page_gone' | 'surface_gone' | 'may_not_write' | 'not_your_mark' | 'surface_full' | 'board_full' | 'too_many_board_pages' | 'board_text_too_long' | 'stroke_too_long' | 'bad_drawing' | 'document_gone' | 'no_such_page' | 'not_pages' | 'not_a_clip' | 'no_such_picture' | 'chat_off' | 'chat_for_teachers' | 'text_too_long' | 'chat_too_fast' | 'whisper_to_nobody' | 'timer_too_long' | 'no_class_there' | 'too_many_pupils' | 'question_open' | 'no_such_question' | 'question_closed' | 'bad_question' | 'bad_answer' | 'answer_final' | 'too_early' | 'race_undecided' | 'not_a_teacher' | 'not_oneself' | 'not_the_lead' | 'floor_not_free' | 'floor_full' | 'nobody_knocks' | 'not_admitted' | 'lobby_full' | 'declined' | 'knock_expired' | 'removed' | 'recording_gone' | 'nothing_open'

/** `code` is from the table in PROTOCOL.md, `text` says what happened, `todo` what to do about it. */
export interface ErrorMessage {
  re: number | null
  type: 'error'
  code: string
  text: string
  todo: string
}

/** Ask where pupils answer by telephone: in one's own classroom, as master in all. */
export interface FetchAnswerLinks {
  id?: number | null
  type: 'fetch_answer_links'
}

/** Ask for the marks of a surface that the snapshot left out. */
export interface FetchSurface {
  id?: number | null
  type: 'fetch_surface'
  surface: string
}

/** The classroom is called on: its microphone opens, it takes the stage, its hand goes down. */
export interface FloorGiven {
  type: 'floor_given'
  member: string
}

export interface FloorReturned {
  type: 'floor_returned'
  member: string
}

export interface FreeFloorChanged {
  type: 'free_floor_changed'
  allowed: boolean
}

export type FromClient = Join | Ping | Publish | ChangeSource | Subscribe | Answer | RaiseHand | LowerHand | GiveFloor | ReturnFloor | MuteAll | StartLesson | EndLesson | Shown | Report | Leave | RingBell | AddBoardPage | AddMark | ClearSurface | CloseBoard | FetchSurface | Ink | PointAt | RemoveBoardPage | RemoveMarks | SetWriters | ShowBoard | ShowPage | HideCourseware | PlayClip | PauseClip | CloseClip | SetLayout | SetSpotlight | AskHelp | SettleHelp | Say | RemoveMessage | SetChatMode | Whisper | StartTimer | PauseTimer | ResumeTimer | StopTimer | ConfirmRoll | OpenQuestion | CloseQuestion | ShowResults | RevealAnswer | DismissQuestion | ShowText | ChooseRacer | AnswerQuestion | CountHands | Press | FetchAnswerLinks | HandOver | RemoveMember | SetFreeFloor | TakeFloor | Admit | Decline | OpenRecording | StartPlayback | PausePlayback | SetPlaybackSpeed | HidePlayback | EnlargeInPlayback | ClosePlayback

export type FromServer = Welcome | CueMessage | Ok | ErrorMessage | Pong | Published | Offer | Slots | Pictures | Lines | MediaLost | Inked | SurfaceMarks | Whispered | Held | Lobby | Bye | AnswerLinks | Phones | RacerSeats

/** Call on a classroom. Whoever had the floor gives it back first, unless `join` is true. */
export interface GiveFloor {
  id?: number | null
  type: 'give_floor'
  member: string
  join?: boolean
}

/** A raised hand; `since` is Unix time in milliseconds. */
export interface Hand {
  member: string
  since: number
}

export interface HandLowered {
  type: 'hand_lowered'
  member: string
}

/** Let another teacher lead the lesson; a master who names himself takes it over. */
export interface HandOver {
  id?: number | null
  type: 'hand_over'
  member: string
}

export interface HandRaised {
  type: 'hand_raised'
  member: string
}

/** One waits in the lobby: nothing is seen or heard until `welcome`, or `bye` `declined`. */
export interface Held {
  re: number | null
  type: 'held'
  reason: 'late' | 'stranger' | 'removed'
}

export interface HelpAsked {
  type: 'help_asked'
  member: string
  kind: NeedKind
}

/** It is well again, or the teacher has taken note. */
export interface HelpSettled {
  type: 'help_settled'
  member: string
}

/** By member; the last need of each counts. */
export interface HelpState {
  asked: Record<string, Need>
}

export interface HideCourseware {
  id?: number | null
  type: 'hide_courseware'
}

export interface HidePlayback {
  id?: number | null
  type: 'hide_playback'
}

/**
 * A stroke that is being drawn: its points from number `start` on, about ten times a second.
 *
 * Never recorded, and shown until its mark comes. `gone` takes it back.
 */
export interface Ink {
  id?: number | null
  type: 'ink'
  surface: string
  stroke: number
  tool: DrawingTool
  colour: string
  width: number
  start: number
  points: string
  gone?: boolean
}

/** A piece of somebody's stroke: what is known of it from number `start` on is replaced by `points`. */
export interface InkUnderWay {
  by: string
  surface: string
  stroke: number
  tool: DrawingTool
  colour: string
  width: number
  start: number
  points: string
  gone: boolean
}

/** What the others have drawn and pointed at since the last one; left out on a line that is too thin. */
export interface Inked {
  re: number | null
  type: 'inked'
  strokes: InkUnderWay[]
  pointers: PointerUnderWay[]
}

/** Must be the first message. The ticket says who one is, in which lesson, and in which role. */
export interface Join {
  id?: number | null
  type: 'join'
  ticket: string
  resume?: Resume | null
  kept?: KeptInput
  client?: string
}

/** Whether the client's peer connections still look alive, so that they need not be rebuilt. */
export interface KeptInput {
  up?: boolean
  down?: boolean
}

/** Whether the client's peer connections still look alive, so that they need not be rebuilt. */
export interface Kept {
  up: boolean
  down: boolean
}

/** Somebody who waits; `since` is Unix time in milliseconds. */
export interface Knock {
  knock: string
  name: string
  place: string
  role: Role
  since: number
  reason: 'late' | 'stranger' | 'removed'
}

/** `auto` leaves it to each screen; `gallery` shows everybody in equal tiles. */
export type Layout = 'auto' | 'speaker' | 'content' | 'side_by_side' | 'gallery'

export interface LayoutChanged {
  type: 'layout_changed'
  layout: Layout
}

/** Say good-bye: no grace period is kept for the member. */
export interface Leave {
  id?: number | null
  type: 'leave'
}

export interface LessonEnded {
  type: 'lesson_ended'
}

export interface LessonStarted {
  type: 'lesson_started'
}

/** `started_at` and `ended_at` are Unix time in milliseconds; the lesson clock is zero at `started_at`. */
export interface LessonState {
  id: string
  title: string
  subject: string
  phase: Phase
  started_at: number | null
  ended_at: number | null
  recording: RecordingState
  recording_reason: string
}

/**
 * One member's line, for the master's eyes.
 *
 * `quality` sums it up; `connected` says whether the media transports are up.
 * `sound` and `picture` are how they arrive, `cause` is why they suffer, on the way
 * `side` (seen from the member). `loss` (in whole percents) and `rtt_ms` are said where they are the cause.
 * `devices` is what is wrong with camera, microphone and loudspeaker there.
 */
export interface Line {
  member: string
  quality: 'good' | 'fair' | 'poor' | 'lost'
  connected: boolean
  sound: 'good' | 'gaps' | 'broken'
  picture: 'good' | 'reduced' | 'frozen' | 'paused'
  cause: 'none' | 'loss' | 'delay' | 'thin' | 'device' | 'server'
  side: 'none' | 'up' | 'down'
  loss: number
  rtt_ms: number | null
  devices: ('camera_missing' | 'camera_stalled' | 'microphone_missing' | 'microphone_silent' | 'howling')[]
}

/** The lines that have changed since they were told last; after a join, all of them. */
export interface Lines {
  re: number | null
  type: 'lines'
  lines: Line[]
}

/**
 * A digest of one peer connection's statistics.
 *
 * `path` is how the packets travel; `limited` is what kept the encoder from
 * sending all it could, for an up-link; `paused` says that no camera is sent, for
 * the line is full with sound alone.
 */
export interface LinkReport {
  state?: string
  loss?: number
  rtt_ms?: number | null
  jitter_ms?: number | null
  bitrate?: number | null
  frames_per_second?: number | null
  frozen?: number | null
  concealed?: number | null
  jitter_buffer_ms?: number | null
  path?: '' | 'udp' | 'tcp' | 'relay'
  family?: '' | 'ipv4' | 'ipv6'
  limited?: 'none' | 'cpu' | 'bandwidth' | 'other'
  paused?: boolean
  pictures?: PictureReport[]
}

/** Everybody who waits now, in order of coming; for the masters. */
export interface Lobby {
  re: number | null
  type: 'lobby'
  waiting: Knock[]
}

/** One's own, or as master anybody's. */
export interface LowerHand {
  id?: number | null
  type: 'lower_hand'
  member?: string | null
}

/** A drawing on its surface; `n` is the number of its cue, and so its place in the order. */
export interface Mark {
  stroke: number
  tool: DrawingTool
  colour: string
  width: number
  points: string
  text: string
  n: number
  by: string | null
}

/** The cue's number and member become those of the mark; it lies over all that came before. */
export interface MarkAdded {
  type: 'mark_added'
  surface: string
  drawing: Drawing
}

export interface MarkRemoved {
  type: 'mark_removed'
  surface: string
  n: number
}

/** The media worker is gone or has forgotten us: build `up` and/or `down` anew. */
export interface MediaLost {
  re: number | null
  type: 'media_lost'
  up: boolean
  down: boolean
}

/** Somebody in the room; stays listed, with `present` false, after leaving. */
export interface Member {
  id: string
  name: string
  role: Role
  place: string
  present: boolean
}

export interface MemberJoined {
  type: 'member_joined'
  member: Member
}

/** The member's sources, hand and floor go with it. */
export interface MemberLeft {
  type: 'member_left'
  member: string
}

/** A master has sent the member out; `member_left` follows. */
export interface MemberRemoved {
  type: 'member_removed'
  member: string
}

export interface MuteAll {
  id?: number | null
  type: 'mute_all'
}

/** Every called-on classroom loses the floor at once. */
export interface MutedAll {
  type: 'muted_all'
}

/** `since` is Unix time in milliseconds. */
export interface Need {
  kind: NeedKind
  since: number
}

/** `hear`: we can't hear; `see`: we can't see; `other`: somebody please look after us. */
export type NeedKind = 'hear' | 'see' | 'other'

/** The down-link's offer: answer it with the same `negotiation`. */
export interface Offer {
  re: number | null
  type: 'offer'
  negotiation: number
  sdp: string
  slots: Slot[]
}

export interface Ok {
  re: number | null
  type: 'ok'
}

/**
 * The open recording: at server time `at` (Unix ms) it is at `position_ms`.
 *
 * While it plays it is at `position_ms + (now - at) * speed / 100`; `at` may lie a little in the
 * future. Not `shown`, it stands still and makes room for what is talked about. `enlarged` is the
 * recorded source that every screen shows large, without one each shows what the lesson showed.
 */
export interface OpenPlayback {
  recording: string
  playing: boolean
  position_ms: number
  at: number
  speed: number
  shown: boolean
  enlarged: string | null
}

/**
 * Ask all classrooms. `answer` is the right one, kept from everybody until it is revealed.
 *
 * Options are named `A`, `B`, … in their order and may be without words. With `seconds` it closes by itself.
 */
export interface OpenQuestion {
  id?: number | null
  type: 'open_question'
  kind: QuestionKind
  text?: string
  options?: string[]
  changeable?: boolean
  answer?: string[] | null
  seconds?: number | null
}

/** Show one of the lesson's recordings, standing at its beginning. */
export interface OpenRecording {
  id?: number | null
  type: 'open_playback'
  recording: string
}

/** The whiteboard and a film make room for it; sound plays on. */
export interface PageShown {
  type: 'page_shown'
  document: string
  page: number
}

/** Stop where it is, or, with `position_ms`, there. */
export interface PauseClip {
  id?: number | null
  type: 'pause_clip'
  position_ms?: number | null
}

/** Stop where it is, or, with `position_ms`, there. */
export interface PausePlayback {
  id?: number | null
  type: 'pause_playback'
  position_ms?: number | null
}

export interface PauseTimer {
  id?: number | null
  type: 'pause_timer'
}

export type Phase = 'waiting' | 'live' | 'ended'

/** How many pupils' phones are connected, by place: told to masters, and to each classroom of itself. */
export interface Phones {
  re: number | null
  type: 'phones'
  places: Record<string, number>
}

/**
 * A picture on one's own down-link that is not as good as it is drawn.
 *
 * `reduced` is a smaller layer; `paused` is none at all. Reasons: `line_too_thin`, `no_codec`,
 * `overloaded` (the server is late itself), `sender_too_thin` (its owner's line carries the sound alone).
 */
export interface Picture {
  source: string
  state: 'reduced' | 'paused'
  reason: string
}

/** One picture as it was decoded or encoded; `frozen` is a share of the time, `height` in pixels. */
export interface PictureReport {
  source: string
  height?: number
  frames_per_second?: number
  frozen?: number
}

/** Every picture that is reduced or paused now; all others are sent as they are drawn. */
export interface Pictures {
  re: number | null
  type: 'pictures'
  pictures: Picture[]
}

/** `sent` is the client's own clock in milliseconds and comes back untouched. */
export interface Ping {
  id?: number | null
  type: 'ping'
  sent: number
}

/** Open a clip, go on with it, or go somewhere else in it. */
export interface PlayClip {
  id?: number | null
  type: 'play_clip'
  document: string
  position_ms?: number
}

/** A recording that this lesson may watch; its files are fetched by REST. */
export interface Playable {
  recording: string
  title: string
  duration_ms: number
}

/** A recording may be watched; one that is there already is replaced (it has another title). */
export interface PlayableAdded {
  type: 'playable_added'
  playable: Playable
}

/** It may no longer be watched; if it is open it disappears from all screens. */
export interface PlayableRemoved {
  type: 'playable_removed'
  recording: string
}

export interface PlaybackClosed {
  type: 'playback_closed'
}

export interface PlaybackEnlarged {
  type: 'playback_enlarged'
  source: string | null
}

/** It stands still and leaves the screens to the discussion; starting it shows it again. */
export interface PlaybackHidden {
  type: 'playback_hidden'
}

/** The recording stands at its beginning; the whiteboard and courseware make room for it. */
export interface PlaybackOpened {
  type: 'playback_opened'
  recording: string
}

/** All screens show it standing still at `position_ms`; `speed` is for when it goes on. */
export interface PlaybackPaused {
  type: 'playback_paused'
  position_ms: number
  speed: number
}

/** All screens go on at `position_ms` when the server's time is `starts_at` (Unix ms). */
export interface PlaybackStarted {
  type: 'playback_started'
  position_ms: number
  starts_at: number
  speed: number
}

/** `recordings` are in the order in which they were brought. */
export interface PlaybackState {
  recordings: Record<string, Playable>
  current: OpenPlayback | null
}

/** Where one's laser pointer is; without x and y it is switched off. */
export interface PointAt {
  id?: number | null
  type: 'point'
  surface: string
  x: number | null
  y: number | null
}

/** A laser pointer, a few times a second while it moves; without x and y it is switched off. */
export interface PointedAt {
  type: 'pointed_at'
  surface: string
  x: number | null
  y: number | null
}

export interface PointerUnderWay {
  by: string
  surface: string
  x: number | null
  y: number | null
}

/** `server_time` is Unix time in milliseconds. */
export interface Pong {
  re: number | null
  type: 'pong'
  sent: number
  server_time: number
}

/** Press first, by the server's clock as the terminal knows it, give or take `uncertainty_ms`. */
export interface Press {
  id?: number | null
  type: 'press'
  question: string
  pressed_at: number
  uncertainty_ms: number
}

/**
 * Offer the up-link and say everything that is published on it.
 *
 * Sent again after every renegotiation and for an ICE restart; a source that
 * is no longer listed is removed.
 */
export interface Publish {
  id?: number | null
  type: 'publish'
  sdp: string
  sources: PublishedSource[]
}

/** The answer to the up-link's offer. */
export interface Published {
  re: number | null
  type: 'published'
  sdp: string
}

/** Which m-lines of the offer carry one source; `None` where it has no such track. */
export interface PublishedSource {
  kind: SourceKind
  audio_mid?: string | null
  video_mid?: string | null
  audio?: boolean
  video?: boolean
  label?: string
}

/**
 * What is asked. The right answer is not in it: no screen may read that before it is revealed.
 *
 * Answers count from `opens_at` until it is closed, at the latest at `ends_at` (Unix milliseconds).
 */
export interface Question {
  id: string
  kind: QuestionKind
  text: string
  options: string[]
  changeable: boolean
  opens_at: number
  ends_at: number | null
}

/** What is pressed from now on does not count. */
export interface QuestionClosed {
  type: 'question_closed'
  question: string
}

/** It leaves the screens and is history. */
export interface QuestionDismissed {
  type: 'question_dismissed'
  question: string
}

/** `race` is 抢答: nothing is answered, the first to press may speak. */
export type QuestionKind = 'single' | 'multiple' | 'yes_no' | 'order' | 'text' | 'race'

/** It is on the screens; the one before it is history. */
export interface QuestionOpened {
  type: 'question_opened'
  question: Question
}

/** `current` is on the screens, open or closed; `history` begins with the oldest. */
export interface QuestionsState {
  current: Asked | null
  history: Asked[]
}

/** Who pressed first; two that are marked `first` are a tie. The question is closed. */
export interface RaceDecided {
  type: 'race_decided'
  question: string
  racers: Racer[]
}

/** Who pressed, `after_ms` after the opening; `first` is whoever the clocks can't put behind another. */
export interface Racer {
  place: string
  after_ms: number
  uncertainty_ms: number
  first: boolean
}

/** The teacher has chosen one of the racers. */
export interface RacerChosen {
  type: 'racer_chosen'
  question: string
  racer: number
}

/** Who racer number `racer` is; without a seat it is the class's terminal. */
export interface RacerSeat {
  racer: number
  place: string
  seat: number | null
  name: string
}

/** Who pressed, by seat: told to masters, and to each classroom of itself; no cue: pupils are minors. */
export interface RacerSeats {
  re: number | null
  type: 'racer_seats'
  question: string
  racers: RacerSeat[]
}

export interface RaiseHand {
  id?: number | null
  type: 'raise_hand'
}

export interface RecordingChanged {
  type: 'recording_changed'
  state: RecordingState
  reason: string
}

export type RecordingState = 'off' | 'on' | 'failed'

export interface RemoveBoardPage {
  id?: number | null
  type: 'remove_board_page'
  page: string
}

/** One's own, or as master anybody's; what is gone already is left out. */
export interface RemoveMarks {
  id?: number | null
  type: 'remove_marks'
  surface: string
  marks: number[]
}

/** Send a member out; its ticket leads to the lobby from now on. */
export interface RemoveMember {
  id?: number | null
  type: 'remove_member'
  member: string
}

/** One's own, or as master anybody's; `n` is the message's number. */
export interface RemoveMessage {
  id?: number | null
  type: 'remove_message'
  n: number
}

/** A digest of getStats(), every few seconds, and what is wrong with the devices. */
export interface Report {
  id?: number | null
  type: 'report'
  up?: LinkReport | null
  down?: LinkReport | null
  devices?: ('camera_missing' | 'camera_stalled' | 'microphone_missing' | 'microphone_silent' | 'howling')[]
}

/** Every screen draws how the classrooms have answered. */
export interface ResultsShown {
  type: 'results_shown'
  question: string
}

/** What a returning client still has: the epoch of its last welcome and the last cue it applied. */
export interface Resume {
  epoch: number
  cue: number
}

export interface ResumeTimer {
  id?: number | null
  type: 'resume_timer'
}

/** Give back one's own floor, or as master take it from `member`. */
export interface ReturnFloor {
  id?: number | null
  type: 'return_floor'
  member?: string | null
}

/**
 * Closes the question too; it is revealed when the answers under way have arrived.
 *
 * `answer` is the right one of a question that was asked without.
 */
export interface RevealAnswer {
  id?: number | null
  type: 'reveal_answer'
  question: string
  answer?: string[] | null
}

/** What the bell says: `attention`, or the beginning or end of a part of the lesson. */
export type Ring = 'attention' | 'begin' | 'end'

export interface RingBell {
  id?: number | null
  type: 'ring_bell'
  ring?: Ring
}

/** What a ticket lets its bearer be in one lesson. */
export type Role = 'master' | 'rural' | 'observer'

/** The member has this role from now on; a new master leads the lesson. */
export interface RoleChanged {
  type: 'role_changed'
  member: string
  role: Role
}

/** `absent` names seats (a number, or what is written there); `by` has confirmed it at `at` (Unix ms). */
export interface RollCall {
  present: number
  absent: string[]
  by: string | null
  at: number
}

/** A classroom was counted; it replaces what was counted there before. */
export interface RollConfirmed {
  type: 'roll_confirmed'
  member: string
  present: number
  absent: string[]
}

/** By member: pupils enrolled, where that is known, and the last roll call. */
export interface RollState {
  expected: Record<string, number>
  confirmed: Record<string, RollCall>
}

/** Everything shared in a lesson, at one cue. */
export interface RoomState {
  lesson: LessonState
  members: Record<string, Member>
  sources: Record<string, Source>
  hands: Hand[]
  floor: string[]
  bell: BellState
  board: BoardState
  courseware: CoursewareState
  conduct: ConductState
  arrangement: ArrangementState
  turns: TurnsState
  help: HelpState
  chat: ChatState
  timer: TimerState
  roll: RollState
  questions: QuestionsState
  playback: PlaybackState
}

export interface Say {
  id?: number | null
  type: 'say'
  text: string
}

export interface SetChatMode {
  id?: number | null
  type: 'set_chat_mode'
  mode: ChatMode
}

/** Say whether anybody may speak without being called on. */
export interface SetFreeFloor {
  id?: number | null
  type: 'set_free_floor'
  allowed: boolean
}

export interface SetLayout {
  id?: number | null
  type: 'set_layout'
  layout: Layout
}

/** In percent of real time. */
export interface SetPlaybackSpeed {
  id?: number | null
  type: 'set_playback_speed'
  speed: number
}

/** Put a source on every stage; None takes the spotlight away. */
export interface SetSpotlight {
  id?: number | null
  type: 'set_spotlight'
  source?: string | null
}

export interface SetWriters {
  id?: number | null
  type: 'set_writers'
  members: string[]
}

/** One's own asking, or as master anybody's. */
export interface SettleHelp {
  id?: number | null
  type: 'settle_help'
  member?: string | null
}

/** Show a page; without one the first, which is added if there is none. */
export interface ShowBoard {
  id?: number | null
  type: 'show_board'
  page?: string | null
}

export interface ShowPage {
  id?: number | null
  type: 'show_page'
  document: string
  page?: number
}

export interface ShowResults {
  id?: number | null
  type: 'show_results'
  question: string
}

export interface ShowText {
  id?: number | null
  type: 'show_text'
  question: string
  text: string
}

/**
 * How many pixels high the page draws each source that it receives; 0: not at all.
 *
 * A source that is not named may be sent as large as the line carries.
 */
export interface Shown {
  id?: number | null
  type: 'shown'
  heights?: Record<string, number>
}

/** `page` counts from 1. */
export interface ShownPage {
  document: string
  page: number
}

/** The two m-lines of the down-link that make up one slot. */
export interface Slot {
  slot: number
  audio_mid: string
  video_mid: string
}

/** Which source a slot carries now; `audio` and `video` say what of it is forwarded. */
export interface SlotContent {
  slot: number
  source: string | null
  audio: boolean
  video: boolean
}

/** What every slot of one's down-link carries from now on. */
export interface Slots {
  re: number | null
  type: 'slots'
  slots: SlotContent[]
}

/** A thing a member publishes. `id` is `member/kind`, the same after a reconnect. */
export interface Source {
  id: string
  member: string
  kind: SourceKind
  audio: boolean
  video: boolean
  label: string
}

/** Also sent when a source is published again with other tracks: it replaces the entry. */
export interface SourceAdded {
  type: 'source_added'
  source: Source
}

/** The owner switched its sound or picture on or off. */
export interface SourceChanged {
  type: 'source_changed'
  source: string
  audio: boolean
  video: boolean
}

export type SourceKind = 'camera' | 'screen' | 'board' | 'pupils'

export interface SourceRemoved {
  type: 'source_removed'
  source: string
}

/** `source` has the stage from now on; None: it is whoever's who speaks. */
export interface SpotlightChanged {
  type: 'spotlight_changed'
  source: string | null
}

export interface StartLesson {
  id?: number | null
  type: 'start_lesson'
}

/** Go on from where it is, or from `position_ms`; at its end without one it begins anew. */
export interface StartPlayback {
  id?: number | null
  type: 'start_playback'
  position_ms?: number | null
}

export interface StartTimer {
  id?: number | null
  type: 'start_timer'
  kind?: TimerKind
  title?: string
  duration_ms: number
}

export interface StopTimer {
  id?: number | null
  type: 'stop_timer'
}

/** Ask for the down-link's offer; `restart` asks for new ICE credentials on the same association. */
export interface Subscribe {
  id?: number | null
  type: 'subscribe'
  restart?: boolean
}

/**
 * `count` is how many marks were added since it was last cleared.
 *
 * `marks` is None in a copy that does not hold them: ask with `fetch_surface`.
 */
export interface Surface {
  count: number
  marks: Mark[] | null
}

export interface SurfaceCleared {
  type: 'surface_cleared'
  surface: string
}

/** All marks of a surface as of the last cue that was sent before. */
export interface SurfaceMarks {
  re: number | null
  type: 'surface'
  surface: string
  marks: Mark[]
}

/** Speak without being called on, where that is allowed. */
export interface TakeFloor {
  id?: number | null
  type: 'take_floor'
}

/**
 * How one place has answered.
 *
 * `counts` are pupils and raised hands by option (an order by its letters, `CAB`); `answered` is how
 * many they are. `chosen` is what the class as a whole has answered on its terminal.
 */
export interface Tally {
  counts: Record<string, number>
  answered: number
  chosen: string[] | null
}

/** The teacher shows one of the answers in words, without its author. */
export interface TextShown {
  type: 'text_shown'
  question: string
  text: string
}

/** `timer`: time for a task; `countdown`: until the lesson begins. */
export type TimerKind = 'timer' | 'countdown'

export interface TimerPaused {
  type: 'timer_paused'
}

export interface TimerResumed {
  type: 'timer_resumed'
}

/** It replaces the one that runs. */
export interface TimerStarted {
  type: 'timer_started'
  kind: TimerKind
  title: string
  duration_ms: number
}

/**
 * No `kind`: there is none. Times are Unix milliseconds.
 *
 * While it stands still, `ends_at` is None and `paused_ms_left` says what is left.
 */
export interface TimerState {
  kind: TimerKind | null
  title: string
  started_at: number | null
  ends_at: number | null
  paused_ms_left: number | null
}

/** It is taken off the screens. */
export interface TimerStopped {
  type: 'timer_stopped'
}

/** `last_at` is when the last turn began, or ended if it has; `total_ms` counts ended turns. */
export interface Turn {
  count: number
  last_at: number
  total_ms: number
}

/** By member; `since` is when each of those began who speak now. Times are Unix milliseconds. */
export interface TurnsState {
  spoken: Record<string, Turn>
  since: Record<string, number>
}

/**
 * The answer to `join`.
 *
 * Either `snapshot` is the whole state at cue `cue`, or, after a resume, `cues`
 * are the ones the client has missed. `kept` says which peer connections the
 * client may go on using; the others must be built anew.
 */
export interface Welcome {
  re: number | null
  type: 'welcome'
  member: string
  role: Role
  epoch: number
  cue: number
  snapshot: RoomState | null
  cues: Cue[]
  kept: Kept
  server_time: number
}

/** Private words to one member: a master to anybody, anybody to a master. Never kept. */
export interface Whisper {
  id?: number | null
  type: 'whisper'
  to: string
  text: string
}

/** Told to both, to nobody else, and never kept. `at` is Unix time in milliseconds. */
export interface Whispered {
  re: number | null
  type: 'whispered'
  sender: string
  to: string
  text: string
  at: number
}

/** Exactly these classrooms may write from now on without having the floor. */
export interface WritersChanged {
  type: 'writers_changed'
  members: string[]
}
