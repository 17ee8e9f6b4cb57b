// What a chapter page does beyond showing its text: notes beside their words, copying a citation.
// Everything here is also reachable without it: the corrected text, the notes at the foot, the section on citing.

import { address } from "./address.js"
import { button } from "./button.js"
import { bringOut } from "./margin.js"
import { card, onHover, open } from "./popover.js"

const chapter = document.querySelector(".db-chapter")
if (chapter) {
  arrive()
  addPopover(chapter)
}

/** With the text as transcribed chosen, an address may lead to words that are not shown: then to their paragraph. */
function arrive() {
  const target = document.getElementById(location.hash.slice(1))
  if (target && !target.getClientRects().length) target.closest("p, li, h1, h2, h3, h4, h5")?.scrollIntoView()
}

/** The note of a mark and the citation of a paragraph, in the box beside them. */
function addPopover(chapter) {
  function note(ref, pin) {
    const row = document.querySelector(ref.getAttribute("href"))
    const parts = [...row.querySelectorAll(".db-kind, .db-what, .db-why")].map((part) => {
      const copy = part.cloneNode(true)
      copy.removeAttribute("id")
      return copy
    })
    const names = new Map([...ref.closest(".db-mark").querySelectorAll(".db-e")].map((link) => [link.dataset.e, card(link)]))
    const placed = bringOut(ref, pin && !names.size)
    if (placed && !(pin && names.size)) return
    open(ref, `校記${ref.dataset.n}`, [...(placed ? [] : parts), ...names.values()], pin)
  }

  function citation(number) {
    const block = number.parentElement
    const place = block.id.slice(1)
    // from attributes, not from the text shown, which may have been converted: a citation has the original
    const { citation, revision } = document.querySelector(".db-cite").dataset
    const text = `${citation}，${block.id.startsWith("p") ? `第${place}段` : `標題${place}`}，${revision}。${address(block.id)}`
    const shown = document.createElement("span")
    shown.translate = false
    shown.textContent = text
    const copy = button("複製引文", async () => {
      try {
        await navigator.clipboard.writeText(text)
        copy.textContent = "已複製"
      } catch {
        getSelection().selectAllChildren(shown)
        copy.textContent = "已選中，請自行複製"
      }
    })
    open(number, "引用這一段", [shown, document.createElement("br"), copy], true)
  }

  chapter.addEventListener("click", (event) => {
    const number = event.target.closest(".db-n")
    if (number) {
      history.replaceState(null, "", number.getAttribute("href"))
      event.preventDefault()
      citation(number)
      return
    }
    const mark = event.target.closest(".db-mark")
    if (mark && getSelection().isCollapsed) {
      event.preventDefault()
      note(mark.querySelector(".db-ref"), true)
    }
  })
  onHover(chapter, ".db-mark", (mark) => note(mark.querySelector(".db-ref"), false))
}
