export default definePageConfig({ navigationBarTitleText: '评分卡原文' })
