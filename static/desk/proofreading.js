"use strict";
/* 检查: what is typed is sent to the server's own check; each wrong word is listed with what to write instead. 定位 shows
   the place, 替换 puts the suggestion there; in the text both can be undone like anything typed. */
document.addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector("[data-proofread]");
  const panel = document.getElementById("proofreading");
  if (!button || !panel) return;
  const form = button.form;
  const [summary, list] = [panel.querySelector("[data-summary]"), panel.querySelector("[data-results]")];
  const TONES = { blocking: "hot", warning: "warn", advice: "grey" };
  const BLOCKS = "p,h2,h3,h4,li,td,th,caption,figcaption,blockquote,div";
  button.hidden = false;

  const editor = () => window.tinymce && tinymce.get("id_body");
  const body = () => (editor() ? editor().getContent() : form.elements.body.value);

  const nthIndex = (text, wrong, nth) => {
    let place = text.indexOf(wrong);
    for (let seen = 0; seen < nth && place >= 0; seen += 1) place = text.indexOf(wrong, place + 1);
    return place;
  };

  /* The word may be split by bold or a link: text nodes of one block are read as one text. */
  const rangeOf = (root, wrong, nth) => {
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const pieces = [];
    let [text, block] = ["", null];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const own = node.parentElement.closest(BLOCKS);
      if (own !== block) text += "\n";
      block = own;
      pieces.push({ node, start: text.length });
      text += node.data;
    }
    const place = nthIndex(text, wrong, nth);
    if (place < 0) return null;
    const at = (offset, isEnd) => pieces.findLast((piece) => (isEnd ? piece.start < offset : piece.start <= offset));
    const [first, last] = [at(place, false), at(place + wrong.length, true)];
    const range = root.ownerDocument.createRange();
    range.setStart(first.node, place - first.start);
    range.setEnd(last.node, place + wrong.length - last.start);
    return range;
  };

  /* Selects the word where it stands; false when it stands there no more. */
  const select = (result) => {
    if (result.field === "body" && editor()) {
      const range = rangeOf(editor().getBody(), result.wrong, result.nth);
      if (!range) return false;
      editor().focus();
      editor().selection.setRng(range);
      editor().selection.scrollIntoView();
      return true;
    }
    const input = form.elements[result.field];
    const place = nthIndex(input.value, result.wrong, result.nth);
    if (place < 0) return false;
    input.focus();
    input.setSelectionRange(place, place + result.wrong.length);
    return true;
  };

  const replace = (result) => {
    if (!select(result)) return false;
    if (result.field === "body" && editor()) {
      editor().undoManager.transact(() => editor().insertContent(editor().dom.encode(result.suggestion)));
      return true;
    }
    const input = form.elements[result.field];
    input.setRangeText(result.suggestion, input.selectionStart, input.selectionEnd, "end");
    input.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  };

  const made = (tag, text, classes = "") => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (classes) element.className = classes;
    return element;
  };

  const does = (label, act) => {
    const element = made("button", label, "btn small");
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  };

  const gone = () => { summary.textContent = "这一处已经改动,请再按“检查”。"; };

  const line = (result) => {
    const [item, words, tools] = [made("li"), made("p"), made("p", "", "tools")];
    words.append(made("span", result.severity_label, `tag ${TONES[result.severity]}`), ` ${result.place}:${result.before}`,
      made("mark", result.wrong), result.after);
    tools.append(does(`替换为“${result.suggestion}”`, () => (replace(result) ? run() : gone())),
      does("定位", () => { if (!select(result)) gone(); }));
    item.append(words, made("p", `${result.category}。${result.ground}`, "quiet"), tools);
    return item;
  };

  const run = async () => {
    button.disabled = true;
    summary.textContent = "正在检查…";
    panel.hidden = false;
    try {
      const { column, title, summary: brief } = form.elements;
      const answer = await fetch(form.dataset.check, {
        method: "POST", headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify({ column: column.value, title: title.value, summary: brief.value, body: body() }),
      });
      const { results, error } = await answer.json();
      if (error) throw new Error(error);
      list.replaceChildren(...results.map(line));
      summary.textContent = results.length ? `发现 ${results.length} 处不妥的写法。` : "按校对词表没有发现不妥的写法。";
    } catch {
      list.replaceChildren();
      summary.textContent = "没有检查成:请确认网络正常、仍在登录状态,再按一次“检查”。您写的内容都还在。";
    } finally {
      button.disabled = false;
    }
  };

  button.addEventListener("click", async () => {
    await run();
    panel.focus();
    panel.scrollIntoView({ block: "nearest" });
  });
});
