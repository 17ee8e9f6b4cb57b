// @ts-check
// What a search has found: texts, guides and entries one under the other, each page with its passages.

import { all, button, element, one, within } from "./dom.js"
import { find, LoadError, open } from "./search-engine.js"
import { keep, kept } from "./search-memory.js"
import { _ } from "./words.js"

/**
 * @import { Found, Hit, Passage, Section, Span } from "./search-engine.js"
 * @typedef {{ kind: string, title: string, numbers: number[] }} Part candidates of one part of the site
 * @typedef {{ element: HTMLElement, exact: () => boolean, count: () => number }} Shown a part with its hits
 */

/** @type {Record<string, string>} */
const KINDS = { report: _("Texts"), guide: _("Guides"), entry: _("Entries"), packet: _("Packets"), about: _("This site") }
const AT_FIRST = 2
const MORE = 20
const BEFORE = 16
const BEHIND = 44
const LONGEST = 300
/** What is said of the way in which passages have the words. */
const HOW = {
  near: "",
  far: _("No place has exactly these words; the following differ in punctuation only."),
  words: _("These words do not stand together; each of the following paragraphs has all of them."),
}

/**
 * Prepares the box and gives what is to be called with each query.
 * @param {HTMLDialogElement} box
 * @param {string} base
 */
export function results(box, base) {
  const field = one("input", box)
  const status = one(".db-search-told", box)
  const list = one(".db-search-results", box)
  const filter = element("select", { "aria-label": _("Where to search") })
  field.after(filter)
  filter.addEventListener("change", () => run(field.value))
  box.addEventListener("keydown", walk)
  list.addEventListener("click", (event) => within(event, "a") && box.close()) // it may lead to a place on this very page
  let turn = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  /** @type {string | null} */
  let answered = null // the query to which the list belongs
  let follow = false // whether the first result is to be followed as soon as it is there
  /** @param {string} query */
  return (query) => {
    clearTimeout(timer)
    timer = setTimeout(() => run(query), 30)
  }

  /**
   * @param {string} query
   * @param {"near" | "far"} [least]
   */
  async function run(query, least = "near") {
    const mine = ++turn
    const late = () => mine !== turn // another query has been asked meanwhile
    try {
      const index = await open(base)
      if (late()) return
      if (!filter.length) offer(index.sections)
      keep({ query, filter: filter.value })
      if (!query.trim()) {
        status.textContent = ""
        list.replaceChildren()
        return
      }
      const wanted = index.sections.filter(({ kind, group }) => ["", kind, `${kind}/${group}`].includes(filter.value))
      const ranges = joined(wanted)
      /** @param {number} number */
      const inside = (number) => ranges.some(({ from, to }) => number >= from && number < to)
      const found = await find(query, { inside, late, least })
      if (late()) return
      const parts = sections(wanted, found)
      const shown = (await Promise.all(parts.map((part) => section(part, found, query, late)))).filter(Boolean)
      if (late()) return
      const names = least === "near" ? found.names : []
      list.replaceChildren(...(names.length ? [named(names)] : []), ...shown.map(({ element }) => element))
      list.scrollTop = 0
      answered = query
      status.textContent = list.childElementCount ? `${count(shown)}${HOW[found.how]}` : nothing(query)
      const others = found.others.length
      if (others) status.append(" ", button(_("Those that differ in punctuation only (at most {n})", { n: others }), () => run(query, "far")))
      if (follow) one("a", list)?.click()
      follow = false
    } catch (error) {
      if (late()) return
      console.warn(error)
      list.replaceChildren()
      status.textContent =
        error instanceof LoadError
          ? _("The index could not be loaded whole. Please check the network and try again.")
          : _("The search has failed. Please reload this page.")
      status.append(" ", button(_("Try again"), () => run(query)))
    }
  }

  /** @param {Shown[]} parts */
  function count(parts) {
    const n = parts.reduce((sum, part) => sum + part.count(), 0)
    if (!n) return ""
    return parts.every((part) => part.exact()) ? _("{n} paragraphs found.", { n }) : _("At most {n} paragraphs found.", { n })
  }

  /** @param {string} query */
  function nothing(query) {
    const words = (query.length > 40 ? query.slice(0, 40) + _("…") : query).trim()
    return filter.value ? _("“{words}” was not found here.", { words }) : _("“{words}” was not found.", { words })
  }

  /** @param {Section[]} sections */
  function offer(sections) {
    filter.append(new Option(_("Everything"), ""))
    const reports = sections.filter(({ kind }) => kind === "report")
    for (const kind of Object.keys(KINDS)) {
      if (sections.some((part) => part.kind === kind)) filter.append(new Option(KINDS[kind], kind))
      if (kind === "report" && reports.length > 1) {
        filter.append(...reports.map(({ group }) => new Option(`\u3000${group}`, `report/${group}`)))
      }
    }
    filter.value = kept().filter ?? ""
    if (filter.selectedIndex < 0) filter.value = ""
  }

  /**
   * Candidates by the part of the site in which they stand; a report is a part of its own only where it is asked for.
   * @param {Section[]} wanted
   * @param {Found} found
   */
  function sections(wanted, found) {
    /** @type {Map<string, Part>} */
    const parts = new Map()
    const names = new Set(found.names.map(({ number }) => number))
    let next = 0
    for (const { kind, group, from, to } of wanted) {
      const part = parts.get(kind) ?? { kind, title: filter.value.includes("/") ? group : KINDS[kind], numbers: [] }
      while (found.numbers[next] < from) next++
      for (; found.numbers[next] < to; next++) if (!names.has(found.numbers[next])) part.numbers.push(found.numbers[next])
      parts.set(kind, part)
    }
    return [...parts.values()].filter((part) => part.numbers.length)
  }

  /**
   * One part with its first hits and, where there are more, a button. Null where no candidate has the words.
   * @param {Part} part
   * @param {Found} found
   * @param {string} query
   * @param {() => boolean} late
   * @returns {Promise<Shown | null>}
   */
  async function section(part, found, query, late) {
    const sum = element("span")
    const made = element("section", { class: `db-search-${part.kind}` }, element("h2", {}, part.title, " ", sum))
    let next = 0
    let shown = 0
    /** @type {HTMLElement | null} */
    let page = null
    const rest = () => part.numbers.length - next
    const exact = () => found.certain || !rest()
    const more = button(
      "",
      async () => {
        const last = all("a", made).at(-1)
        await add(MORE)
        const links = all("a", made)
        links[links.indexOf(last) + 1]?.focus()
      },
      { class: "db-search-more" },
    )
    await add(filter.value ? MORE : AT_FIRST)
    return page && { element: made, exact, count: () => shown + rest() }

    /** @param {number} wanted */
    async function add(wanted) {
      const until = shown + wanted
      try {
        while (rest() && shown < until && !late()) {
          const hit = await found.check(part.numbers[next])
          next++
          if (!hit) continue
          if (page?.dataset.address !== hit.address) {
            page = group(hit)
            if (more.isConnected) more.before(page)
            else made.append(page)
          }
          page.lastElementChild.append(line(hit, query))
          shown++
        }
      } catch (error) {
        if (!more.isConnected) throw error
        console.warn(error)
        more.textContent = _("Could not be loaded; try again")
        return
      }
      const [n, left] = [shown + rest(), rest()]
      sum.textContent = exact() ? _("{n} paragraphs", { n }) : _("at most {n} paragraphs", { n })
      more.textContent = exact() ? _("Show more ({n} left)", { n: left }) : _("Show more (at most {n} left)", { n: left })
      if (left) made.append(more)
      else more.remove()
    }
  }

  /** @param {Hit} hit */
  function group(hit) {
    return element("div", { "data-address": hit.address }, element("h3", {}, hit.title), element("ol"))
  }

  /**
   * @param {Hit} hit
   * @param {string} query
   */
  function line(hit, query) {
    const words = [...query.trim().toWellFormed()].slice(0, 300).join("")
    const hash = hit.fragment ? `#${encodeURIComponent(hit.fragment)}` : ""
    const link = element("a", { href: `${base}${hit.address}?h=${encodeURIComponent(words)}${hash}` })
    if (hit.label || hit.transcribed) {
      const label = hit.transcribed ? _("{place}, so in the transcription", { place: hit.label }) : hit.label
      link.append(element("span", { class: "db-search-place" }, label), " ")
    }
    link.append(...snippet(hit.shown.replaceAll("\n", "\u3000"), hit.spans))
    return element("li", /^n\d/.test(hit.fragment) ? { class: "db-editor" } : {}, link)
  }

  /** @param {Passage[]} pages */
  function named(pages) {
    const rows = pages.map((page) => {
      const what = page.kind === "entry" ? _("entry, {text}", { text: page.label }) : page.label
      return element("li", {}, element("a", { href: `${base}${page.address}` }, element("strong", {}, page.title), ` ${what}`))
    })
    return element("section", { class: "db-search-names" }, element("ol", {}, ...rows))
  }

  /**
   * Arrows go from result to result and back to the field; Enter in the field follows the first result of what stands in it.
   * @param {KeyboardEvent} event
   */
  function walk(event) {
    // with keyCode 229 an input method takes the key, of which Safari does not tell otherwise
    if (event.isComposing || event.keyCode === 229 || event.target === filter) return
    const links = all("a, button", list)
    const at = links.indexOf(/** @type {HTMLElement} */ (document.activeElement))
    if (event.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)]?.focus()
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? field).focus()
    else if (event.key === "Enter" && event.target === field) {
      if (answered === field.value) links[0]?.click()
      else follow = true
    } else return
    event.preventDefault()
  }
}

/**
 * The same parts, those that follow one another as one: hundreds of reports are one range of passages.
 * @param {Section[]} sections
 */
function joined(sections) {
  const ranges = /** @type {{ from: number, to: number }[]} */ ([])
  for (const { from, to } of sections) {
    const last = ranges.at(-1)
    if (last?.to === from) last.to = to
    else ranges.push({ from, to })
  }
  return ranges
}

/**
 * Text around the first place of the words, with all places in it marked.
 * @param {string} text
 * @param {Span[]} spans
 */
function snippet(text, spans) {
  const places = spans.sort((a, b) => a[0] - b[0])
  let start = Math.max(0, places[0][0] - BEFORE)
  let end = Math.min(text.length, places[0][0] + LONGEST, places[0][1] + BEHIND)
  if (/[\uDC00-\uDFFF]/.test(text[start])) start--
  if (/[\uDC00-\uDFFF]/.test(text[end] ?? "")) end++
  /** @type {(string | Node)[]} */
  const parts = [start ? _("…") : ""]
  let done = start
  for (const [from, to] of places) {
    if (from < done || from >= end) continue
    parts.push(text.slice(done, from), element("mark", {}, text.slice(from, Math.min(to, end))))
    done = Math.min(to, end)
  }
  parts.push(text.slice(done, end), end < text.length ? _("…") : "")
  return parts
}
