// @ts-check
// What a chapter page does beyond showing its text: notes beside their words, copying a citation.
// Everything here is also reachable without it: the corrected text, the notes at the foot, the section on citing.

import { address } from "./address.js"
import { all, button, element, one, within } from "./dom.js"
import { bringOut } from "./margin.js"
import { card, leads, onHover, open } from "./popover.js"
import { _ } from "./words.js"

const chapter = one(".db-chapter")
if (chapter) {
  arrive()
  addPopover(chapter)
}

/** With the text as transcribed chosen, an address may lead to words that are not shown: then to their paragraph. */
function arrive() {
  const target = document.getElementById(location.hash.slice(1))
  if (target && !target.getClientRects().length) target.closest("p, li, h1, h2, h3, h4, h5")?.scrollIntoView()
}

/**
 * The note of a mark and the citation of a paragraph, in the box beside them.
 * @param {HTMLElement} chapter
 */
function addPopover(chapter) {
  /**
   * @param {HTMLElement} ref
   * @param {boolean} pin
   */
  function note(ref, pin) {
    const row = one(ref.getAttribute("href"))
    const parts = all(".db-kind, .db-what, .db-why", row).map((part) => {
      const copy = /** @type {HTMLElement} */ (part.cloneNode(true))
      copy.removeAttribute("id")
      return copy
    })
    const names = new Map(all(".db-e", ref.closest(".db-mark")).map((link) => [leads(link), card(link)]))
    const placed = bringOut(ref, pin && !names.size)
    if (placed && !(pin && names.size)) return
    open(ref, _("Note {n}", { n: ref.dataset.n }), [...(placed ? [] : parts), ...names.values()], pin)
  }

  /** @param {HTMLElement} number */
  function citation(number) {
    const block = number.parentElement
    const n = block.id.slice(1)
    // from attributes, not from the text shown, which may have been converted: a citation has the original
    const { citation, revision } = one(".db-cite").dataset
    const place = block.id.startsWith("p") ? _("par. {n}", { n }) : _("head. {n}", { n })
    const text = _("{citation}, {place}, {revision}. {address}", { citation, place, revision, address: address(block.id) })
    const shown = element("span", { translate: "no" }, text)
    const copy = button(_("Copy the citation"), async () => {
      try {
        await navigator.clipboard.writeText(text)
        copy.textContent = _("Copied")
      } catch {
        getSelection().selectAllChildren(shown)
        copy.textContent = _("Selected; please copy it yourself")
      }
    })
    open(number, _("Cite this paragraph"), [shown, element("br"), copy], true)
  }

  chapter.addEventListener("click", (event) => {
    const number = within(event, ".db-n")
    if (number) {
      history.replaceState(null, "", number.getAttribute("href"))
      event.preventDefault()
      citation(number)
      return
    }
    const mark = within(event, ".db-mark")
    if (mark && getSelection().isCollapsed) {
      event.preventDefault()
      note(one(".db-ref", mark), true)
    }
  })
  onHover(chapter, ".db-mark", (mark) => note(one(".db-ref", mark), false))
}
