// The reader's settings: kept in a cookie, shown as classes of <html>. Without this file the same links work by query.
// Also what only a script can do: print, and close the top bar's lists. Nothing of the content depends on it.
(() => {
  "use strict";
  const SETTINGS = { elder: ["1"], contrast: ["1"], size: ["large", "small"] };
  const YEAR = 31536000;
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search);

  function kept(name) {
    const found = document.cookie.split("; ").find((pair) => pair.startsWith(name + "="));
    return found ? found.slice(name.length + 1) : "";
  }

  function current(name) {
    const value = asked.get(name) || kept(name);
    return SETTINGS[name].includes(value) ? value : "";
  }

  // The classes choose the words of the links too (modes.css), so nothing moves once the page is painted.
  function show() {
    for (const [name, values] of Object.entries(SETTINGS)) {
      for (const value of values) root.classList.toggle(value === "1" ? name : `${name}-${value}`, value === current(name));
    }
    for (const link of document.querySelectorAll("[data-setting]")) {
      if (link.dataset.value === current(link.dataset.setting)) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  function change(event) {
    const link = event.target.closest("[data-setting]");
    if (!link) return;
    const { setting, value } = link.dataset;
    const next = current(setting) === value ? "" : value;
    document.cookie = `${setting}=${next}; path=/; max-age=${next ? YEAR : 0}; SameSite=Lax`;
    if (asked.has(setting)) return; // the link itself leads to the page without the setting in its links
    show();
    event.preventDefault();
  }

  function closeLists(event) {
    for (const list of document.querySelectorAll("details.drop[open]")) {
      if (event.type === "click" && !list.contains(event.target)) list.open = false;
      if (event.key !== "Escape") continue;
      if (list.contains(document.activeElement)) list.querySelector("summary").focus();
      list.open = false;
    }
  }

  root.classList.add("scripted");
  if ("speechSynthesis" in window) root.classList.add("speaks");
  show();
  addEventListener("pageshow", (event) => event.persisted && show());
  document.addEventListener("DOMContentLoaded", () => {
    show();
    document.addEventListener("click", change);
    document.addEventListener("click", closeLists);
    document.addEventListener("keydown", closeLists);
    for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
  });
})();
