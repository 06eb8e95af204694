export default {
  title: 'Sign in',
  welcome: 'Welcome back',
  intro: 'Synchronized classrooms: city and countryside attend the same lesson.',
  login: 'Account',
  password: 'Password',
  show: 'Show password',
  hide: 'Hide password',
  submit: 'Sign in',
  help: "Forgotten the password? Your school's administrator can set a new one.",
  points: {
    teach: 'One button to teach; every classroom in view',
    speak: 'Call on any classroom; everybody hears',
    replay: 'Replay as soon as the bell rings',
  },
}
