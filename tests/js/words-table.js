// Stands for the module that the build makes of the catalogue: here what is said stays English.

/** @type {Record<string, string>} */
export default { "{n} minutes": "{n} min" }
