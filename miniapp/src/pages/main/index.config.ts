export default definePageConfig({ navigationBarTitleText: '星迹' })
