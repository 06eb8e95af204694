export default {
  greeting: { morning: '{name}，上午好', afternoon: '{name}，下午好', evening: '{name}，晚上好' },
  today: '今天是{day}',
  until: '至 {time}',
  empty: '今天没有课',
  emptyText: '课表由学校管理员安排；需要加课请与他们联系。',
  rest: '今天的其他课程',
  standing: { live: '正在上课', due: '该上课了', next: '即将开始', later: '稍后', missed: '未上', ended: '已结束' },
  notRecorded: '不录制',
  enter: '进入课堂',
  return: '回到课堂',
  replay: '回放',
  watch: '观看',
}
