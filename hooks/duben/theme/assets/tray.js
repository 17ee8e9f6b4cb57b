// 加入學習包: buttons that keep a guide, a block, a chapter or paragraphs, as they are shown, in this browser alone. tray-page.js shows
// what is kept. This comes after duben.js, to whose box it adds, and before simplified.js: what is kept has the original characters.

import { address } from "./address.js"
import { button } from "./button.js"
import { CHOICES, chosen } from "./choices.js"
import { open } from "./popover.js"
import { base } from "./search.js"

const KEY = `duben.tray.${new URL(base()).pathname}` // another edition may stand on the same host
const page = document.querySelector(".md-content__inner:has(.db-block, .db-chapter)")?.cloneNode(true)
const path = location.pathname.slice(new URL(base()).pathname.length)
const key = path.replace(/^\w+\/|\/$|\.html$/g, "") // production-meeting, qiqihar-1954/chen
const takers = []
const count = document.createElement("a")
count.className = "db-tray-count"
count.href = new URL(document.querySelector(".md-logo").href.endsWith(".html") ? "packets/make.html" : "packets/make/", base()).href
count.innerHTML = "<span>學習</span>包 <b></b>"
document.querySelector(".db-open-tools").before(count)
if (page && path.startsWith("guides/")) addToGuide()
if (page && path.startsWith("reports/")) addToChapter()
following(show)
if (location.href.replace(/[?#].*/, "") === count.href) {
  import("./tray-page.js").then(({ make }) => make(document.querySelector("#我的學習包 + p"))).catch(console.warn) // the page is shown without it
}

/** The packet: `items`, and what was typed for it. An item has `name` (kind, key and ids, such as "passage qiqihar-1954/chen p16 p22"),
 * `title`, `source` and `html`. But for the names it may hold anything. */
export function kept() {
  let known = null
  try {
    known = JSON.parse(localStorage.getItem(KEY))
  } catch {
    // storage is forbidden, or holds what is not ours
  }
  const sound = (item) => typeof item?.name === "string" && /^[a-z]+( [a-z0-9/-]+){1,3}$/.test(item.name)
  return known?.version === 1 && Array.isArray(known.items) ? { ...known, items: known.items.filter(sound) } : { version: 1, items: [] }
}

/** Keep what `change(packet)` returns. Where that cannot be, all stays, and this is false. */
export function alter(change) {
  const text = JSON.stringify(change(kept()))
  try {
    localStorage.setItem(KEY, text)
  } catch {
    alert("沒有存下：瀏覽器不許，或者已經存滿。原有的都還在。")
    return false
  }
  dispatchEvent(new Event("duben:tray"))
  return true
}

/** Call `follow` now and whenever the packet may have changed, here or in another window. */
export function following(follow) {
  for (const type of ["duben:tray", "storage", "pageshow"]) addEventListener(type, follow)
  follow()
}

function find(id) {
  return page.querySelector(`[id="${id}"]`)
}

function addToGuide() {
  const title = page.querySelector("h1").textContent
  // it has no revision: the day tells which it was
  const source = (id) => `讀本方法指南〈${title}〉，${new Date().toISOString().slice(0, 10)} 取自本站。${address(id)}`
  const parts = [...page.children].filter((part) => !part.matches("h1, .db-tools, .db-continue, .db-printed, #一覽, #一覽 + *, .db-block-questions, .db-block-leader"))
  document.querySelector(".db-tools").append(taker(`guide ${key}`, () => item(title, source(), parts)))
  for (const section of document.querySelectorAll(".db-block:not(.db-block-leader)")) {
    const { id } = section
    const [heading, ...body] = find(id).children
    const [words, number] = [".db-title", ".db-no"].map((part) => heading.querySelector(part)?.textContent ?? "")
    const name = id === "questions" ? `questions ${key}` : `block ${key} ${id}`
    const made = taker(name, () => item(`${number}　${words}（${title}）`.trim(), source(id), body), words)
    made.className = "db-take"
    section.firstElementChild.after(made)
  }
}

function addToChapter() {
  const { short } = page.querySelector(".db-head").dataset
  const { citation, revision } = page.querySelector(".db-cite").dataset
  const words = (id) => (id[0] === "p" ? `第 ${id.slice(1)} 段` : `標題 ${id.slice(1)}`)
  const take = (where, id, parts) => item(short + where, `${citation}${where}，${CHOICES.view.options[chosen("view")].label}，${revision}。${address(id)}`, parts)
  document.querySelector(".db-tools").append(taker(`chapter ${key}`, () => take("", "", page.querySelectorAll(".db-chapter > h1, .db-text, .db-break"))))

  const add = (first, last, label, instead) =>
    taker(
      `passage ${key} ${first} ${last}`,
      () => {
        const range = new Range()
        range.setStartBefore(find(first))
        range.setEndAfter(find(last))
        const around = range.commonAncestorContainer.cloneNode() // the text, a list, or with its title the chapter
        around.className = "db-text"
        around.append(range.cloneContents())
        return take(`，${words(first)}${first === last ? "" : `至${words(last)}`}`, first, [around])
      },
      "",
      label,
      instead,
    )
  // in the box that has the citation of a paragraph
  document.querySelector(".db-chapter").addEventListener("click", ({ target }) => {
    const number = target.closest(".db-n")
    if (!number) return
    const { id } = number.parentElement
    const last = kept().items.at(-1)?.name ?? ""
    const [kind, where, first, end] = last.split(" ")
    const content = [...document.querySelector(".db-pop").childNodes].filter((node) => node.className !== "db-shut")
    content.push(add(id, id))
    const follows = kind === "passage" && where === key && find(first) && find(end)?.compareDocumentPosition(find(id)) === Node.DOCUMENT_POSITION_FOLLOWING
    if (follows) content.push(add(first, id, `加到${words(id)}為止`, last))
    show()
    open(number, "引用這一段，加入學習包", content, true)
  })
}

/** `parts` of the page as the reader sees them, without tools and links to entries, with the notes to which they refer. */
function item(title, source, parts) {
  const box = document.createElement("div")
  box.append(...[...parts].map((part) => part.cloneNode(true)))
  const notes = document.createElement("ol")
  notes.className = "db-endnotes db-editor"
  for (const { hash, dataset } of box.querySelectorAll(".db-ref")) {
    const note = page.querySelector(hash).cloneNode(true)
    note.dataset.n = dataset.n
    notes.append(note)
  }
  if (notes.firstChild) box.append(notes)
  const view = chosen("view")
  const hidden = { corrected: ".db-transcribed", transcribed: ".db-corrected", both: "input" }[view]
  for (const tool of box.querySelectorAll(`details, .db-head, .db-up, .db-checklist a, ${hidden}`)) tool.remove()
  for (const name of box.querySelectorAll(".db-e")) name.replaceWith(...name.childNodes)
  for (const reading of box.querySelectorAll(".db-corrected, .db-transcribed")) {
    if (view === "both" && reading.matches(".db-transcribed")) reading.textContent = `〔${reading.textContent || "—"}〕`
    reading.className = "db-both"
  }
  for (const link of box.querySelectorAll("a:not([href^='#'])")) link.href = link.href // as it is seen from any page
  return { title, source, html: box.innerHTML }
}

/** A button that puts what `take()` gives into the packet, in place of `instead`, and takes it out again. `what` tells buttons apart. */
function taker(name, take, what, words = "加入學習包", instead) {
  const made = button(words, () =>
    alter((packet) => {
      const { items } = packet
      const within = items.some((one) => one.name === name)
      const at = items.findIndex((one) => one.name === (within ? name : instead))
      items.splice(at < 0 ? items.length : at, 1, ...(within ? [] : [{ name, ...take() }]))
      return packet
    }),
  )
  made.ariaLive = "polite" // its words say what was done
  takers.push({ made, name, words, what })
  return made
}

function show() {
  const { items } = kept()
  count.hidden = !items.length
  count.lastChild.textContent = items.length
  for (const taker of takers) {
    const { made, name, words, what, within } = taker
    taker.within = items.some((one) => one.name === name)
    if (taker.within === within) continue // nothing is to be said
    made.textContent = taker.within ? "已加入 ✓" : words
    if (what) made.ariaLabel = `${made.textContent}：${what}`
  }
}
