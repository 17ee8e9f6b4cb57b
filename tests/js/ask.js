// Asks the search engine of a built site without a browser: JSON `[folder, queries, look]` on standard input, the answers on standard output.
// Where `look` is false the texts are not looked at for hits.

import { find, open } from "../../hooks/duben/theme/assets/search-engine.js"

const [folder, queries, look] = JSON.parse(await new Response(Deno.stdin.readable).text())

// a page in which a script runs as soon as it is put in
Object.assign(globalThis, {
  document: {
    createElement: () => ({ remove() {} }),
    head: {
      /** @param {{ src: string, onload: () => void, onerror: () => void }} script */
      async append(script) {
        try {
          const text = await Deno.readTextFile(script.src.split("?")[0])
          new Function(text)()
          script.onload()
        } catch {
          script.onerror()
        }
      },
    },
  },
})

await open(`${folder}/`)
const answers = []
for (const query of queries) {
  const { how, numbers, names, certain, check } = await find(query)
  const hits = []
  for (const number of look ? numbers : []) if (await check(number)) hits.push(number)
  answers.push({ how, hits, candidates: numbers.length, certain, names: names.map(({ title }) => title) })
}
console.log(JSON.stringify(answers))
