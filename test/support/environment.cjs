const { TestEnvironment } = require('jest-environment-node')

/**
 * jest gives a test file a copy of `process` that hears no events. The weapp harness has to hear rejections nobody
 * handled, so the real one is within reach as `hostProcess`.
 */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context)
    this.global.hostProcess = process
  }
}
