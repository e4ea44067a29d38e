"use strict";
/* Comforts of every desk page. Each page works without them. */
{
  /* the writing form arrived: its copy in this browser (autosave.js) has done its duty */
  try {
    const sent = sessionStorage.getItem("desk:submitted");
    sessionStorage.removeItem("desk:submitted");
    const arrived = !document.getElementById("errors") && !document.body.classList.contains("door");
    if (sent && arrived) localStorage.removeItem(sent);
  } catch { /* storage is forbidden: nothing was kept */ }

  /* menus and filters close when one clicks elsewhere, or presses Escape */
  const drops = () => document.querySelectorAll("details[data-drop][open]");
  document.addEventListener("click", (event) => {
    for (const drop of drops()) if (!drop.contains(event.target)) drop.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const drop of drops()) {
      drop.open = false;
      drop.querySelector("summary").focus();
    }
  });

  /* a list's cells carry their column's name, which shows where the rows are stacked on a narrow screen */
  for (const table of document.querySelectorAll("#result_list")) {
    const names = [...table.querySelectorAll("thead th")].map((cell) => (cell.querySelector(".text") || cell).textContent.trim());
    for (const row of table.querySelectorAll("tbody tr")) {
      [...row.children].forEach((cell, at) => { if (names[at]) cell.dataset.label = names[at]; });
    }
  }

  /* sections become tabs: one is shown at a time */
  for (const list of document.querySelectorAll("[data-tabs]")) {
    const links = [...list.querySelectorAll("a[href^='#']")];
    const sheets = links.map((link) => document.getElementById(link.hash.slice(1)));
    list.setAttribute("role", "tablist");
    list.parentElement.classList.add("has-tabs");
    const show = (chosen) => {
      links.forEach((link, at) => {
        link.setAttribute("aria-selected", at === chosen);
        link.tabIndex = at === chosen ? 0 : -1;
        sheets[at].hidden = at !== chosen;
      });
    };
    links.forEach((link, at) => {
      link.setAttribute("role", "tab");
      link.setAttribute("aria-controls", sheets[at].id);
      sheets[at].setAttribute("role", "tabpanel");
      sheets[at].setAttribute("aria-label", link.textContent);
      link.addEventListener("click", (event) => { event.preventDefault(); show(at); });
      link.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step && event.key !== " ") return;
        event.preventDefault();
        const next = (at + (step || 0) + links.length) % links.length;
        show(next);
        links[next].focus();
      });
    });
    show(Math.max(0, links.findIndex((link) => link.hash === location.hash)));
  }

  /* the paper as wide as a phone */
  for (const button of document.querySelectorAll("[data-narrow]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const on = document.getElementById(button.dataset.narrow).classList.toggle("phone");
      button.setAttribute("aria-pressed", on);
    });
  }

  /* a text with a wide table scrolls sideways: by keyboard too */
  for (const text of document.querySelectorAll(".prose")) {
    if (text.scrollWidth > text.clientWidth) text.tabIndex = 0;
  }

  /* only one question of the bar is open at a time, and its first field is ready to type */
  const asks = document.querySelectorAll("details.ask");
  for (const ask of asks) {
    ask.addEventListener("toggle", () => {
      if (!ask.open) return;
      for (const other of asks) if (other !== ask) other.open = false;
      const first = ask.querySelector("textarea, input:not([type=hidden])");
      if (first) first.focus();
    });
  }

  /* how many characters are left */
  for (const field of document.querySelectorAll(".writing :is(.field-title, .field-summary) [maxlength]")) {
    const counter = document.createElement("span");
    counter.className = "counter";
    const count = () => { counter.textContent = `${[...field.value].length} / ${field.maxLength}`; };
    field.addEventListener("input", count);
    field.addEventListener("desk:restored", count);
    field.after(counter);
    count();
  }

  /* a form is sent once: a second press of the button while the page is loading does nothing */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented || event.submitter?.formTarget) return; // a look in another window
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  });
  addEventListener("pageshow", () => { for (const form of document.forms) delete form.dataset.sent; });
}
