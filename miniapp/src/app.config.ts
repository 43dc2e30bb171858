export default defineAppConfig({
  pages: [
    'pages/main/index',
    'pages/edit/index',
    'pages/record/index',
    'pages/section/index',
    'pages/item/index',
    'pages/inbox/index',
  ],
  subPackages: [
    { root: 'pages/card', pages: ['index'] },
    { root: 'pages/path', pages: ['index'] },
    { root: 'pages/heads', pages: ['index'] },
    // A table and an organiser's desk need a wide screen; the mini-program does not carry them.
    ...(process.env.TARO_ENV === 'h5'
      ? [
          { root: 'pages/table', pages: ['index'] },
          { root: 'pages/organiser', pages: ['index'] },
        ]
      : []),
  ],
  window: {
    backgroundTextStyle: 'light',
    navigationBarBackgroundColor: '#fbfaf6',
    navigationBarTitleText: '星迹',
    navigationBarTextStyle: 'black',
    backgroundColor: '#fbfaf6',
  },
  lazyCodeLoading: 'requiredComponents',
})
