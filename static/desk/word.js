"use strict";
/* Word files are sent one by one, each with its own answer: one that is refused keeps no other from being read. */
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-word]");
  const results = document.querySelector("[data-results]");
  if (!form || !results) return;
  const list = results.querySelector("[data-list]");
  const input = form.elements.files;
  const zone = form.querySelector("[data-zone]");

  const make = (tag, options = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), options);
    element.append(...children);
    return element;
  };

  const send = async (file) => {
    const data = new FormData(form);
    data.delete("files");
    data.append("files", file, file.name);
    const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body: data });
    if (answer.redirected || !(answer.headers.get("Content-Type") || "").includes("json")) {
      throw new Error(answer.status === 413 ? "文件太大,服务器不接收。" : "没有导入成功,可能登录已超时。请刷新页面后再试。");
    }
    const found = await answer.json();
    if (!answer.ok) throw new Error(found.error);
    return found;
  };

  const take = async (files) => {
    if (!form.elements.column.value) {
      form.elements.column.focus();
      form.elements.column.reportValidity();
      return;
    }
    results.hidden = false;
    const rows = files.map((file) => {
      const state = make("small", {}, "等待中");
      const row = make("li", {}, make("span", { className: "name" }, file.name, " ", state));
      list.append(row);
      return { file, row, state };
    });
    for (const { file, row, state } of rows) {
      state.textContent = "正在读入…";
      try {
        const made = await send(file);
        const notes = made.notes ? `,${made.notes} 处提示` : "";
        row.replaceChildren(make("span", { className: "name" }, make("a", { href: made.address }, made.title), " ",
          make("small", {}, `${file.name}${notes}`)));
      } catch (error) {
        const reason = error instanceof TypeError ? "没有连上服务器,请稍后再试。" : error.message;
        const words = make("span", { className: "bad" }, reason);
        words.setAttribute("role", "alert");
        row.replaceChildren(make("span", { className: "name" }, file.name), words);
      }
    }
  };

  form.elements.column.required = true;
  input.required = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button[type=submit]");
    button.disabled = true;
    const files = [...input.files];
    await take(files);
    input.value = "";
    button.disabled = false;
  });
  for (const name of ["dragenter", "dragover"]) zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
  });
});
