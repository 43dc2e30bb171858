/** After the H5 build: writes the service worker with the list of the built files, and the build's name into the page. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../dist/h5/', import.meta.url))
const template = fileURLToPath(new URL('service-worker.template.js', import.meta.url))
const mark = '<head>'

const files = readdirSync(dist, { recursive: true })
  .map((name) => join(dist, name))
  .filter((path) => statSync(path).isFile() && /\.[0-9a-f]{8}\.(js|css)$/.test(path))
  .map((path) => `/${relative(dist, path).split(sep).join('/')}`)
  .sort()
if (files.length === 0) throw new Error(`no built files in ${dist}`)

const index = join(dist, 'index.html')
const plain = readFileSync(index, 'utf8').replace(/<meta name="build"[^>]*>/, '')
const worker = readFileSync(template, 'utf8')
const build = createHash('sha256').update(worker).update(plain).update(files.join()).digest('hex').slice(0, 12)
writeFileSync(index, plain.replace(mark, `${mark}<meta name="build" content="${build}">`))
writeFileSync(
  join(dist, 'sw.js'),
  worker.replace('__BUILD__', build).replace('__FILES__', JSON.stringify(files, null, 2)),
)
console.log(`service worker of build ${build}: ${files.length} files`)
