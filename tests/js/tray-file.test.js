// A packet of the reader's own: what is taken from storage, and the packet file that is made of it.

import assert from "node:assert/strict"
import { asked, file, fileName, sound } from "../../hooks/duben/theme/assets/tray-file.js"

/** @param {string} name */
const item = (name) => ({ name, title: "", source: "", html: "" })

Deno.test("what is no packet is an empty one, and items that are none are left out", () => {
  for (const value of [null, 1, "x", [], {}, { version: 2, items: [] }, { version: 1, items: {} }]) {
    assert.deepEqual(sound(value), { version: 1, items: [] })
  }
  const good = item("passage report/chapter p1 p2")
  const items = [null, 1, {}, item("x"), item("block ../etc"), item("block a b c d e"), item("block <b> c"), good]
  assert.deepEqual(sound({ version: 1, title: "T", items }), { version: 1, title: "T", items: [good] })
})

Deno.test("blocks of one guide that follow one another are one part of the file", () => {
  const names = ["block g a", "block g b", "chapter r/c", "block g c", "block h d", "passage r/c p1 p3", "passage r/c p4 p4", "questions g", "guide h"]
  const text = file({ items: names.map(item), questions: "1. Who?\n\n Why? " })
  assert.equal(
    text.slice(text.indexOf("parts:")),
    `parts:
  - guide: g
    blocks: a\u3001b
  - chapter: r/c
  - guide: g
    blocks: c
  - guide: h
    blocks: d
  - excerpt: r/c, p1-p3
  - excerpt: r/c, p4
  - questions: g
  - guide: h
  - questions:
      - 'Who?'
      - 'Why?'
---
`,
  )
})

Deno.test("what was typed cannot leave its field", () => {
  const text = file({ items: [], title: "It's <b>\n---\nparts: [x]", audience: "", minutes: "20; x" })
  assert.match(text, /^title: 'It''s b --- parts: x'$/m)
  assert.doesNotMatch(text, /minutes/)
  assert.match(file({ items: [], minutes: "90" }), /^minutes: 90$/m)
})

Deno.test("the file is named by the English title, and never as a page that is there", () => {
  assert.equal(fileName({ items: [], english: "Our  Meeting!" }), "our-meeting.md")
  for (const english of [undefined, "", "\u5b78", "Index", "make"]) assert.equal(fileName({ items: [], english }), "my-packet.md")
})

Deno.test("questions lose the numbers that were typed before them", () => {
  assert.deepEqual(asked("1. a\n2\u3001b\n3\uff0ec\n4 d"), ["a", "b", "c", "4 d"])
})
