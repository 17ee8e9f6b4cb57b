// Finds passages by their words. How, and what the files hold, is told in hooks/duben/search.py; folding in folding.py.
// The files are loaded as scripts, which a page opened from a folder may do and which needs no second way.

const ALPHABET = Array.from({ length: 0x7c - 0x23 }, (_, i) => String.fromCharCode(0x23 + i)).filter((char) => char !== "\\").join("")
const HALF = ALPHABET.length >> 1
const DIGIT = new Map(Array.from(ALPHABET, (char, i) => [char, i]))
const EDGE = "\n"
const DROPPED = /[\p{M}\p{Z}\p{Cc}\p{Cf}]/u
const PUNCTUATION = /\p{P}/u
/** Of a longer query so many pairs of characters choose the candidates; its words are then looked for in their texts. */
const PAIRS = 5

let root = ""
let index = null
const files = new Map()
const arriving = new Map()
globalThis.dubenSearch = (name, version, data) => arriving.get(name)?.(version, data)

/** The index below the address `base`; it rejects, now or in any call below, where a file cannot be had. */
export async function open(base) {
  root = `${base}search/`
  const found = await load("index")
  if (index) return index
  const counts = numbers(found.texts)
  let first = 0
  index = {
    ...found,
    fold: new Map(pairs(found.fold)),
    grams: found.grams.split(" "),
    starts: counts.map((count) => (first += count) - count),
  }
  index.sections = found.sections.map(([kind, group, from], i, all) => ({ kind, group, from, to: all[i + 1]?.[2] ?? index.size }))
  return index
}

function load(name) {
  if (!files.has(name)) {
    const file = new Promise((resolve, reject) => {
      const script = document.createElement("script")
      const fail = (told) => {
        files.delete(name) // so that the next try asks for it again
        script.remove()
        reject(new Error(told))
      }
      arriving.set(name, (version, data) => {
        if (index && version !== index.version) return fail(`${name} belongs to another edition of the site`)
        script.remove()
        resolve(name === "index" ? { ...data, version } : data)
      })
      script.src = `${root}${name}.js${index ? `?${index.version}` : ""}`
      script.onerror = () => fail(`${name} could not be loaded`)
      document.head.append(script)
    })
    files.set(name, file)
  }
  return files.get(name)
}

function* pairs(text) {
  const chars = Array.from(text)
  for (let i = 0; i < chars.length; i += 2) yield [chars[i], chars[i + 1]]
}

/** Numbers from their digits, the lowest first; every digit but the last is of the upper half. */
function numbers(text) {
  const found = []
  let value = 0
  let unit = 1
  for (const char of text) {
    const digit = DIGIT.get(char)
    value += (digit % HALF) * unit
    unit *= HALF
    if (digit < HALF) {
      found.push(value)
      value = 0
      unit = 1
    }
  }
  return found
}

/** A set of passages from its text: differences, or a bit for each. */
function decode(text) {
  if (!text.startsWith("!")) {
    let sum = 0
    return numbers(text).map((difference) => (sum += difference))
  }
  const found = []
  for (let i = 1; i < text.length; i++) {
    const bits = DIGIT.get(text[i])
    for (let bit = 0; bit < 6; bit++) if (bits & (1 << bit)) found.push((i - 1) * 6 + bit)
  }
  return found
}

/** `text` as search compares it: its characters, where each stands in `text` (from, to), and whether punctuation parts it from the one before. */
export function fold(text) {
  let folded = ""
  const from = []
  const to = []
  const parted = []
  let mark = false
  let offset = 0
  for (const char of text) {
    for (const part of char === EDGE ? EDGE : char.normalize("NFKD").toLowerCase()) {
      if (part !== EDGE && DROPPED.test(part)) continue
      if (PUNCTUATION.test(part)) {
        mark = true
        continue
      }
      const form = index.fold.get(part) ?? part
      for (let i = 0; i < form.length; i++) {
        from.push(offset)
        to.push(offset + char.length)
        parted.push(mark && i === 0)
      }
      folded += form
      mark = false
    }
    offset += char.length
  }
  return { text: folded, from, to, parted }
}

/** Where the words stand in a folded text, as [from, to] in the text itself; `near` asks for the query's own punctuation between them. */
export function spans(text, words, near) {
  const found = []
  const length = words.text.length
  for (let at = text.text.indexOf(words.text); at >= 0 && length; at = text.text.indexOf(words.text, at + 1)) {
    let fits = true
    for (let i = 1; near && fits && i < length; i++) fits = text.parted[at + i] === words.parted[i]
    if (fits) found.push([text.from[at], text.to[at + length - 1]])
  }
  return found
}

/** The passages in which a gram stands: with nothing between its characters, and with punctuation only. */
async function having(gram) {
  let [low, high] = [0, index.grams.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (index.grams[middle] <= gram) low = middle + 1
    else high = middle
  }
  if (!low) return { near: [], far: [] }
  const file = await load(`g/${low - 1}`)
  const [first, second = "."] = gram
  const row = (file[first] ?? "").split(" ").find((row) => row[0] === second) ?? ""
  const [near, far = ""] = row.slice(1).split("~")
  return { near: near ? decode(near) : [], far: far ? decode(far) : [] }
}

/** The passages that have all pairs of neighbours in `words`: near as the query has them, and with punctuation wherever it is. */
async function candidates(words) {
  const text = words.text
  const grams = new Map() // and whether the query itself has punctuation between the two
  if (text.length === 1) grams.set(text, false)
  const last = text.length - 2
  const wanted = Math.min(PAIRS, last + 1)
  for (let i = 0; i < wanted; i++) {
    const at = Math.round((i * last) / Math.max(1, wanted - 1))
    const gram = text.slice(at, at + 2)
    grams.set(gram, grams.get(gram) || words.parted[at + 1])
  }
  const lists = await Promise.all(
    Array.from(grams, async ([gram, parted]) => {
      const { near, far } = await having(gram)
      const both = far.length ? [...near, ...far].sort((a, b) => a - b) : near
      return { near: parted ? both : near, far: both }
    }),
  )
  return { near: common(lists.map((list) => list.near)), far: common(lists.map((list) => list.far)) }
}

/** What stands in all of several ordered lists. */
function common(lists) {
  const [shortest = [], ...others] = [...lists].sort((a, b) => a.length - b.length)
  return others.reduce((kept, other) => {
    let i = 0
    return kept.filter((number) => {
      while (other[i] < number) i++
      return other[i] === number
    })
  }, shortest)
}

/** A passage by its number: the page's address and title, fragment, label, text, text as transcribed. */
export async function passage(number) {
  let file = 0
  while (index.starts[file + 1] <= number) file++
  let rest = number - index.starts[file]
  for (const [address, title, rows] of await load(`t/${file}`)) {
    if (rest < rows.length) {
      const [fragment, label, text, other = ""] = rows[rest]
      return { number, address, title, fragment, label, text, other }
    }
    rest -= rows.length
  }
  throw new Error(`t/${file} does not hold passage ${number}`)
}

/**
 * Passages with the words of `query`. `how` they have them: `near`, as the query writes them; `far`, with other punctuation between
 * them; `words`, its words apart. `numbers` are candidates, all of them hits where `certain`; `check` gives a hit, or null. `names` are
 * hits that are the name of an entry.
 */
export async function find(query) {
  const text = query.replace(/\s+/g, " ").trim()
  const words = fold(text)
  const names = await named(text)
  if (!words.text) return { how: "near", numbers: [], names, certain: true, check: async () => null }
  const { near, far } = await candidates(words)
  const checking = (all, asWritten) => async (number) => hit(await passage(number), all, asWritten)
  const certain = words.text.length < 3 && !words.parted.includes(true, 1)
  for (const [how, numbers, check] of [
    ["near", near, checking([words], true)],
    ["far", far, checking([words], false)],
  ]) {
    if (await any(numbers, check)) return { how, numbers, names, certain: certain && how === "near", check }
  }
  const parts = text.split(" ").map(fold).filter((part) => part.text)
  const lists = parts.length > 1 ? await Promise.all(parts.map(async (part) => (await candidates(part)).far)) : []
  const check = checking(parts, false)
  const numbers = common(lists)
  return { how: "words", numbers: (await any(numbers, check)) ? numbers : [], names, certain: false, check }
}

async function any(numbers, check) {
  for (const number of numbers) if (await check(number)) return true
  return false
}

/** Entries whose name or other form the query is, whole. */
async function named(text) {
  const words = fold(`${EDGE}${text}${EDGE}`)
  if (words.text.length < 3) return []
  const { far } = await candidates(words)
  const own = index.sections.filter((section) => section.kind === "entry")
  const found = []
  for (const number of far) {
    if (!own.some(({ from, to }) => number >= from && number < to)) continue
    const entry = await passage(number)
    if (entry.label && spans(fold(`${EDGE}${entry.text}${EDGE}`), words, false).length) found.push(entry)
  }
  return found
}

/** The passage with the places of the words in it, in the text or else in the text as transcribed; null where one is lacking. */
function hit(found, all, near) {
  for (const text of [found.text, found.other]) {
    const folded = fold(text)
    const places = all.map((words) => spans(folded, words, near))
    if (text && places.every((row) => row.length)) return { ...found, shown: text, transcribed: text !== found.text, spans: places.flat() }
  }
  return null
}
