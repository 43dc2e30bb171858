import Taro from '@tarojs/taro'
import type { Keepsake } from '../ports'

const key = 'xingji-known'

/** WeChat's store of values: another one than the files under the user's data path. */
export const weappKeepsake: Keepsake = {
  read: () =>
    Taro.getStorage<string>({ key }).then(
      ({ data }) => data,
      () => undefined,
    ),
  write: async (text) => {
    await Taro.setStorage({ key, data: text })
  },
}
