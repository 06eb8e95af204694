import js from '@eslint/js'
import vue from 'eslint-plugin-vue'
import globals from 'globals'
import typescript from 'typescript-eslint'

export default typescript.config(
  { ignores: ['dist/', 'src/protocol/messages.ts', 'src/protocol/errors.ts'] },
  js.configs.recommended,
  ...typescript.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.{ts,vue}'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: typescript.parser },
    },
    rules: {
      // The compiler knows the names better.
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['error', 350],
      'max-lines-per-function': ['error', { max: 50, skipComments: true }],
      // The content security policy refuses style attributes in markup.
      'vue/no-static-inline-styles': 'error',
      // Layout of the markup is a matter of taste, not of a rule for every line.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      // With types, a prop that may be missing says so itself.
      'vue/require-default-prop': 'off',
      'vue/multi-word-component-names': 'off',
    },
  },
  // A story is told in a describe() as long as it needs.
  { files: ['**/*.test.ts'], rules: { 'max-lines-per-function': 'off' } },
)
