export default definePageConfig({ navigationBarTitleText: '扫码数人数' })
