// @ts-check
// A packet of the reader's own, as this browser keeps it.

import { base } from "./search.js"
import { getValue, setValue } from "./storage.js"
import { sound } from "./tray-file.js"
import { _ } from "./words.js"

/** @import { Packet } from "./tray-file.js" */

const KEY = `duben.tray.${new URL(base()).pathname}` // another edition may stand on the same host

/** The packet as it is kept. */
export function kept() {
  return sound(getValue(KEY))
}

/**
 * Keep what `change(packet)` returns. Where that cannot be, all stays, and this is false.
 * @param {(packet: Packet) => Packet} change
 */
export function alter(change) {
  if (!setValue(KEY, change(kept()))) {
    alert(_("Not saved: the browser does not allow it, or its storage is full. All that was kept is still there."))
    return false
  }
  dispatchEvent(new Event("duben:tray"))
  return true
}

/**
 * Call `follow` now and whenever the packet may have changed, here or in another window.
 * @param {() => void} follow
 */
export function following(follow) {
  for (const type of ["duben:tray", "storage", "pageshow"]) addEventListener(type, follow)
  follow()
}
