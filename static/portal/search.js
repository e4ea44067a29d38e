// Suggestions below the search boxes while somebody types. Without this file the boxes work just the same.
(() => {
  "use strict";
  const PAUSE = 150;

  class Box {
    constructor(input, number) {
      this.input = input;
      this.list = document.createElement("ul");
      this.list.className = "suggested";
      this.list.id = `suggested-${number}`;
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", input.labels[0] ? input.labels[0].textContent : "");
      this.list.hidden = true;
      input.form.append(this.list);
      for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", this.list.id]]) {
        input.setAttribute(name, value);
      }
      input.addEventListener("input", () => this.wait());
      input.addEventListener("keydown", (event) => this.key(event));
      input.addEventListener("blur", () => this.close());
      this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the input keeps the focus
      this.list.addEventListener("click", (event) => this.choose(event.target.closest("li")));
    }

    wait() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    }

    async ask() {
      const typed = this.input.value.trim();
      if (this.asking) this.asking.abort();
      if (!typed) return this.close();
      this.asking = new AbortController();
      try {
        const address = `${this.input.dataset.suggest}?q=${encodeURIComponent(typed)}`;
        const response = await fetch(address, { signal: this.asking.signal });
        if (response.ok) this.show((await response.json()).suggestions);
      } catch {
        // a newer question took its place, or the network is away: there is nothing to show
      }
    }

    show(suggestions) {
      this.list.replaceChildren(...suggestions.map((one, number) => {
        const item = document.createElement("li");
        item.id = `${this.list.id}-${number}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.textContent = one.text;
        if (one.url) {
          item.dataset.url = one.url;
          item.className = "page";
        }
        return item;
      }));
      this.open(suggestions.length > 0 && document.activeElement === this.input);
    }

    open(isOpen) {
      this.list.hidden = !isOpen;
      this.input.setAttribute("aria-expanded", String(isOpen));
      if (!isOpen) this.input.removeAttribute("aria-activedescendant");
    }

    close() {
      this.open(false);
    }

    key(event) {
      if (this.list.hidden || event.isComposing) return;
      const chosen = this.list.querySelector("[aria-selected=true]");
      if (event.key === "Escape") {
        this.close();
        event.preventDefault();
      } else if (event.key === "Enter" && chosen) {
        event.preventDefault();
        this.choose(chosen);
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const items = [...this.list.children];
        const step = event.key === "ArrowDown" ? 1 : -1;
        const next = chosen ? items.indexOf(chosen) + step : (step > 0 ? 0 : items.length - 1);
        this.point(items[(next + items.length) % items.length]);
      }
    }

    point(item) {
      for (const other of this.list.children) other.setAttribute("aria-selected", String(other === item));
      this.input.setAttribute("aria-activedescendant", item.id);
    }

    choose(item) {
      if (!item) return;
      if (item.dataset.url) {
        location.assign(item.dataset.url);
        return;
      }
      this.input.value = item.textContent;
      this.close();
      this.input.form.requestSubmit();
    }
  }

  document.querySelectorAll("input[data-suggest]").forEach((input, number) => new Box(input, number));
})();
