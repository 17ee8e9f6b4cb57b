// @ts-check
// A packet of the reader's own as data, and as the packet file that editors write by hand. Nothing here touches the page.

import { _ } from "./words.js"

/**
 * What was taken: `name` is its kind, key and ids, such as "passage report/chapter p16 p22".
 * @typedef {{ name: string, title: string, source: string, html: string }} Item
 */
/**
 * The packet: what was taken, and what was typed for it.
 * @typedef {object} Packet
 * @property {Item[]} items
 * @property {number} [version]
 * @property {string} [title]
 * @property {string} [english]
 * @property {string} [audience]
 * @property {string} [minutes]
 * @property {string} [questions] one a line
 */

const VERSION = 1
const NAME = /^[a-z]+( [a-z0-9/-]+){1,3}$/

/**
 * The packet that storage holds: without items that are none; empty where it holds something else. But for the items' names, what is
 * in it may still be anything.
 * @param {any} value
 * @returns {Packet}
 */
export function sound(value) {
  if (value?.version !== VERSION || !Array.isArray(value.items)) return { version: VERSION, items: [] }
  return { ...value, items: value.items.filter((/** @type {any} */ item) => typeof item?.name === "string" && NAME.test(item.name)) }
}

/**
 * The packet file (see hooks/duben/reading/packets.py). Blocks of one guide that follow one another are one part.
 * @param {Packet} packet
 */
export function file(packet) {
  /** @type {string[]} */
  const parts = []
  let guide = ""
  for (const { name } of packet.items) {
    const [kind, key, first, last] = name.split(" ")
    if (kind === "block" && key === guide) parts.push(`${parts.pop()}\u3001${first}`)
    else if (kind === "block") parts.push(`  - guide: ${key}\n    blocks: ${first}`)
    else if (kind === "passage") parts.push(`  - excerpt: ${key}, ${[...new Set([first, last])].join("-")}`)
    else parts.push(`  - ${kind}: ${key}`)
    guide = kind === "block" ? key : ""
  }
  const own = asked(packet.questions).map((line) => `\n      - ${quoted(line)}`)
  if (own.length) parts.push(`  - questions:${own.join("")}`)
  const title = packet.title || _("Study packet")
  const description = _("Put together by a reader, {n} pieces", { n: packet.items.length })
  const audience = packet.audience || _("Readers")
  return `---
title: ${quoted(title)}
english: ${quoted(packet.english || "Packet")}
description: ${quoted(description)}
audience: ${quoted(audience)}
${/^[1-9]\d?\d?$/.test(packet.minutes) ? `minutes: ${packet.minutes}\n` : ""}parts:
${parts.join("\n")}
---
`
}

/**
 * The name of the packet file, from the English title; never that of a page which is there.
 * @param {Packet} packet
 */
export function fileName({ english }) {
  const slug = lines(english).join().toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "")
  return `${/^(index|make|)$/.test(slug) ? "my-packet" : slug}.md`
}

/**
 * The reader's own questions, without numbers, as they are numbered anyway.
 * @param {string | undefined} questions
 */
export function asked(questions) {
  return lines(questions).map((line) => line.replace(/^\d+[.\u3001\uff0e]\s*/, ""))
}

/**
 * What was typed, line by line, without signs that a packet file may not have.
 * @param {string | undefined} text
 */
function lines(text) {
  return `${text ?? ""}`.split("\n").map((line) => line.replace(/[<>"[\]\s\p{C}]+/gu, " ").trim()).filter(Boolean)
}

/** @param {string} text */
function quoted(text) {
  return `'${lines(text).join(" ").replaceAll("'", "''")}'`
}
