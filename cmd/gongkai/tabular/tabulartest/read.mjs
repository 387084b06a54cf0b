// Reads a Parquet file with DuckDB and prints it as JSON lines: the columns'
// names, their types, then a list for each row, every value as text.
// node read.mjs NODE_MODULES FILE [CONDITION]
import { createRequire } from 'node:module'
import { join } from 'node:path'

const [modules, file, condition] = process.argv.slice(2)
const { DuckDBInstance } = createRequire(join(modules, 'x.js'))('@duckdb/node-api')
const db = await (await DuckDBInstance.create(':memory:')).connect()
const from = `FROM read_parquet('${file.replaceAll("'", "''")}')`
await db.run("SET TimeZone = 'UTC'")
const head = (await db.runAndReadAll(`DESCRIBE SELECT * ${from}`)).getRows()
const names = head.map((r) => r[0])
console.log(JSON.stringify(names))
console.log(JSON.stringify(head.map((r) => r[1])))
const list = names.map((n) => `CAST("${n.replaceAll('"', '""')}" AS VARCHAR)`).join(', ')
const result = await db.stream(`SELECT ${list} ${from} ${condition ? 'WHERE ' + condition : ''}`)
for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
  process.stdout.write(chunk.getRows().map((r) => JSON.stringify(r) + '\n').join(''))
}
