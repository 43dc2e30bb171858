import { useDidShow, useRouter } from '@tarojs/taro'

/** The page's own query, such as `{id: '…'}`. */
export function usePageQuery(): Partial<Record<string, string>> {
  return useRouter().params
}

/** Runs whenever the page comes to the front. */
export const usePageShown = useDidShow
