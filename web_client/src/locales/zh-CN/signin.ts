export default {
  title: '登录',
  welcome: '欢迎回来',
  intro: '城乡同步课堂：主讲教室与乡村教室同上一堂课。',
  login: '账号',
  password: '密码',
  show: '显示密码',
  hide: '隐藏密码',
  submit: '登录',
  help: '忘记密码，请联系学校或中心校的管理员。',
  points: {
    teach: '一键开课，看见每一间教室',
    speak: '点名互动，城乡同频',
    replay: '下课即可回放',
  },
}
