"use strict";
/* What is pasted from Word, WPS, WeChat or the web is cleaned by the server's own sanitiser before it enters the text:
   TinyMCE would drop Word's list marks first. Pictures inside the paste are uploaded. Without an answer TinyMCE's own
   paste goes ahead, and the server cleans the text when it is saved. The form waits for what is still on its way. */
{
  const onTheWay = new Set();

  const tell = (editor, text, type) => editor.notificationManager.open({ text, type, timeout: 15000 });

  /* Pictures that travel inside the paste become files of the site; one that cannot be kept is left to the cleaning.
     The markup stays text: parsing it here would run into the page's Content-Security-Policy. */
  const keepPictures = async (html) => {
    for (const [, data] of html.matchAll(/["'](data:image\/[a-z+]+;base64,[^"']+)["']/g)) {
      try {
        const [head, body] = data.split(",");
        const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
        const type = head.slice("data:".length).split(";")[0];
        const name = `粘贴的图片.${type.split("/")[1].replace("jpeg", "jpg")}`;
        const location = await window.uploadPicture(
          { blob: () => new Blob([bytes], { type }), filename: () => name }, () => {});
        html = html.replace(data, location);
      } catch { /* the cleaning says that a picture was left out */ }
    }
    return html;
  };

  const clean = async (form, html) => {
    const answer = await fetch(form.dataset.paste, {
      method: "POST", headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value }, body: await keepPictures(html),
    });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };

  const pictures = (editor) => {
    const body = editor.getBody();  // none yet while the editor is being set up
    return body && body.querySelector("img[src^='blob:'], img[src^='data:']") ? [editor.uploadImages()] : [];
  };

  /* Pressed while a paste is being cleaned or a picture uploaded: sent with them, as soon as they are there. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const editor = window.tinymce && form.dataset.paste && tinymce.get("id_body");
    const waiting = editor && !form.dataset.waited ? [...onTheWay, ...pictures(editor)] : [];
    if (!waiting.length) return;
    form.dataset.waited = "1";
    event.preventDefault();
    event.stopImmediatePropagation();
    form.querySelector("[data-status]").textContent = "正在处理刚粘贴的内容,好了就自动保存…";
    Promise.allSettled(waiting).then(() => {
      form.requestSubmit(event.submitter);
      delete form.dataset.waited;
    });
  }, true);
  addEventListener("beforeunload", (event) => { if (onTheWay.size) event.preventDefault(); });

  window.setupEditor = (editor) => {
    const form = editor.getElement().form;
    const paste = async (html) => {
      const place = editor.selection.getBookmark(2, true);
      editor.getContainer().setAttribute("aria-busy", "true");
      try {
        const cleaned = await clean(form, html);
        editor.selection.moveToBookmark(place);
        editor.insertContent(cleaned.html);
        for (const note of cleaned.notes) tell(editor, note, "warning");
      } catch {
        editor.selection.moveToBookmark(place);
        editor.insertContent(html);
        tell(editor, "没有连上服务器,粘贴的内容将在保存时再清理格式。", "warning");
      } finally {
        editor.getContainer().removeAttribute("aria-busy");
      }
    };
    editor.on("paste", (event) => {
      const html = event.clipboardData && event.clipboardData.getData("text/html");
      if (!html || !form.dataset.paste) return;
      event.preventDefault();
      const job = paste(html).finally(() => onTheWay.delete(job));
      onTheWay.add(job);
    });
  };
}
