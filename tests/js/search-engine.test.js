// The search engine asks a small index, written here by hand in the form of hooks/duben/search/index.py.

import assert from "node:assert/strict"
import { find, fold, LoadError, open, passage, read, spans } from "../../hooks/duben/theme/assets/search-engine.js"

const ALPHABET = Array.from({ length: 0x7b - 0x23 }, (_, i) => String.fromCharCode(0x23 + i)).filter((char) => char !== "\\").join("")
const HALF = ALPHABET.length >> 1

/**
 * Numbers as the index writes them: the lowest digit first, every digit but the last of the upper half.
 * @param {number[]} values
 */
function digits(values) {
  return values.map((value) => {
    let text = ""
    for (; value >= HALF; value = Math.floor(value / HALF)) text += ALPHABET[HALF + (value % HALF)]
    return text + ALPHABET[value]
  }).join("")
}

const PAGES = [
  ["a/", "Trees", [["p1", "1", "We plant trees"], ["p2", "2", "Water, trees need it"]]],
  ["b/", "Birds", [["p1", "1", "Trees; plant them for birds"]]],
]
const PASSAGES = PAGES.flatMap(([, , rows]) => /** @type {string[][]} */ (rows).map((row) => row[2].toLowerCase()))

/** Every gram of the passages, with those that have it near and far. */
function grams() {
  /** @type {Map<string, { near: Set<number>, far: Set<number> }>} */
  const found = new Map()
  for (const [number, text] of PASSAGES.entries()) {
    const letters = [...text].filter((char) => /[a-z]/.test(char))
    const parted = [...text.matchAll(/[a-z]/g)].map(({ index }) => /[,;]\s*$/.test(text.slice(0, index)))
    /**
     * @param {string} gram
     * @param {boolean} far
     */
    const add = (gram, far) => {
      const sets = found.get(gram) ?? { near: new Set(), far: new Set() }
      sets[far ? "far" : "near"].add(number)
      found.set(gram, sets)
    }
    letters.forEach((letter, i) => {
      add(`${letter}.`, false)
      if (i + 1 < letters.length) add(letter + letters[i + 1], parted[i + 1])
      if (i + 2 < letters.length && !parted[i + 1] && !parted[i + 2]) add(`${letter}_${letters[i + 2]}`, false)
    })
  }
  return found
}

const FIRSTS = [0, 2] // of the segments

/**
 * A list as the index writes it: a piece for each segment, of differences.
 * @param {Set<number>} set
 */
function encode(set) {
  const pieces = FIRSTS.map((first, segment) => {
    let last = first
    const own = [...set].filter((number) => number >= first && number < (FIRSTS[segment + 1] ?? 3)).sort((a, b) => a - b)
    return own.length ? `|${ALPHABET[segment]}${digits(own.map((number) => number - last + 0 * (last = number)))}` : ""
  })
  return pieces.join("")
}

/** @type {Record<string, string>} */
const rows = {}
for (const [gram, { near, far }] of [...grams()].sort()) {
  const text = gram.slice(1) + encode(near) + (far.size ? `~${encode(far)}` : "")
  rows[gram[0]] = rows[gram[0]] ? `${rows[gram[0]]} ${text}` : text
}

/** @type {Record<string, unknown>} */
const FILES = {
  index: {
    key: "1",
    sections: [["guide", "a", 0], ["entry", "b", 2]],
    segments: digits([2, 1]),
    fold: "\u6a39\u6811",
    grams: "!",
    texts: digits([2, 1]),
    g: "grams",
    t: "text0text1",
  },
  "g/grams": rows,
  "t/text0": [PAGES[0]],
  "t/text1": [PAGES[1]],
}
let refused = ""

// a page in which a script calls the engine as soon as it is put in, as a file of the index does
Object.assign(globalThis, {
  document: {
    createElement: () => ({ remove() {} }),
    head: {
      /** @param {{ src: string, onerror: () => void }} script */
      append(script) {
        const name = /** @type {string} */ (script.src.match(/search\/(.+)\.js/)?.[1])
        queueMicrotask(() => (name === refused ? script.onerror() : /** @type {any} */ (globalThis).dubenSearch(name, FILES[name])))
      },
    },
  },
})

Deno.test("a file that cannot be had is told, and asked for again", async () => {
  refused = "index"
  await assert.rejects(open("https://example.org/"), LoadError)
  refused = ""
  assert.equal((await open("https://example.org/")).size, 3)
})

Deno.test("folding drops what search does not compare and knows where each character stood", async () => {
  await open("https://example.org/")
  const folded = fold("\u6a39, \u00c0b")
  assert.equal(folded.text, "\u6811ab")
  assert.deepEqual(folded.from, [0, 3, 4])
  assert.deepEqual(folded.to, [1, 4, 5])
  assert.deepEqual(folded.parted, [false, true, false])
})

Deno.test("words are found with any punctuation between them, or with their own", async () => {
  await open("https://example.org/")
  const text = fold("a,b ab")
  assert.deepEqual(spans(text, fold("ab"), false), [[0, 3], [4, 6]])
  assert.deepEqual(spans(text, fold("ab"), true), [[4, 6]])
  assert.deepEqual(spans(text, fold("a\u3002b"), true), [[0, 3]])
  assert.equal(spans(text, fold(""), true).length, 0)
})

Deno.test("a query is its words as one and each by itself", async () => {
  await open("https://example.org/")
  const { text, words, parts } = read("  plant \u2016 Trees ")
  assert.equal(text, "plant Trees")
  assert.equal(words.text, "planttrees")
  assert.deepEqual(parts.map((part) => part.text), ["plant", "trees"])
})

/** @param {Awaited<ReturnType<typeof find>>} found */
async function hits(found) {
  return (await Promise.all(found.numbers.map(found.check))).filter(Boolean).map(({ number }) => number)
}

Deno.test("a query finds what has it as written, else with other punctuation, else its words apart", async () => {
  await open("https://example.org/")
  const written = await find("plant trees")
  assert.equal(written.how, "near")
  assert.deepEqual(await hits(written), [0])
  const punctuated = await find("trees plant")
  assert.equal(punctuated.how, "far")
  assert.deepEqual(await hits(punctuated), [2])
  const apart = await find("trees plant we")
  assert.equal(apart.how, "words")
  assert.deepEqual(await hits(apart), [0])
  assert.deepEqual((await find("stones")).numbers, [])
})

Deno.test("a search stays inside the part that was chosen", async () => {
  await open("https://example.org/")
  const found = await find("trees", { inside: (number) => number >= 2 })
  assert.deepEqual(await hits(found), [2])
})

Deno.test("a passage has its page, and one that is not there is an error", async () => {
  await open("https://example.org/")
  const { title, address, text } = await passage(2)
  assert.deepEqual([title, address, text], ["Birds", "b/", "Trees; plant them for birds"])
  await assert.rejects(passage(3))
})
