export default {
  search: '搜索课程、教师、学校',
  count: '共 {count} 节课',
  comma: '、',
  empty: '资源库还是空的',
  emptyText: '开课并录制之后，课程会立即出现在这里。',
  nothing: '没有找到“{typed}”',
  nothingText: '换个词试试：课程名称、学科、教师或学校。',
  state: {
    recording: '正在录制',
    ready: '可回放',
    recovered: '已恢复',
    empty: '没有内容',
    failed: '录制失败',
  },
}
