export default {
  page: '{title}，第 {page} 页，共 {pages} 页',
  screen: '共享的屏幕',
  missing: {
    coming: '第 {page} 页正在传来…',
    away: '第 {page} 页还没传到，网络恢复后会自动显示',
  },
  clip: {
    stalled: '片段还在下载，请稍等…',
    blocked: '点一下，打开声音',
  },
}
