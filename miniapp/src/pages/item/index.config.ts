export default definePageConfig({ navigationBarTitleText: '这一项怎么算' })
