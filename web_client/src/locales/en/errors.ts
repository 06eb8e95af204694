export default {
  offline: 'The server does not answer',
  offline_todo: 'Check the network cable or Wi-Fi, then try again.',
  unexpected_answer: 'The server gave an answer we do not understand',
  unexpected_answer_todo: 'Try again in a while; if it stays, call the technician.',
}
