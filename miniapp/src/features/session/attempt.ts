/** Runs something that may end in a sentence to show; a device that could not store it gets a sentence too. */
export async function attempt(act: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await act()
  } catch {
    return '这台设备没有存下来，可能是空间不够。请清理一些空间后再试。'
  }
}
