// Validates a data package with Frictionless' library: the descriptor against
// the profile, then every row of every CSV resource against types, constraints,
// primary and foreign keys. Prints a JSON list of what is wrong.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const [modules, descriptor] = process.argv.slice(2)
const { Package } = createRequire(join(modules, 'x.js'))('datapackage')
const wrong = []
const pkg = await Package.load(descriptor, { basePath: dirname(descriptor) })
for (const e of pkg.errors) wrong.push(`${e}`)
for (const resource of pkg.resources) {
  if (!resource.tabular || resource.descriptor.format !== 'csv') continue
  try {
    const rows = await resource.read({ relations: (resource.schema.foreignKeys || []).length > 0 })
    if (rows.length === 0 && resource.descriptor.rows !== 0) wrong.push(`${resource.name}: no rows`)
  } catch (e) {
    wrong.push(`${resource.name}: ${e} ${(e.errors || []).slice(0, 5).map((x) => `${x}`).join('; ')}`)
  }
}
console.log(JSON.stringify(wrong))
