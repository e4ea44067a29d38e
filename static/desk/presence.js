"use strict";
/* Who else has this manuscript open. The page tells of itself only while somebody is at work on it, so a page left open
   neither seems busy nor keeps its person signed in. */
document.addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector("[data-presence]");
  if (!place) return;

  const EVERY_MS = 30_000;
  const AT_WORK_MS = 120_000;
  let active = Date.now();
  const touched = () => { active = Date.now(); };
  for (const kind of ["input", "keydown", "pointerdown", "wheel", "touchmove"]) {
    addEventListener(kind, touched, { passive: true, capture: true });
  }
  if (window.tinymce) {  // what is typed into the editor stays in its frame
    const listen = (editor) => editor.on("input keydown click", touched);
    tinymce.on("AddEditor", (event) => listen(event.editor));
    for (const editor of tinymce.get()) listen(editor);
  }

  const token = () => (document.cookie.split("; ").find((part) => part.startsWith("csrftoken=")) || "").slice(10);
  const tell = async () => {
    if (document.visibilityState === "hidden" || Date.now() - active > AT_WORK_MS) return;
    try {
      const response = await fetch(place.dataset.presence, {
        method: "POST", credentials: "same-origin", redirect: "manual", headers: { "X-CSRFToken": token() },
        body: new URLSearchParams({ writing: place.dataset.writing }),
      });
      if (!response.ok) return;
      const { note, is_warning: isWarning } = await response.json();
      if (place.textContent !== note) place.textContent = note;
      place.classList.toggle("warn", isWarning);
      place.hidden = !note;
    } catch { /* asked again in half a minute */ }
  };
  tell();
  setInterval(tell, EVERY_MS);
  document.addEventListener("visibilitychange", tell);
});
