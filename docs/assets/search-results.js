// What a search has found: texts, guides and entries one under the other, each page with its passages.

import { find, open } from "./search-engine.js"

const KINDS = { report: "文獻", guide: "方法指南", entry: "詞條", about: "本站" }
const AT_FIRST = 3
const MORE = 20
const BEFORE = 16
const BEHIND = 44
const LONGEST = 300
const TOLD = {
  near: "",
  far: "沒有連着寫的；以下各處，字與字之間有標點，或標點不同。",
  words: "沒有連在一起的；以下各段，這些詞都有。",
}

/** Prepares the box and gives what is to be called with each query. */
export async function results(box, base) {
  const field = box.querySelector("input")
  const told = box.querySelector(".db-search-told")
  const list = box.querySelector(".db-search-results")
  const filter = document.createElement("select")
  filter.setAttribute("aria-label", "在哪裏找")
  field.after(filter)
  filter.addEventListener("change", () => run(field.value))
  box.addEventListener("keydown", walk)
  let turn = 0
  let timer = 0
  return (query) => {
    clearTimeout(timer)
    timer = setTimeout(() => run(query), 30)
  }

  async function run(query) {
    const mine = ++turn
    const late = () => mine !== turn // another query has been asked meanwhile
    try {
      const index = await open(base)
      if (late()) return
      if (!filter.length) offer(index.sections)
      if (!query.trim()) {
        told.textContent = ""
        list.replaceChildren()
        return
      }
      const found = await find(query)
      if (late()) return
      const parts = sections(index.sections, found, filter.value)
      const sum = parts.reduce((sum, part) => sum + part.numbers.length, 0)
      const shown = await Promise.all(parts.map((part) => section(part, found, query, late)))
      if (late()) return
      const names = filter.value === "" || filter.value === "entry" ? found.names : []
      list.replaceChildren(...(names.length ? [named(names)] : []), ...shown.filter(Boolean))
      list.scrollTop = 0
      const none = !names.length && !list.childElementCount
      told.textContent = none ? nothing(query, found) : `${sum ? `找到${found.certain ? "" : "約"} ${sum} 段。` : ""}${TOLD[found.how]}`
    } catch (error) {
      if (late()) return
      console.warn(error)
      list.replaceChildren()
      told.textContent = "索引沒有取全，請檢查網絡，或重新載入本頁後再試。"
      const again = button("再試", () => run(query))
      told.append(" ", again)
    }
  }

  function nothing(query, found) {
    const elsewhere = filter.value && (found.numbers.length || found.names.length) ? "在這裏" : ""
    const words = query.length > 40 ? `${query.slice(0, 40)}……` : query
    return `${elsewhere}沒有找到「${words.trim()}」。`
  }

  function offer(all) {
    filter.append(new Option("全部", ""))
    const reports = all.filter(({ kind }) => kind === "report")
    if (reports.length > 1) {
      filter.append(new Option(KINDS.report, "report"))
      for (const { group } of reports) filter.append(new Option(`　${group}`, `report/${group}`))
    }
    for (const kind of Object.keys(KINDS)) {
      if (all.some((part) => part.kind === kind) && (kind !== "report" || reports.length === 1)) filter.append(new Option(KINDS[kind], kind))
    }
  }

  /** Candidates by the part of the site in which they stand; reports are parts of their own only where one is asked for. */
  function sections(all, found, wanted) {
    const parts = new Map()
    for (const { kind, group, from, to } of all) {
      if (wanted && wanted !== kind && wanted !== `${kind}/${group}`) continue
      const numbers = found.numbers.slice(place(found.numbers, from), place(found.numbers, to))
      const part = parts.get(kind) ?? { kind, title: KINDS[kind], numbers: [] }
      if (wanted.includes("/")) part.title = group
      part.numbers.push(...numbers)
      parts.set(kind, part)
    }
    return [...parts.values()].filter((part) => part.numbers.length)
  }

  /** One part with its first hits and, where there are more, a button. Null where no candidate has the words. */
  async function section(part, found, query, late) {
    const element = document.createElement("section")
    element.className = `db-search-${part.kind}`
    const heading = document.createElement("h2")
    heading.textContent = part.title
    const count = document.createElement("span")
    count.textContent = `${found.certain ? "" : "約 "}${part.numbers.length} 段`
    heading.append(" ", count)
    element.append(heading)
    let next = 0
    const more = button("", async () => {
      const last = element.querySelector("li:last-of-type a:last-child")
      await add(MORE)
      const links = [...element.querySelectorAll("a")]
      links[links.indexOf(last) + 1]?.focus()
    })
    more.className = "db-search-more"
    let page = null
    await add(filter.value ? MORE : AT_FIRST)
    return page && element

    async function add(wanted) {
      let shown = 0
      try {
        while (next < part.numbers.length && shown < wanted && !late()) {
          const hit = await found.check(part.numbers[next++])
          if (!hit) continue
          if (page?.dataset.address !== hit.address) {
            page = group(hit)
            more.isConnected ? more.before(page) : element.append(page)
          }
          page.lastElementChild.append(line(hit, query))
          shown++
        }
      } catch (error) {
        if (!more.isConnected) throw error
        next--
        more.textContent = "沒有取到，再試"
        return
      }
      const rest = part.numbers.length - next
      more.textContent = `再看（還有${found.certain ? "" : "約"} ${rest} 段）`
      if (rest) element.append(more)
      else more.remove()
    }
  }

  function group(hit) {
    const element = document.createElement("div")
    element.dataset.address = hit.address
    const title = document.createElement("h3")
    title.textContent = hit.title
    element.append(title, document.createElement("ol"))
    return element
  }

  function line(hit, query) {
    const item = document.createElement("li")
    const link = document.createElement("a")
    link.href = `${base}${hit.address}?h=${encodeURIComponent(query.trim().slice(0, 300))}${hit.fragment ? `#${encodeURIComponent(hit.fragment)}` : ""}`
    if (hit.label || hit.transcribed) {
      const label = document.createElement("span")
      label.className = "db-search-place"
      label.textContent = hit.transcribed ? `${hit.label}，據底本` : hit.label
      link.append(label, " ")
    }
    link.append(...snippet(hit.shown.replaceAll("\n", "　"), hit.spans))
    item.append(link)
    return item
  }

  function named(entries) {
    const element = document.createElement("section")
    element.className = "db-search-names"
    const rows = document.createElement("ol")
    for (const entry of entries) {
      const item = document.createElement("li")
      const link = document.createElement("a")
      link.href = `${base}${entry.address}`
      const name = document.createElement("strong")
      name.textContent = entry.title
      link.append(name, ` 詞條，${entry.label}`)
      item.append(link)
      rows.append(item)
    }
    element.append(rows)
    return element
  }

  /** Arrows go from result to result and back to the field; Enter in the field follows the first. */
  function walk(event) {
    if (event.isComposing || event.target === filter) return
    const links = [...list.querySelectorAll("a, button")]
    const at = links.indexOf(document.activeElement)
    if (event.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)]?.focus()
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? field).focus()
    else if (event.key === "Enter" && event.target === field) links[0]?.click()
    else return
    event.preventDefault()
  }
}

/** Text around the first place of the words, with all places in it marked. */
function snippet(text, spans) {
  const places = spans.sort((a, b) => a[0] - b[0])
  let start = Math.max(0, places[0][0] - BEFORE)
  let end = Math.min(text.length, places[0][0] + LONGEST, places[0][1] + BEHIND)
  if (/[\uDC00-\uDFFF]/.test(text[start])) start--
  if (/[\uDC00-\uDFFF]/.test(text[end] ?? "")) end++
  const parts = [start ? "……" : ""]
  let done = start
  for (const [from, to] of places) {
    if (from < done || from >= end) continue
    const mark = document.createElement("mark")
    mark.textContent = text.slice(from, Math.min(to, end))
    parts.push(text.slice(done, from), mark)
    done = Math.min(to, end)
  }
  parts.push(text.slice(done, end), end < text.length ? "……" : "")
  return parts
}

/** How many of ordered numbers are below a limit. */
function place(numbers, limit) {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (numbers[middle] < limit) low = middle + 1
    else high = middle
  }
  return low
}

function button(text, action) {
  const element = document.createElement("button")
  element.type = "button"
  element.textContent = text
  element.addEventListener("click", action)
  return element
}
