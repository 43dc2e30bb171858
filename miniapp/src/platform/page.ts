import { useDidHide, useDidShow, useRouter } from '@tarojs/taro'
import { useState } from 'react'

/** The page's own query, such as `{id: '…'}`. */
export function usePageQuery(): Partial<Record<string, string>> {
  return useRouter().params
}

/** Runs whenever the page comes to the front. */
export const usePageShown = useDidShow

/** A value as it was when the page was last in front: what lies behind another page is not drawn anew at every change. */
export function useShown<T>(value: T): T {
  const [held, setHeld] = useState<{ value: T }>()
  useDidHide(() => setHeld({ value }))
  useDidShow(() => setHeld(undefined))
  return held ? held.value : value
}
