// Stands for the module that the build makes of the pages: the characters that have another form.

export default { phrases: {}, characters: "", forms: "" }
