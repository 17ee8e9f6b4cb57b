// Storage that may be refused, and the words of the interface.

import assert from "node:assert/strict"
import { get, getValue, set, setValue } from "../../hooks/duben/theme/assets/storage.js"
import { _ } from "../../hooks/duben/theme/assets/words.js"

/** @param {() => unknown} storage */
const storing = (storage) => Object.defineProperty(globalThis, "localStorage", { get: storage, configurable: true })

Deno.test("what is kept comes back, and null forgets it", () => {
  /** @type {Map<string, string>} */
  const kept = new Map()
  storing(() => ({
    /** @param {string} name */
    getItem: (name) => kept.get(name) ?? null,
    /** @type {(name: string, text: string) => void} */
    setItem: (name, text) => void kept.set(name, text),
    /** @param {string} name */
    removeItem: (name) => kept.delete(name),
  }))
  assert.equal(get("a"), null)
  assert.equal(setValue("a", [1]), true)
  assert.deepEqual(getValue("a"), [1])
  kept.set("b", "{")
  assert.equal(getValue("b"), null)
  set("a", null)
  assert.equal(getValue("a"), null)
})

Deno.test("where storage is refused there is nothing, and nothing fails", () => {
  storing(() => {
    throw new DOMException("no", "SecurityError")
  })
  assert.equal(get("a"), undefined)
  assert.equal(getValue("a"), null)
  assert.equal(setValue("a", 1), false)
})

Deno.test("a message is translated and filled; one without a translation stays English", () => {
  assert.equal(_("{n} minutes", { n: 5 }), "5 min")
  assert.equal(_("{site}: {title}", { site: "{title}", title: "$&" }), "{title}: $&")
  assert.equal(_("{n} days"), "{n} days")
})
