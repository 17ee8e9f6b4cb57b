// How far one has read in a chapter or guide; where one stopped, to go on from there; the address for the printed page.
// The places stay in the reader's own browser. Where storage is forbidden none is kept and nothing is said.

import { address } from "./address.js"
import { button } from "./button.js"
import { choose, chosen } from "./choices.js"

const PLACES = "duben.places" // [{ path, title, id, label }, …], the newest first, one for each page
const KEPT = 50
const OPENING = 3 // who stopped in the first blocks has not begun

const title = document.querySelector("[data-md-component='header-topic']").textContent.trim()
const logo = document.querySelector(".md-logo")
const home = new URL(logo.href).pathname.replace(/index\.html$/, "")
const text = document.querySelector(".db-chapter .db-text")
const guide = document.querySelector(".md-content__inner:has(.db-block, .db-part)")
// taken now, before the reader's script changes them
const blocks = text
  ? [...text.querySelectorAll(":is(p, li)[id]")].map((block) => [block, `第${block.id.slice(1)}段`])
  : [...(guide?.querySelectorAll("h2[id], .db-block[id]") ?? [])].map((block) => [block, `「${heading(block)}」`])

if (text ?? guide) follow(text ?? guide)
if (blocks.length) {
  if (!location.hash) tell(places().find((place) => place.path === location.pathname))
  addEventListener("pagehide", keep)
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep())
}
if (location.pathname.replace(/index\.html$/, "") === home) tell(places().find((place) => place.path.startsWith(home)))
document.addEventListener("duben:choice", ({ detail }) => detail.name === "resume" && detail.value === "off" && store([]))
sign()

function heading(block) {
  return (block.querySelector(".db-title") ?? block).textContent.trim()
}

/** A line at the foot of the header. Scrolling only moves it; heights are taken when they change. Not for three screens or less. */
function follow(element) {
  const header = document.querySelector(".md-header")
  const line = document.createElement("div")
  line.className = "db-progress"
  line.setAttribute("aria-hidden", "true") // who listens knows the place by the paragraph's number
  header.append(line)
  let start = 0
  let length = 0
  const measure = () => {
    const at = element.getBoundingClientRect()
    start = at.top + scrollY - header.offsetHeight
    length = at.bottom + scrollY - innerHeight - start
    line.hidden = at.height < 3 * innerHeight
    move()
  }
  const move = () => {
    line.style.transform = `scaleX(${Math.min(1, Math.max(0, (scrollY - start) / length)).toFixed(4)})`
  }
  new ResizeObserver(measure).observe(document.body)
  addEventListener("resize", measure)
  addEventListener("scroll", move, { passive: true })
}

function places() {
  try {
    const kept = JSON.parse(localStorage.getItem(PLACES) ?? "[]")
    const whole = (place) => ["path", "title", "id", "label"].every((name) => typeof place?.[name] === "string")
    return Array.isArray(kept) ? kept.filter(whole) : []
  } catch {
    return [] // storage is forbidden, or holds what is not ours
  }
}

function store(kept) {
  try {
    if (kept.length) localStorage.setItem(PLACES, JSON.stringify(kept))
    else localStorage.removeItem(PLACES)
  } catch {
    // then there is no place to go on from
  }
}

/** On leaving: keep the block at the top of the window; forget the page that was read to its end. */
function keep() {
  if (chosen("resume") === "off") return
  const line = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) + 8 // where an address puts what it leads to
  const now = blocks.findLastIndex(([block]) => block.getBoundingClientRect().top <= line)
  const ended = blocks.at(-1)[0].getBoundingClientRect().bottom <= innerHeight
  // who only looked up a paragraph has not moved the bookmark
  if (!ended && (now < OPENING || blocks[now][0].contains(document.querySelector(":target")))) return
  const others = places().filter((place) => place.path !== location.pathname)
  const { short = title } = document.querySelector(".db-head")?.dataset ?? {}
  if (!ended) others.unshift({ path: location.pathname, title: short, id: blocks[now][0].id, label: blocks[now][1] })
  store(others.slice(0, KEPT))
}

/** Say where one stopped, under the head of the page or on the home page, and offer to go on. */
function tell(place) {
  const here = place?.path === location.pathname
  if (!place || (here && !document.getElementById(place.id))) return
  const head = document.querySelector(".db-head") ?? document.querySelector("h1")
  const box = document.querySelector(".md-content .db-continue") ?? document.createElement("p")
  box.classList.add("db-continue", "db-editor")
  const doors = here ? null : document.querySelector("h1 ~ ul") // of the home page
  if (!box.isConnected && doors) doors.before(box)
  else if (!box.isConnected) head.after(box)
  const link = document.createElement("a")
  link.href = `${here ? "" : place.path}#${encodeURIComponent(place.id)}`
  link.textContent = here ? "接着讀" : `〈${place.title}〉${place.label}`
  box.replaceChildren(here ? `上次讀到${place.label}　` : "接着讀：", link, button("不再提示", () => silence(box)))
}

/** Clear all places and keep no more, until the reader chooses otherwise. */
function silence(box) {
  choose("resume", "off")
  box.textContent = "記錄已清除，今後不再提示。在「閱讀選項」裏可以改回。"
  box.tabIndex = -1
  box.focus() // the button that had it is gone
}

/** The address, which only paper shows: there it cannot be seen above the page. */
function sign() {
  const line = document.createElement("p")
  line.className = "db-printed"
  line.textContent = `${logo.title}：${title}　${address()}`
  const place = document.querySelector(".db-cite") ?? document.querySelector(".md-content__inner")
  place?.append(line)
}
