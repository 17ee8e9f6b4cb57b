// @ts-check
// One box beside the words it belongs to; on a phone a sheet at the foot. It is opened by pointing, by focus or by a click.

import { button, element, one, within } from "./dom.js"
import { _ } from "./words.js"

const box = element("div", { class: "db-pop db-editor", tabindex: "-1", role: "dialog" })
box.hidden = true
document.body.append(box)
const shut = button(_("Close"), () => close(true), { class: "db-shut" }) // on a phone a finger, or a screen reader, finds no Escape
/** @type {HTMLElement | null} */
let owner = null
let pinned = false
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer

/**
 * Show `content` at `anchor`. A pinned box takes the focus and stays until it is closed.
 * @param {HTMLElement} anchor
 * @param {string} label
 * @param {Node[]} content
 * @param {boolean} pin
 */
export function open(anchor, label, content, pin) {
  clearTimeout(timer)
  owner = anchor
  pinned = pin
  box.setAttribute("aria-label", label)
  box.replaceChildren(...content, ...(pin ? [shut] : []))
  box.hidden = false
  const at = anchor.getBoundingClientRect()
  box.style.left = box.style.top = ""
  if (!matchMedia("(max-width: 44.98em)").matches) {
    const left = Math.min(at.left + scrollX, scrollX + document.documentElement.clientWidth - box.offsetWidth - 16)
    const above = at.bottom + 6 + box.offsetHeight > innerHeight && at.top > box.offsetHeight + 6
    box.style.left = `${Math.max(8, left)}px`
    box.style.top = `${(above ? at.top - 6 - box.offsetHeight : at.bottom + 6) + scrollY}px`
  } else if (at.bottom > innerHeight - box.offsetHeight) {
    scrollBy(0, at.bottom - innerHeight + box.offsetHeight + 16) // the sheet does not hide the words
  }
  if (pin) box.focus({ preventScroll: true })
}

/**
 * Close the box; with `back`, the focus returns to what opened it, if it had come into the box.
 * @param {boolean} back
 */
export function close(back) {
  clearTimeout(timer)
  if (box.hidden) return
  const focus = pinned || box.contains(document.activeElement)
  box.hidden = true
  if (back && focus) owner?.focus({ preventScroll: true })
  owner = null
  pinned = false
}

/**
 * The address to which a name leads, or led before it was made plain text.
 * @param {HTMLElement} link
 */
export const leads = (link) => link.getAttribute("href") ?? link.dataset.href

/**
 * The card of a name: its row in the chapter's list of names.
 * @param {HTMLElement} link
 */
export function card(link) {
  const row = one(`.db-cards a[href="${leads(link)}"]`).parentElement
  return element("div", { class: "db-card" }, ...row.cloneNode(true).childNodes)
}

/**
 * Open what `show(element)` opens when the pointer rests on one of `selector` in `root`, and close it when it has left.
 * @param {HTMLElement} root
 * @param {string} selector
 * @param {(element: HTMLElement) => void} show
 */
export function onHover(root, selector, show) {
  root.addEventListener("pointerover", (event) => {
    const element = within(event, selector)
    if (!element || pinned || event.pointerType === "touch") return
    clearTimeout(timer)
    timer = setTimeout(() => show(element), 150)
  })
  root.addEventListener("pointerout", (event) => {
    if (!within(event, selector) || pinned) return
    clearTimeout(timer)
    timer = setTimeout(() => pinned || box.matches(":hover") || close(false), 250)
  })
}

box.addEventListener("click", (event) => within(event, "a") && close(false))
box.addEventListener("pointerleave", () => pinned || close(false))
document.addEventListener("keydown", (event) => event.key === "Escape" && close(true))
document.addEventListener("click", (event) => {
  if (!box.contains(/** @type {Node} */ (event.target)) && !within(event, ".db-mark, .db-n, .db-e")) close(false)
})
