const fs = require('node:fs')
const path = require('node:path')

/** Our TypeScript sources name each other with the `.js` suffix that Node wants at run time; find the source. */
module.exports = (request, options) => {
  if (/^\.{1,2}\/.*\.js$/.test(request) && !options.basedir.includes(`${path.sep}node_modules${path.sep}`)) {
    const stem = path.resolve(options.basedir, request.slice(0, -3))
    const source = [`${stem}.ts`, `${stem}.tsx`].find((file) => fs.existsSync(file))
    if (source) return source
  }
  return options.defaultResolver(request, options)
}
