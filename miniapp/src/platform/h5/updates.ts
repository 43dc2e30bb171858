import type { UpdatePort } from '../ports'

/** Milliseconds a copy of the app gets to take over by itself, when the page is of its build already. */
const settling = 1_000

/** The build this page is of, as the built page says; a page that is being developed has none. */
const buildOf = () => document.querySelector('meta[name=build]')?.getAttribute('content') ?? undefined

/**
 * The copy of the app that the browser keeps (see `scripts/service-worker.template.js`). A newer one waits beside the one
 * in use until it is told to take over.
 */
export function h5Updates(): UpdatePort {
  const build = buildOf()
  let ready: ServiceWorker | undefined

  async function watch(callback: () => void): Promise<void> {
    const registration = await navigator.serviceWorker.register('/sw.js')
    const consider = (worker: ServiceWorker | null) => {
      // The first copy of all has nothing to replace.
      if (!worker || !navigator.serviceWorker.controller) return
      worker.postMessage({ type: 'takeOver', build })
      setTimeout(() => {
        if (worker.state !== 'installed') return
        ready = worker
        callback()
      }, settling)
    }
    consider(registration.waiting)
    registration.addEventListener('updatefound', () => {
      const worker = registration.installing
      worker?.addEventListener('statechange', () => worker.state === 'installed' && consider(worker))
    })
  }

  return {
    onReady(callback) {
      if (build === undefined || !('serviceWorker' in navigator)) return
      // After everything the page itself needs. Where it is not allowed, the app needs a network to open.
      const begin = () => void watch(callback).catch(() => undefined)
      if (document.readyState === 'complete') begin()
      else window.addEventListener('load', begin, { once: true })
    },
    restart() {
      if (!ready) return window.location.reload()
      navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true })
      ready.postMessage({ type: 'takeOver' })
    },
  }
}
