export default defineAppConfig({
  pages: ['pages/main/index'],
  window: {
    backgroundTextStyle: 'light',
    navigationBarBackgroundColor: '#fbfaf6',
    navigationBarTitleText: '星迹',
    navigationBarTextStyle: 'black',
    backgroundColor: '#fbfaf6',
  },
  lazyCodeLoading: 'requiredComponents',
})
