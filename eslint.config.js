import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'
import { importDirections } from './eslint.import-directions.js'

const node = {
  patterns: [{ group: ['node:*', 'electron', 'playwright-core', 'koffi'], message: 'This folder is pure.' }]
}

export default ts.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'coverage/', 'test-results/', 'playwright-report/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } }
  },
  {
    plugins: { house: { rules: { 'import-directions': importDirections } } },
    rules: {
      'house/import-directions': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      'no-undef': 'off'
    }
  },
  {
    files: ['shared/**/*.ts', 'electron/{c,machine,simulator,runner}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-imports': ['error', node] }
  },
  {
    files: ['renderer/**/*.{ts,vue}'],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: {
      'no-restricted-imports': ['error', node],
      'vue/multi-word-component-names': 'off'
    }
  },
  {
    files: ['electron/{engine,windows,shell}/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['electron', 'playwright-core'], message: 'The engine knows no shell.' }] }
      ]
    }
  },
  prettier
)
