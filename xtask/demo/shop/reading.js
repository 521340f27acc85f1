// The article asks in its own column: the prompt stands where the page has
// `data-koe-inline`. This says that the moment has come.

window.koe("touchpoint", "reading");
