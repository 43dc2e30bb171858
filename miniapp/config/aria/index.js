const path = require('node:path')
const attributes = require('./attributes')

/** Taro plugin: lets `aria-*` attributes through to WeChat, in the templates and in the runtime that fills them. */
module.exports = (context) => {
  context.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      platform.template.mergeComponents(context, attributes)
      platform.runtimePath = [].concat(platform.runtimePath, path.resolve(__dirname, 'runtime.js'))
    },
  })
}
