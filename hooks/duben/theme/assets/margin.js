// Notes beside the text, on a wide screen and where the reader has chosen so. The notes themselves are moved, by CSS, from
// the foot of the page into the column; here their heights are found and a note and its words bring each other out.
// On paper, on a narrow screen and to a screen reader they stand at the foot, as they do without this.

const chapter = document.querySelector(".db-chapter:has(.db-notes li)")
const wide = matchMedia("(min-width: 76.25em)")
let waiting = 0

if (chapter) {
  const refs = [...chapter.querySelectorAll(".db-ref")]
  const pairs = refs.map((ref) => [ref, document.getElementById(`n${ref.dataset.n}`)])
  for (const [, note] of pairs) note.tabIndex = -1
  chapter.classList.add("db-placed")

  // whatever changes the height of a line or of a note: the window, a font, a choice, a fold
  const sizes = new ResizeObserver(() => later(pairs))
  for (const element of [chapter, chapter.querySelector(".db-text"), ...pairs.map(([, note]) => note)]) sizes.observe(element)
  document.addEventListener("duben:choice", () => later(pairs))
  document.fonts.addEventListener("loadingdone", () => later(pairs))

  const light = (event) => {
    const found = event.target.closest(".db-mark, .db-notes li")
    const number = found?.id.slice(1) || found?.querySelector(".db-ref").dataset.n
    for (const [ref, note] of pairs) {
      const lit = ref.dataset.n === number
      note.classList.toggle("db-lit", lit)
      ref.closest(".db-mark").classList.toggle("db-lit", lit)
    }
  }
  chapter.addEventListener("pointerover", light)
  chapter.addEventListener("focusin", light)
  chapter.addEventListener("keydown", (event) => {
    const note = event.key === "Escape" && event.target.closest(".db-notes li")
    if (note && beside()) document.getElementById(note.id.replace("n", "r")).focus()
  })
}

/** Where the notes stand beside the text, nothing need be opened; with `go`, the focus goes to the note, and Escape brings it back. */
export function bringOut(ref, go) {
  if (!beside()) return false
  if (go) document.getElementById(`n${ref.dataset.n}`).focus()
  return true
}

function beside() {
  return wide.matches && document.documentElement.dataset.notes === "margin"
}

/** Once before the next paint, however many things have changed. */
function later(pairs) {
  cancelAnimationFrame(waiting)
  waiting = requestAnimationFrame(() => beside() && place(pairs))
}

/** Each note at the height of its reference, or right below the note before it. First all is measured, then all is set. */
function place(pairs) {
  const origin = chapter.getBoundingClientRect()
  const text = chapter.querySelector(".db-text").getBoundingClientRect()
  const legend = chapter.querySelector(".db-notes .db-hint")
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
