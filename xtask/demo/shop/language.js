// Chooses the language before anything is drawn: ?lang=, then what was chosen
// before, then the browser's. A classic script in the head, because the prompt
// follows <html lang> and must find it set.
{
  const offered = ["ja", "en"];
  const asked = new URLSearchParams(location.search).get("lang");
  let kept = null;
  try {
    if (offered.includes(asked)) localStorage.setItem("kokage:lang", asked);
    kept = localStorage.getItem("kokage:lang");
  } catch {
    // Without storage the choice lasts as long as the address carries it.
  }
  const wished = [asked, kept, navigator.language.slice(0, 2)];
  document.documentElement.lang = wished.find((lang) => offered.includes(lang)) ?? "ja";
  document.title = document.title.split(" | ")[document.documentElement.lang === "ja" ? 0 : 1] ?? document.title;
}
