// @ts-check
// Notes beside the text, on a wide screen and where the reader has chosen so. The notes themselves are moved, by CSS, from
// the foot of the page into the column; here their heights are found and a note and its words bring each other out.
// On paper, on a narrow screen and to a screen reader they stand at the foot, as they do without this.

import { onChoice } from "./choices.js"
import { all, one, within } from "./dom.js"

/** @typedef {[HTMLElement, HTMLElement]} Pair a reference in the text, and its note */

const chapter = one(".db-chapter:has(.db-notes li)")
const wide = matchMedia("(min-width: 76.25em)")
let waiting = 0

if (chapter) {
  /** @type {Pair[]} */
  const pairs = all(".db-ref", chapter).map((ref) => [ref, document.getElementById(`n${ref.dataset.n}`)])
  for (const [, note] of pairs) note.tabIndex = -1
  chapter.classList.add("db-placed")

  // whatever changes the height of a line or of a note: the window, a font, a choice, a fold
  const sizes = new ResizeObserver(() => later(pairs))
  for (const element of [chapter, one(".db-text", chapter), ...pairs.map(([, note]) => note)]) sizes.observe(element)
  onChoice(() => later(pairs))
  document.fonts.addEventListener("loadingdone", () => later(pairs))

  /** @param {Event} event */
  const light = (event) => {
    const found = within(event, ".db-mark, .db-notes li")
    const number = found?.id.slice(1) || (found && one(".db-ref", found).dataset.n)
    for (const [ref, note] of pairs) {
      const lit = ref.dataset.n === number
      note.classList.toggle("db-lit", lit)
      ref.closest(".db-mark").classList.toggle("db-lit", lit)
    }
  }
  chapter.addEventListener("pointerover", light)
  chapter.addEventListener("focusin", light)
  chapter.addEventListener("keydown", (event) => {
    const note = event.key === "Escape" ? within(event, ".db-notes li") : null
    if (note && beside()) document.getElementById(note.id.replace("n", "r")).focus()
  })
}

/**
 * Where the notes stand beside the text, nothing need be opened; with `go`, the focus goes to the note, and Escape brings it back.
 * @param {HTMLElement} ref
 * @param {boolean} go
 */
export function bringOut(ref, go) {
  if (!beside()) return false
  if (go) document.getElementById(`n${ref.dataset.n}`).focus()
  return true
}

function beside() {
  return wide.matches && document.documentElement.dataset.notes === "margin"
}

/**
 * Once before the next paint, however many things have changed.
 * @param {Pair[]} pairs
 */
function later(pairs) {
  cancelAnimationFrame(waiting)
  waiting = requestAnimationFrame(() => beside() && place(pairs))
}

/**
 * Each note at the height of its reference, or right below the note before it. First all is measured, then all is set.
 * @param {Pair[]} pairs
 */
function place(pairs) {
  const origin = chapter.getBoundingClientRect()
  const text = one(".db-text", chapter).getBoundingClientRect()
  const legend = one(".db-notes .db-hint", chapter)
  let free = legend.offsetTop + legend.offsetHeight
  const tops = pairs.map(([ref, note]) => {
    const top = Math.max(free, ref.getBoundingClientRect().top - origin.top)
    free = top + note.offsetHeight
    return top
  })
  chapter.style.setProperty("--db-beside", `${text.right - origin.left}px`)
  chapter.style.setProperty("--db-lowest", `${free}px`)
  pairs.forEach(([, note], number) => note.style.setProperty("--db-top", `${tops[number]}px`))
}
