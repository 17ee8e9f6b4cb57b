// What a search has found: texts, guides and entries one under the other, each page with its passages.

import { button } from "./button.js"
import { find, LoadError, open } from "./search-engine.js"
import { keep, kept } from "./search.js"

const KINDS = { report: "文獻", guide: "方法指南", entry: "詞條", packet: "學習包", about: "本站" }
const AT_FIRST = 2
const MORE = 20
const BEFORE = 16
const BEHIND = 44
const LONGEST = 300
const TOLD = {
  near: "",
  far: "沒有逐字相同的；以下各處只差標點。",
  words: "這些詞沒有連在一起；以下各段都含有它們。",
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
  list.addEventListener("click", (event) => event.target.closest("a") && box.close()) // it may lead to a place on this very page
  let turn = 0
  let timer = 0
  let answered = null // the query to which the list belongs
  let follow = false // whether the first result is to be followed as soon as it is there
  return (query) => {
    clearTimeout(timer)
    timer = setTimeout(() => run(query), 30)
  }

  async function run(query, least = "near") {
    const mine = ++turn
    const late = () => mine !== turn // another query has been asked meanwhile
    try {
      const index = await open(base)
      if (late()) return
      if (!filter.length) offer(index.sections)
      keep({ query, filter: filter.value })
      if (!query.trim()) {
        told.textContent = ""
        list.replaceChildren()
        return
      }
      const wanted = index.sections.filter(({ kind, group }) => ["", kind, `${kind}/${group}`].includes(filter.value))
      const inside = (number) => wanted.some(({ from, to }) => number >= from && number < to)
      const found = await find(query, { inside, late, least })
      if (late()) return
      const parts = sections(wanted, found)
      const shown = (await Promise.all(parts.map((part) => section(part, found, query, late)))).filter(Boolean)
      if (late()) return
      const names = least === "near" ? found.names : []
      list.replaceChildren(...(names.length ? [named(names)] : []), ...shown.map(({ element }) => element))
      list.scrollTop = 0
      answered = query
      told.textContent = list.childElementCount ? `${count(shown)}${TOLD[found.how]}` : nothing(query)
      if (found.others.length) told.append(" ", button(`只差標點的（最多 ${found.others.length} 段）`, () => run(query, "far")))
      if (follow) list.querySelector("a")?.click()
      follow = false
    } catch (error) {
      if (late()) return
      console.warn(error)
      list.replaceChildren()
      told.textContent = error instanceof LoadError ? "索引沒有載入完全，請檢查網絡後再試。" : "搜尋出了錯，請重新載入本頁。"
      told.append(" ", button("再試", () => run(query)))
    }
  }

  function count(parts) {
    const sum = parts.reduce((sum, part) => sum + part.count(), 0)
    return sum ? `找到${parts.every((part) => part.exact()) ? "" : "最多"} ${sum} 段。` : ""
  }

  function nothing(query) {
    const words = query.length > 40 ? `${query.slice(0, 40)}……` : query
    return `${filter.value ? "在這裏" : ""}沒有找到「${words.trim()}」。`
  }

  function offer(all) {
    filter.append(new Option("全部", ""))
    const reports = all.filter(({ kind }) => kind === "report")
    for (const kind of Object.keys(KINDS)) {
      if (all.some((part) => part.kind === kind)) filter.append(new Option(KINDS[kind], kind))
      if (kind === "report" && reports.length > 1) filter.append(...reports.map(({ group }) => new Option(`　${group}`, `report/${group}`)))
    }
    filter.value = kept().filter ?? ""
    if (filter.selectedIndex < 0) filter.value = ""
  }

  /** Candidates by the part of the site in which they stand; a report is a part of its own only where it is asked for. */
  function sections(wanted, found) {
    const parts = new Map()
    const names = new Set(found.names.map(({ number }) => number))
    for (const { kind, group, from, to } of wanted) {
      const part = parts.get(kind) ?? { kind, title: filter.value.includes("/") ? group : KINDS[kind], numbers: [] }
      part.numbers.push(...found.numbers.filter((number) => number >= from && number < to && !names.has(number)))
      parts.set(kind, part)
    }
    return [...parts.values()].filter((part) => part.numbers.length)
  }

  /** One part with its first hits and, where there are more, a button. Null where no candidate has the words. */
  async function section(part, found, query, late) {
    const element = document.createElement("section")
    element.className = `db-search-${part.kind}`
    const heading = document.createElement("h2")
    const sum = document.createElement("span")
    heading.append(part.title, " ", sum)
    element.append(heading)
    let next = 0
    let shown = 0
    let page = null
    const rest = () => part.numbers.length - next
    const exact = () => found.certain || !rest()
    const more = button("", async () => {
      const last = [...element.querySelectorAll("a")].at(-1)
      await add(MORE)
      const links = [...element.querySelectorAll("a")]
      links[links.indexOf(last) + 1]?.focus()
    })
    more.className = "db-search-more"
    await add(filter.value ? MORE : AT_FIRST)
    return page && { element, exact, count: () => shown + rest() }

    async function add(wanted) {
      const until = shown + wanted
      try {
        while (rest() && shown < until && !late()) {
          const hit = await found.check(part.numbers[next])
          next++
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
        console.warn(error)
        more.textContent = "載入失敗，再試"
        return
      }
      const most = exact() ? "" : "最多 "
      sum.textContent = `${most}${shown + rest()} 段`
      more.textContent = `再列出（還有${most ? "最多" : ""} ${rest()} 段）`
      if (rest()) element.append(more)
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
    const words = [...query.trim().toWellFormed()].slice(0, 300).join("")
    link.href = `${base}${hit.address}?h=${encodeURIComponent(words)}${hit.fragment ? `#${encodeURIComponent(hit.fragment)}` : ""}`
    if (/^n\d/.test(hit.fragment)) item.className = "db-editor"
    if (hit.label || hit.transcribed) {
      const label = document.createElement("span")
      label.className = "db-search-place"
      label.textContent = hit.transcribed ? `${hit.label}，底本作此` : hit.label
      link.append(label, " ")
    }
    link.append(...snippet(hit.shown.replaceAll("\n", "　"), hit.spans))
    item.append(link)
    return item
  }

  function named(pages) {
    const element = document.createElement("section")
    element.className = "db-search-names"
    const rows = document.createElement("ol")
    for (const page of pages) {
      const item = document.createElement("li")
      const link = document.createElement("a")
      link.href = `${base}${page.address}`
      const name = document.createElement("strong")
      name.textContent = page.title
      link.append(name, ` ${page.kind === "entry" ? `詞條，${page.label}` : page.label}`)
      item.append(link)
      rows.append(item)
    }
    element.append(rows)
    return element
  }

  /** Arrows go from result to result and back to the field; Enter in the field follows the first result of what stands in it. */
  function walk(event) {
    // with keyCode 229 an input method takes the key, of which Safari does not tell otherwise
    if (event.isComposing || event.keyCode === 229 || event.target === filter) return
    const links = [...list.querySelectorAll("a, button")]
    const at = links.indexOf(document.activeElement)
    if (event.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)]?.focus()
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? field).focus()
    else if (event.key === "Enter" && event.target === field) {
      if (answered === field.value) links[0]?.click()
      else follow = true
    } else return
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
