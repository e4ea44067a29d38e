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

  function show(name, value) {
    for (const known of SETTINGS[name]) {
      root.classList.toggle(known === "1" ? name : `${name}-${known}`, known === value);
    }
    for (const link of document.querySelectorAll(`[data-setting="${name}"]`)) {
      const on = link.dataset.value === value;
      link.textContent = on ? link.dataset.on : link.dataset.off;
      link.toggleAttribute("aria-current", on);
      if (on) link.setAttribute("aria-current", "true");
    }
  }

  function keep(name, value) {
    document.cookie = `${name}=${value}; path=/; max-age=${value ? YEAR : 0}; SameSite=Lax`;
  }

  function change(event) {
    const link = event.target.closest("[data-setting]");
    if (!link) return;
    const { setting, value } = link.dataset;
    const next = current(setting) === value ? "" : value;
    keep(setting, next);
    if (asked.has(setting)) return; // the link itself leads to the page without the setting in its links
    show(setting, next);
    event.preventDefault();
  }

  function closeLists(event) {
    for (const list of document.querySelectorAll("details.drop[open]")) {
      if (event.type === "keydown" ? event.key === "Escape" : !list.contains(event.target)) list.open = false;
    }
  }

  for (const name of Object.keys(SETTINGS)) show(name, current(name));
  document.addEventListener("DOMContentLoaded", () => {
    for (const name of Object.keys(SETTINGS)) show(name, current(name));
    document.addEventListener("click", change);
    document.addEventListener("click", closeLists);
    document.addEventListener("keydown", closeLists);
    for (const button of document.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    }
  });
})();
