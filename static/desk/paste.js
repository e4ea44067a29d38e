"use strict";
/* What is pasted from Word, WPS, WeChat or the web is cleaned by the server's own sanitiser before it enters the text:
   TinyMCE would drop Word's list marks first. Pictures inside the paste are uploaded. Without an answer TinyMCE's own
   paste goes ahead, and the server cleans the text when it is saved. */
{
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

  window.setupEditor = (editor) => {
    const form = editor.getElement().form;
    editor.on("paste", async (event) => {
      const html = event.clipboardData && event.clipboardData.getData("text/html");
      if (!html || !form.dataset.paste) return;
      event.preventDefault();
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
    });
  };
}
