import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { hasDoor } from '../platform/door'
import '../styles/tokens.css'
import '../styles/base.css'
import App from './App.vue'
import NoEngine from './NoEngine.vue'

createApp(hasDoor() ? App : NoEngine)
  .use(createPinia())
  .mount('#app')
