/*
 * The browser's copy of the app, so that it opens without any network. It keeps the files of this build by their names,
 * which carry their contents' hash; it never touches the API, so no answer and no evidence is kept here.
 */
const build = '__BUILD__'
const files = __FILES__
const page = '/'
const prefix = 'xingji-app-'
const name = prefix + build
/** Milliseconds a weak network gets before the page that is here is shown. */
const patience = 3000

self.addEventListener('install', (event) => {
  const fresh = [page, ...files].map((file) => new Request(file, { cache: 'reload' }))
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(fresh)))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((all) =>
        Promise.all(all.filter((one) => one.startsWith(prefix) && one !== name).map((one) => caches.delete(one))),
      )
      .then(() => self.clients.claim()),
  )
})

/** A new copy waits until the app says so: after unsent records are sent, or when the page is of this build already. */
self.addEventListener('message', ({ data }) => {
  if (data?.type === 'takeOver' && (data.build === undefined || data.build === build)) void self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || pathname.startsWith('/api/')) return
  if (request.mode === 'navigate' && pathname === page) event.respondWith(newestPage(request))
  else if (files.includes(pathname)) event.respondWith(kept(pathname).then((answer) => answer ?? fetch(request)))
})

const kept = (path) => caches.open(name).then((cache) => cache.match(path))

/** The server's page where it can be had soon, else the one kept here. */
async function newestPage(request) {
  const arriving = fetch(request).then((answer) =>
    answer.ok ? answer : Promise.reject(new Error(String(answer.status))),
  )
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error('late')), patience))
  try {
    return await Promise.race([arriving, late])
  } catch {
    return (await kept(page)) ?? arriving
  }
}
