import { randomBytes } from 'node:crypto'
import type { Api, ApiMaker } from './api.js'
import { userDataPath } from './files.js'

const screen = {
  pixelRatio: 2,
  screenWidth: 390,
  screenHeight: 844,
  windowWidth: 390,
  windowHeight: 753,
  statusBarHeight: 47,
  safeArea: { left: 0, right: 390, top: 47, bottom: 810, width: 390, height: 763 },
}
const device = { brand: 'test', model: 'test', system: 'Android 12', platform: 'android', benchmarkLevel: 20 }
const base = { SDKVersion: '3.7.0', version: '8.0.50', language: 'zh_CN', theme: 'light', fontSizeSetting: 16 }

/** What the app may ask about the phone it runs on. */
export function deviceApi(make: ApiMaker): Api {
  const all = { ...screen, ...device, ...base }
  return {
    env: { USER_DATA_PATH: userDataPath },
    getSystemInfoSync: make.now('getSystemInfoSync', () => all),
    getSystemInfo: make.later('getSystemInfo', () => all),
    getWindowInfo: make.now('getWindowInfo', () => screen),
    getDeviceInfo: make.now('getDeviceInfo', () => device),
    getAppBaseInfo: make.now('getAppBaseInfo', () => base),
    getMenuButtonBoundingClientRect: make.now('getMenuButtonBoundingClientRect', () => ({
      width: 87,
      height: 32,
      left: 293,
      top: 51,
      right: 380,
      bottom: 83,
    })),
    getAccountInfoSync: make.now('getAccountInfoSync', () => ({
      miniProgram: { appId: 'touristappid', envVersion: 'release', version: '1.0.0' },
    })),
    getRandomValues: make.later('getRandomValues', ({ length }: { length: number }) => ({
      randomValues: new Uint8Array(randomBytes(length)).buffer,
    })),
    vibrateShort: make.later('vibrateShort'),
    setClipboardData: make.later('setClipboardData'),
    getLogManager: () => ({ log() {}, info() {}, warn() {}, debug() {} }),
    getRealtimeLogManager: () => ({ info() {}, warn() {}, error() {} }),
    reportEvent: make.now('reportEvent', () => undefined),
  }
}
