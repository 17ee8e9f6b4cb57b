// @ts-check
// The page on which one makes a packet of one's own: what is kept, to be put in order, printed, and saved as a packet file.

import { button, element, one } from "./dom.js"
import { asked, file, fileName } from "./tray-file.js"
import { alter, following, kept } from "./tray-store.js"
import { _ } from "./words.js"

/**
 * @import { Item, Packet } from "./tray-file.js"
 * @typedef {"title" | "english" | "audience" | "minutes" | "questions"} Field
 * @typedef {{ row: HTMLElement, up: HTMLButtonElement, down: HTMLButtonElement, out: HTMLButtonElement, section: HTMLElement }} Piece
 */

/** @type {Record<Field, string>} */
const LABELS = {
  title: _("Title"),
  english: _("English title (also the name of the file)"),
  audience: _("For whom"),
  minutes: _("How many minutes"),
  questions: _("Questions of your own, one a line"),
}
const ELEMENTS = /^(a|blockquote|br|code|d[dlt]|div|em|fig(caption|ure)|h[1-6]|hr|label|li|ol|p|pre|section|small|span|strong|t(able|body|d|foot|h|head|r)|ul)$/
const CLASSES = /^db-(agenda|annotation|block|both|break|checklist|citation|editor|en|endnotes|facts|gap|kind|label|n|no|only|pb|quote|ref|synopsis|text)$/
/** @type {Map<string, Piece>} */
const built = new Map() // by an item's name and HTML: its row in the list and its section in the preview
const list = element("ol", { class: "db-tray-list" })
const status = element("p", { role: "status" })
const undo = button(_("Put back"), putBack)
const tool = element("div", { class: "db-tray db-editor" }, list, status, undo)
const own = element("section", { class: "db-own", "aria-label": _("Preview") })
/** @type {Packet | null} */
let gone = null // the packet before something was taken out of it

/**
 * Put the tool and the preview behind `empty`, which says that there is nothing yet.
 * @param {HTMLElement} empty
 */
export function make(empty) {
  const clear = () => confirm(_("Empty the whole packet?")) && takeOut(() => true, _("Emptied."))
  undo.hidden = true
  tool.append(
    element(
      "div",
      {},
      button(_("Print"), () => print()),
      button(_("Save as a packet file"), download),
      button(_("Copy the packet file"), copy),
      button(_("Empty the packet"), clear),
    ),
  )
  const fields = /** @type {Field[]} */ (Object.keys(LABELS))
  const inputs = fields.map((field) => {
    const input = element(field === "questions" ? "textarea" : "input")
    input.addEventListener("input", () => alter((packet) => ({ ...packet, [field]: input.value })))
    tool.append(element("label", {}, LABELS[field], input))
    return { field, input }
  })
  empty.after(tool, own)
  following(() => {
    const packet = kept()
    const none = !packet.items.length
    for (const { field, input } of inputs) if (input !== document.activeElement) input.value = packet[field] ?? ""
    show(packet)
    tool.classList.toggle("db-empty", none)
    own.hidden = none
    empty.hidden = !none
  })
}

/** @param {Packet} packet */
function show({ items, title, english, audience, minutes, questions }) {
  const focus = /** @type {HTMLElement} */ (document.activeElement)
  const pieces = items.map(piece)
  list.replaceChildren(...pieces.map(({ row }) => row))
  pieces.forEach(({ up, down }, i) => {
    up.disabled = !i
    down.disabled = i === items.length - 1
  })
  if (list.contains(focus)) focus.focus() // what is put in its place anew has lost it
  const facts = [english, audience, minutes && _("{n} minutes", { n: minutes })].filter(Boolean).join("\u3000")
  const numbered = element("ol", { class: "db-own-questions" }, ...asked(questions).map((line) => element("li", {}, line)))
  own.replaceChildren(
    element("h2", {}, title || _("Study packet")),
    element("p", { class: "db-own-small" }, facts),
    ...pieces.map(({ section }) => section),
    ...(numbered.firstChild ? [element("h3", {}, _("Questions for discussion")), numbered] : []),
  )
}

/**
 * An item's row and section, made once.
 * @param {Item} item
 */
function piece({ name, title, source, html }) {
  const id = name + html
  if (!built.has(id)) {
    /**
     * @param {string} action
     * @param {() => void} act
     */
    const tool = (action, act) => button(action, act, { "aria-label": _("{action}: {title}", { action, title }) })
    const up = tool(_("Move up"), () => move(name, -1, up, down))
    const down = tool(_("Move down"), () => move(name, 1, down, up))
    const out = tool(_("Take out"), () => takeOut((item) => item.name === name, _("Taken out.")))
    const row = element("li", {}, element("span", {}, title), up, down, out)
    const parsed = element("template") // in which nothing runs or loads
    parsed.innerHTML = html
    const section = element("section", { class: "db-own-item" }, clean(parsed.content, `i${built.size}-`, parsed.content))
    let level = 3
    for (const heading of section.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
      level = Math.min(level + 1, Number(heading.localName[1]) + 2) // none is left out
      heading.ariaLevel = String(level)
    }
    section.prepend(element("h3", {}, title))
    section.append(element("p", { class: "db-own-small" }, source))
    built.set(id, { row, up, down, out, section })
  }
  return built.get(id)
}

/**
 * What is in `node`, made anew of the elements, classes and attributes that are known, for storage may hold anything. `prefix` sets the
 * ids in `root`, and the links to them, apart from others on the page.
 * @param {Node} node
 * @param {string} prefix
 * @param {DocumentFragment} root
 */
function clean(node, prefix, root) {
  const made = document.createDocumentFragment()
  for (const child of node.childNodes) {
    if (child instanceof Text) made.append(child.data)
    if (!(child instanceof Element) || !ELEMENTS.test(child.localName)) continue
    const copy = document.createElement(child.localName)
    /**
     * @param {string} name
     * @param {string | null} value
     */
    const set = (name, value) => value && copy.setAttribute(name, value)
    for (const name of ["lang", "scope", "data-n", "data-pb", "data-head"]) set(name, child.getAttribute(name))
    set("class", [...child.classList].filter((one) => CLASSES.test(one)).join(" "))
    set("id", child.id && prefix + child.id)
    if (child instanceof HTMLAnchorElement) {
      const id = child.getAttribute("href")?.match(/^#(.+)/)?.[1]
      if (id && root.querySelector(`[id="${CSS.escape(id)}"]`)) set("href", `#${prefix}${id}`)
      else if (/^(https?|file|mailto):$/.test(child.protocol)) set("href", child.href)
      set("aria-label", child.getAttribute("aria-label"))
    }
    copy.append(clean(child, prefix, root))
    made.append(copy)
  }
  return made
}

/**
 * Move an item; at an end of the list the focus goes to the other button.
 * @param {string} name
 * @param {number} by
 * @param {HTMLButtonElement} pressed
 * @param {HTMLButtonElement} other
 */
function move(name, by, pressed, other) {
  let at = 0
  const moved = alter((packet) => {
    const { items } = packet
    at = items.findIndex((item) => item.name === name)
    items.splice(at + by, 0, ...items.splice(at, 1))
    return packet
  })
  if (!moved) return
  ;(pressed.disabled ? other : pressed).focus()
  status.textContent = _("Now it is number {n}.", { n: at + by + 1 })
}

/**
 * Take out the items for which `leaves` holds; with the last, what was typed. The focus goes to where one takes out the next.
 * @param {(item: Item) => boolean} leaves
 * @param {string} message
 */
function takeOut(leaves, message) {
  const packet = kept()
  const items = packet.items.filter((item) => !leaves(item))
  if (!alter(() => (items.length ? { ...packet, items } : { items }))) return
  gone = packet
  status.textContent = message
  undo.hidden = false
  const next = items[Math.min(packet.items.findIndex(leaves), items.length - 1)]
  ;(next ? piece(next).out : undo).focus()
}

function putBack() {
  const done = alter((packet) => {
    if (!packet.items.length) return gone
    for (const [at, item] of gone.items.entries()) if (!packet.items.some(({ name }) => name === item.name)) packet.items.splice(at, 0, item)
    return packet // with what was done meanwhile
  })
  if (!done) return
  undo.hidden = true
  one("button:enabled", list).focus()
}

function download() {
  const packet = kept()
  element("a", { download: fileName(packet), href: URL.createObjectURL(new Blob([file(packet)])) }).click()
}

async function copy() {
  try {
    await navigator.clipboard.writeText(file(kept()))
    status.textContent = _("Copied.")
  } catch {
    status.textContent = _("Cannot copy; please save it as a file.")
  }
}
