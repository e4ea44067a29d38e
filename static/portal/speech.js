// Reads an article aloud with the browser's own voice: its title, then paragraph by paragraph, marking the one being
// read. Pausing ends the utterance and remembers the place: pause() of the speech engines cannot be relied on.
(() => {
  "use strict";
  const LANGUAGES = { "zh-Hans": "zh-CN", "zh-Hant": "zh-TW" };
  const LONGEST = 160; // characters: some engines fall silent in the middle of longer utterances
  const speech = window.speechSynthesis;
  const button = document.querySelector("[data-speak]");
  if (!speech || !button) return;
  const stopButton = document.querySelector("[data-speak-stop]");
  const status = document.querySelector("[data-speaking]");
  const start = button.textContent;
  const language = LANGUAGES[document.documentElement.lang] || document.documentElement.lang;
  const parts = partsOf(document.querySelector("article"));
  let place = 0;
  let utterance = null; // the one being spoken; also keeps it from being collected before it ends

  function partsOf(article) {
    const blocks = article.querySelectorAll("h1, .prose :is(p, h2, h3, h4, h5, h6, li, caption, tr, figcaption, blockquote)");
    return [...blocks].filter((block) => !block.querySelector("p, li, tr")).flatMap((block) =>
      sentences(block.innerText.replace(/\s+/g, " ").trim()).map((text) => ({ block, text })));
  }

  function sentences(text) {
    const found = [];
    for (const sentence of text.match(/[^。！？；]+[。！？；]*|[。！？；]+/g) || []) {
      const last = found.length - 1;
      if (found.length && found[last].length + sentence.length <= LONGEST) found[last] += sentence;
      else for (let at = 0; at < sentence.length; at += LONGEST) found.push(sentence.slice(at, at + LONGEST));
    }
    return found;
  }

  // Engines that have not listed their voices yet choose one by the language; a list without the language is a no.
  function voice() {
    const voices = speech.getVoices().map((voice) => [voice.lang.replace("_", "-"), voice]);
    const usable = voices.filter(([name]) => name.startsWith(language.slice(0, 2)));
    const [, chosen] = usable.find(([name]) => name === language) || usable[0] || [];
    return { chosen, isMissing: voices.length > 0 && !chosen };
  }

  function mark(block) {
    for (const marked of document.querySelectorAll(".being-read")) marked.classList.remove("being-read");
    if (!block) return;
    block.classList.add("being-read");
    const { top, bottom } = block.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) block.scrollIntoView({ block: "center" });
  }

  function say() {
    const { block, text } = parts[place];
    const { chosen, isMissing } = voice();
    if (isMissing) return halt("failed", 0);
    utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = language;
    if (chosen) utterance.voice = chosen;
    utterance.onend = next;
    utterance.onerror = fail;
    mark(block);
    speech.speak(utterance);
    show("speaking");
  }

  function next(event) {
    if (event.target !== utterance) return;
    place += 1;
    if (place < parts.length) say();
    else halt("finished", 0);
  }

  function fail(event) {
    if (event.target === utterance) halt("failed", 0);
  }

  // Silence; the next press goes on from `from`.
  function halt(state, from) {
    utterance = null;
    place = from;
    speech.cancel();
    if (!from) mark(null);
    show(state);
  }

  function show(state) {
    button.textContent = utterance ? button.dataset.pause : place ? button.dataset.resume : start;
    stopButton.hidden = !utterance && !place;
    status.textContent = status.dataset[state] || "";
  }

  function stop() {
    halt("", 0);
    button.focus();
  }

  button.addEventListener("click", () => {
    if (utterance) halt("paused", place);
    else say();
  });
  speech.cancel(); // what the page before was reading
  stopButton.addEventListener("click", stop);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && utterance) stop();
  });
  addEventListener("pagehide", () => halt("", 0));
})();
