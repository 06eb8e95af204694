export default {
  offline: '连不上服务器',
  offline_todo: '请检查网线或无线网络，然后重试。',
  unexpected_answer: '服务器的回答看不懂',
  unexpected_answer_todo: '请稍后重试；如果一直这样，请联系技术人员。',
}
