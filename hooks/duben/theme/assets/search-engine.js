// @ts-check
// Finds passages by their words. How, and what the files hold, is told in hooks/duben/search/index.py; folding in text/folding.py.
// The files are loaded as scripts, which a page opened from a folder may do and which needs no second way.

/**
 * Passages that follow one another and belong together: `from` ≤ number < `to`.
 * @typedef {{ kind: string, group: string, from: number, to: number }} Section
 */
/**
 * What the site knows of its passages; `fold` has the form for each character that has another.
 * @typedef {object} Index
 * @property {string} key what this index is known by
 * @property {number} size
 * @property {number[]} segments the first passage of each segment
 * @property {Map<string, string>} fold
 * @property {string[]} grams the first gram of each file of grams
 * @property {number[]} texts the first passage of each file of texts
 * @property {string[]} g the names of the files of grams
 * @property {string[]} t the names of the files of texts
 * @property {Section[]} sections
 */
/**
 * @typedef {[number, number]} Span a place in a text: its beginning, and the first place behind it
 * @typedef {{ text: string, from: number[], to: number[], parted: boolean[] }} Folded
 * @typedef {{ near: number[], far: number[], certain: boolean }} Sets passages with the words as written, and with other punctuation
 *   between them; where it is not certain, there may be others among them
 */
/**
 * @typedef {object} Passage
 * @property {number} number
 * @property {string} address
 * @property {string} title of its page
 * @property {string} fragment
 * @property {string} label
 * @property {string} text
 * @property {string} other the text as transcribed, where it is another
 * @property {string} [kind] of a page that was found by its name
 */
/**
 * @typedef {Passage & { shown: string, transcribed: boolean, spans: Span[] }} Hit
 * @typedef {object} Found
 * @property {"near" | "far" | "words"} how
 * @property {number[]} numbers
 * @property {Passage[]} names
 * @property {boolean} certain
 * @property {number[]} others
 * @property {(number: number) => Promise<Hit | null>} check
 */

const ALPHABET = Array.from({ length: 0x7b - 0x23 }, (_, i) => String.fromCharCode(0x23 + i)).filter((char) => char !== "\\").join("")
const HALF = ALPHABET.length >> 1
const DIGIT = new Map(Array.from(ALPHABET, (char, i) => [char, i]))
const BLOCK = 4
const EDGE = "\n"
const DROPPED = /[\p{M}\p{Z}\p{Cc}\p{Cf}]/u
const PUNCTUATION = /\p{P}/u
/**
 * Of a longer query so many pairs, and pairs with a gap, choose the candidates; its words are then looked for in their texts. Where
 * the first candidates are no hits, more pairs choose among the rest. Letters are few, and their pairs stand everywhere.
 */
const FEW = { han: { pairs: 3, gaps: 2 }, latin: { pairs: 4, gaps: 4 } }
const MANY = { pairs: 8, gaps: 4 }
const AT_FIRST = 32
const AT_ONCE = 8
const LONGEST_NAME = 100
const MOST_NAMES = 20 // looked at; a chapter's name may be that of hundreds

let root = ""
/** @type {Index | null} */
let index = null
let stale = "" // once a file was not there: asks for the index past the browser's cache
/** @type {Map<string, Promise<any>>} */
const files = new Map()
/** @type {Map<string, (data: any) => void>} */
const arriving = new Map()
Object.assign(globalThis, {
  /** @type {(name: string, data: any) => void} what every file of the index calls */
  dubenSearch: (name, data) => arriving.get(name)?.(data),
})

/** A file that could not be had. */
export class LoadError extends Error {}

/**
 * The index below the address `base`; it rejects, now or in any call below, where a file cannot be had.
 * @param {string} base
 * @returns {Promise<Index>}
 */
export async function open(base) {
  root = `${base}search/`
  if (index && stale) files.delete("index")
  const found = await load("index")
  stale = ""
  if (index?.key === found.key) return index
  /** @type {[string, string, number][]} */
  const rows = found.sections
  const sizes = numbers(found.segments)
  const size = sizes.reduce((sum, own) => sum + own, 0)
  index = {
    key: found.key,
    size,
    segments: firsts(sizes),
    fold: new Map(pairs(found.fold)),
    grams: found.grams.split(" "),
    texts: firsts(numbers(found.texts)),
    g: found.g.match(/.{5}/g) ?? [],
    t: found.t.match(/.{5}/g) ?? [],
    sections: rows.map(([kind, group, from], i) => ({ kind, group, from, to: rows[i + 1]?.[2] ?? size })),
  }
  return index
}

/**
 * Where each of several runs begins that follow one another.
 * @param {number[]} sizes
 */
function firsts(sizes) {
  let sum = 0
  return sizes.map((size) => (sum += size) - size)
}

/**
 * What a file of the index holds.
 * @param {string} name
 * @returns {Promise<any>}
 */
function load(name) {
  if (!files.has(name)) {
    const file = new Promise((resolve, reject) => {
      const script = document.createElement("script")
      /** @param {() => void} act */
      const settle = (act) => {
        arriving.delete(name)
        script.remove()
        act()
      }
      /** @param {string} message */
      const fail = (message) =>
        settle(() => {
          files.delete(name) // so that the next try asks for it again
          stale = `?${Date.now()}` // a file that is not there may belong to an index of yesterday
          reject(new LoadError(message))
        })
      arriving.set(name, (data) => settle(() => resolve(data)))
      script.src = `${root}${name}.js${name === "index" ? stale : ""}`
      script.onerror = () => fail(`${name} could not be loaded`)
      script.onload = () => arriving.has(name) && fail(`${name} is no file of the index`)
      document.head.append(script)
    })
    files.set(name, file)
  }
  return files.get(name)
}

/**
 * @param {string} text characters, two and two
 * @returns {Generator<[string, string]>}
 */
function* pairs(text) {
  const chars = Array.from(text)
  for (let i = 0; i < chars.length; i += 2) yield [chars[i], chars[i + 1]]
}

/**
 * Numbers from their digits, the lowest first; every digit but the last is of the upper half.
 * @param {string} text
 */
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

/**
 * A list of passages from its text: a piece for each segment that has some, with differences or bits, of passages or of blocks.
 * @param {string} text
 * @returns {{ passages: number[], certain: boolean }}
 */
function decode(text) {
  const passages = /** @type {number[]} */ ([])
  let width = 1
  while (ALPHABET.length ** width < index.segments.length) width++
  let certain = true
  for (const [piece] of text.matchAll(/[|!{}][^|!{}]*/g)) {
    let segment = 0
    for (let i = width; i > 0; i--) segment = segment * ALPHABET.length + DIGIT.get(piece[i])
    const first = index.segments[segment]
    const body = piece.slice(1 + width)
    const found = "|}".includes(piece[0]) ? sums(numbers(body)) : bits(body)
    if ("|!".includes(piece[0])) for (const number of found) passages.push(first + number)
    else {
      certain = false
      const end = index.segments[segment + 1] ?? index.size
      for (const block of found) {
        const to = Math.min(end, first + ((block + 1) << BLOCK))
        for (let number = first + (block << BLOCK); number < to; number++) passages.push(number)
      }
    }
  }
  return { passages, certain }
}

/** @param {number[]} differences */
function sums(differences) {
  let sum = 0
  return differences.map((difference) => (sum += difference))
}

/** @param {string} text six bits a character */
function bits(text) {
  const found = []
  for (let i = 0; i < text.length; i++) {
    const six = DIGIT.get(text[i])
    for (let bit = 0; bit < 6; bit++) if (six & (1 << bit)) found.push(i * 6 + bit)
  }
  return found
}

/**
 * `text` as search compares it: its characters, where each stands in `text` (from, to), and whether punctuation parts it from the one before.
 * @param {string} text
 * @returns {Folded}
 */
export function fold(text) {
  let folded = ""
  const from = /** @type {number[]} */ ([])
  const to = /** @type {number[]} */ ([])
  const parted = /** @type {boolean[]} */ ([])
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

/**
 * A query without white space and signs of page turns that it does not need; its words folded, as one and each by itself.
 * @param {string} query
 */
export function read(query) {
  const text = query.replace(/[\s\u2016]+/gu, " ").trim()
  const parts = text.split(/[\s\p{P}]+/u).map(fold).filter((part) => part.text)
  return { text, words: fold(text), parts }
}

/**
 * Where the words stand in a folded text, as places in the text itself; `near` asks for the query's own punctuation between them.
 * @param {Folded} text
 * @param {Folded} words
 * @param {boolean} near
 */
export function spans(text, words, near) {
  const found = /** @type {Span[]} */ ([])
  const length = words.text.length
  for (let at = text.text.indexOf(words.text); at >= 0 && length; at = text.text.indexOf(words.text, at + 1)) {
    let fits = true
    for (let i = 1; near && fits && i < length; i++) fits = text.parted[at + i] === words.parted[i]
    if (fits) found.push([text.from[at], text.to[at + length - 1]])
  }
  return found
}

/**
 * The partition point: how many members of a list, at its beginning, `fits` is true of.
 * @template Member
 * @param {Member[]} list
 * @param {(member: Member) => boolean} fits
 */
function leading(list, fits) {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (fits(list[middle])) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The passages that have a gram: its characters with nothing between them, and with punctuation.
 * @param {string} gram
 * @returns {Promise<Sets>}
 */
async function having(gram) {
  const number = leading(index.grams, (first) => first <= gram) - 1
  const rows = number < 0 ? {} : await load(`g/${index.g[number]}`)
  /** @type {string} */
  const own = Object.hasOwn(rows, gram[0]) ? rows[gram[0]] : ""
  const row = own.split(" ").find((row) => row.startsWith(gram.slice(1))) ?? ""
  const [near, far] = row.slice(gram.length - 1).split("~").map(decode)
  return { near: near.passages, far: far?.passages ?? [], certain: near.certain && (far?.certain ?? true) }
}

/**
 * So many numbers below `length`, evenly from its beginning to its end; all where there are no more.
 * @param {number} length
 * @param {number} count
 */
function spread(length, count) {
  if (length <= count) return Array.from({ length: Math.max(0, length) }, (_, i) => i)
  return Array.from({ length: count }, (_, i) => Math.round((i * (length - 1)) / (count - 1)))
}

/**
 * Passages that may have the words `near`, as they are written, or else `far`, with other punctuation between them.
 * @param {Folded} words
 * @param {{ pairs: number, gaps: number }} [most] so many are asked for
 * @returns {Promise<Sets>}
 */
async function candidates({ text, parted }, most = /[a-z]{2}/.test(text) ? FEW.latin : FEW.han) {
  if (text.length === 1) return having(`${text}.`)
  // pairs that punctuation parts are the rarest
  const marked = parted.flatMap((mark, at) => (mark && at ? [at - 1] : [])).slice(0, most.pairs)
  const places = [...new Set([...marked, ...spread(text.length - 1, most.pairs)])].slice(0, most.pairs)
  // from the rows of characters whose pairs are asked for, which often stand in the same files
  const whole = places.filter((at) => at + 2 < text.length && !parted[at + 1] && !parted[at + 2])
  const [pairs, gaps] = await Promise.all([
    Promise.all(places.map((at) => having(text.slice(at, at + 2)))),
    Promise.all(spread(whole.length, most.gaps).map((i) => having(`${text[whole[i]]}_${text[whole[i] + 2]}`))),
  ])
  const written = pairs.map(({ near, far }, i) => (parted[places[i] + 1] ? far : near))
  const otherwise = pairs.map(({ near, far }, i) => (parted[places[i] + 1] ? near : far))
  const far = common(pairs.map(({ near, far }) => merged([near, far])))
  // somewhere the punctuation must be other; that is known where all pairs were asked for
  const somewhere = places.length === text.length - 1 ? new Set(otherwise.flat()) : null
  return {
    near: common([...written, ...gaps.map((gap) => gap.near)]),
    far: somewhere ? far.filter((number) => somewhere.has(number)) : far,
    certain: text.length === 2 && pairs[0].certain,
  }
}

/**
 * What stands in any of several ordered lists.
 * @param {number[][]} lists
 */
function merged(lists) {
  const filled = lists.filter((list) => list.length)
  return filled.length < 2 ? (filled[0] ?? []) : [...new Set(filled.flat())].sort((a, b) => a - b)
}

/**
 * What stands in all of several ordered lists.
 * @param {number[][]} lists
 */
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

/**
 * A passage by its number.
 * @param {number} number
 * @returns {Promise<Passage>}
 */
export async function passage(number) {
  const file = leading(index.texts, (start) => start <= number) - 1
  const name = `t/${index.t[file]}`
  let rest = number - index.texts[file]
  for (const [address, title, rows] of await load(name)) {
    if (rest < rows.length) {
      const [fragment, label, text, other = ""] = rows[rest]
      return { number, address, title, fragment, label, text, other }
    }
    rest -= rows.length
  }
  throw new Error(`${name} does not hold passage ${number}`)
}

/**
 * Passages with the words of `query`. `how` they have them: `near`, as the query writes them; `far`, with other punctuation; `words`,
 * its words apart: the first of these that has hits. `numbers` are candidates in order, all of them hits where `certain`; `check` gives
 * a hit, or null. `names` are pages whose name the query is. `others` are candidates with other punctuation, where the hits are `near`.
 * Only numbers that `inside` is true of are looked at; where `late` becomes true, the rest is not asked for. `least` leaves out `near`.
 * @param {string} query
 * @param {{ inside?: (number: number) => boolean, late?: () => boolean, least?: "near" | "far" }} [options]
 * @returns {Promise<Found>}
 */
export async function find(query, { inside = () => true, late = () => false, least = "near" } = {}) {
  const { text, words, parts } = read(query)
  /** @type {Found} */
  const nothing = { how: "near", numbers: [], names: [], certain: true, others: [], check: () => Promise.resolve(null) }
  if (!words.text) return nothing
  const all = await candidates(words)
  const [near, far] = [all.near.filter(inside), all.far.filter(inside)]
  const [names, found] = await Promise.all([named(text, words, merged([near, far])), passages()])
  return { ...found, names }

  /** @returns {Promise<Found>} */
  async function passages() {
    /** @type {Found["check"]} */
    const asWritten = async (number) => hit(await passage(number), [words], true)
    /** @type {Found["check"]} */
    const otherwise = async (number) => ((await asWritten(number)) ? null : hit(await passage(number), [words], false))
    const certain = all.certain
    if (least === "near" && certain && near.length) return { ...nothing, numbers: near, certain, others: far, check: asWritten }
    const more = () => candidates(words, MANY)
    const written = least === "near" ? await hits(near, async () => (await more()).near, asWritten, late) : []
    if (written.length) return { ...nothing, numbers: written, certain: false, others: far, check: asWritten }
    const parted = await hits(far, async () => (await more()).far, otherwise, late)
    if (parted.length) return { ...nothing, how: "far", numbers: parted, certain: false, check: otherwise }
    if (least !== "near" || parts.length < 2) return nothing
    const lists = await Promise.all(
      parts.map(async (part) => {
        const { near, far } = await candidates(part)
        return merged([near, far])
      }),
    )
    const numbers = common(lists).filter(inside)
    /** @type {Found["check"]} */
    const apart = async (number) => hit(await passage(number), parts, false)
    return (await any(numbers, apart, late)) ? { ...nothing, how: "words", numbers, certain: false, check: apart } : nothing
  }
}

/**
 * Candidates, at least one of which is a hit; none where there is none. `more` gives those that may be hits by more of the query.
 * @param {number[]} numbers
 * @param {() => Promise<number[]>} more
 * @param {Found["check"]} check
 * @param {() => boolean} late
 */
async function hits(numbers, more, check, late) {
  const first = numbers.slice(0, AT_FIRST)
  if (await any(first, check, late)) return numbers
  if (numbers.length === first.length || late()) return []
  const rest = common([numbers.slice(AT_FIRST), await more()])
  return (await any(rest, check, late)) ? rest : []
}

/**
 * Whether one of the numbers is a hit.
 * @param {number[]} numbers
 * @param {Found["check"]} check
 * @param {() => boolean} late
 */
async function any(numbers, check, late) {
  let count = 1 // the first is nearly always one
  for (let i = 0; i < numbers.length && !late(); i += count, count = Math.min(AT_ONCE, 2 * count)) {
    if ((await Promise.all(numbers.slice(i, i + count).map(check))).some(Boolean)) return true
  }
  return false
}

/**
 * Pages whose name, or other name, the query is, whole: entries first. `numbers` are the passages that may have its words.
 * @param {string} text
 * @param {Folded} words
 * @param {number[]} numbers
 * @returns {Promise<Passage[]>}
 */
async function named(text, words, numbers) {
  if (!numbers.length || words.text.length > LONGEST_NAME) return []
  const [first, last] = await Promise.all([having(EDGE + words.text[0]), having(EDGE + words.text.at(-1))])
  const found = common([numbers, first.near, last.far])
    .map((number) => ({ number, kind: index.sections[leading(index.sections, ({ from }) => from <= number) - 1].kind }))
    .sort((a, b) => Number(b.kind === "entry") - Number(a.kind === "entry"))
  const whole = fold(`${EDGE}${text}${EDGE}`)
  const pages = await Promise.all(
    found.slice(0, MOST_NAMES).map(async ({ number, kind }) => ({ ...(await passage(number)), kind })),
  )
  return pages.filter((page) => spans(fold(`${EDGE}${page.text}${EDGE}`), whole, false).length)
}

/**
 * The passage with the places of the words in it, in the text or else in the text as transcribed; null where one is lacking.
 * @param {Passage} found
 * @param {Folded[]} all
 * @param {boolean} near
 * @returns {Hit | null}
 */
function hit(found, all, near) {
  for (const text of [found.text, found.other]) {
    const folded = fold(text)
    const places = all.map((words) => spans(folded, words, near))
    if (text && places.every((row) => row.length)) return { ...found, shown: text, transcribed: text !== found.text, spans: places.flat() }
  }
  return null
}
