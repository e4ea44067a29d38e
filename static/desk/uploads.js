"use strict";
/* Files and pictures of the writing form: sent at once, with progress; errors stand beside the file.
   Without this script the same inputs travel with the form. */
{
  let form = null;

  const cookie = (name) => (document.cookie.split("; ").find((part) => part.startsWith(`${name}=`)) || "").slice(name.length + 1);
  const fileUrl = (number) => form.dataset.file.replace(/\/0\/$/, `/${number}/`);

  /* Sends one file. Resolves with what the server keeps, rejects with the reason in words. */
  const send = (file, name, onProgress) => new Promise((resolve, reject) => {
    const data = new FormData();
    data.append("file", file, name);
    data.append("submission", form.dataset.submission);
    data.append("column", form.elements.column ? form.elements.column.value : "");
    const request = new XMLHttpRequest();
    request.open("POST", form.dataset.upload);
    request.setRequestHeader("X-CSRFToken", cookie("csrftoken") || form.elements.csrfmiddlewaretoken.value);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(Math.round(100 * event.loaded / event.total));
    });
    request.addEventListener("load", () => {
      let answer = null;
      try { answer = JSON.parse(request.responseText); } catch { /* not ours: signed out, or too large for the server */ }
      if (answer && request.status === 200) resolve(answer);
      else if (answer && answer.error) reject(new Error(answer.error));
      else if (request.status === 413) reject(new Error("文件太大,服务器不接收。"));
      else reject(new Error("没有上传成功,可能登录已超时。请在新窗口登录后再试。"));
    });
    request.addEventListener("error", () => reject(new Error("没有连上服务器,请稍后再试。")));
    request.send(data);
  });

  /* TinyMCE: a picture that was pasted, dropped or chosen in its dialog. A pasted one has no name of its own. */
  const named = (name) => name.replace(/^(?:blobid|mceclip|imagetools)\d*/, "粘贴的图片");
  window.uploadPicture = (blob, progress) => send(blob.blob(), named(blob.filename()), progress)
    .then((kept) => kept.location)
    .catch((error) => { throw { message: error.message, remove: true }; });  // the form TinyMCE asks for

  const size = (bytes) => {
    if (bytes < 1024) return `${bytes} 字节`;
    if (bytes < 1048576) return `${(bytes / 1024).toFixed(1)} KB`;
    return `${(bytes / 1048576).toFixed(1)} MB`;
  };
  const make = (tag, options = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), options);
    element.append(...children);
    return element;
  };

  /* Pictures of a manuscript are not public: the editor shows them through the desk, the text keeps their own address. */
  const KEPT = /^(?:https?:\/\/[^/]+)?(\/files\/(\d+)\/[^?#]+)$/;
  const showPictures = (editor) => {
    editor.on("PreInit", () => {
      editor.parser.addAttributeFilter("src", (nodes) => {
        for (const node of nodes) {
          const found = node.name === "img" && KEPT.exec(node.attr("src"));
          if (!found) continue;
          node.attr("data-mce-src", found[1]);
          node.attr("src", fileUrl(found[2]));
        }
      });
    });
    editor.on("init", () => {
      const body = editor.getBody();
      const show = () => {
        for (const picture of body.querySelectorAll("img")) {
          const found = KEPT.exec(picture.getAttribute("src") || "");
          if (!found) continue;
          picture.setAttribute("data-mce-src", found[1]);
          picture.setAttribute("src", fileUrl(found[2]));
        }
      };
      new MutationObserver(show).observe(body, { subtree: true, childList: true, attributes: true, attributeFilter: ["src"] });
      show();
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    form = document.querySelector("form[data-upload]");
    if (!form) return;
    if (window.tinymce) {
      tinymce.on("AddEditor", (event) => showPictures(event.editor));
      for (const editor of tinymce.get()) showPictures(editor);
    }
    for (const label of form.querySelectorAll("[data-without-script]")) label.remove();
    const changed = () => form.dispatchEvent(new CustomEvent("desk:uploads"));

    /* --- attachments ------------------------------------------------------------------------------------------- */
    const list = form.querySelector("[data-list]");
    const numbers = form.elements.attachment_ids;
    const keep = () => {
      numbers.value = [...list.querySelectorAll("li[data-id]")].map((row) => row.dataset.id).join(",");
      changed();
    };
    const tool = (row, text, name, act) => make("button", { type: "button", className: "link", title: `${text}:${name}`, onclick: act }, text);
    const addTools = (row, name) => {
      const up = tool(row, "上移", name, () => { if (row.previousElementSibling) { row.previousElementSibling.before(row); keep(); up.focus(); } });
      const down = tool(row, "下移", name, () => { if (row.nextElementSibling) { row.nextElementSibling.after(row); keep(); down.focus(); } });
      const remove = tool(row, "删去", name, () => { row.remove(); keep(); });
      remove.classList.add("danger");
      row.append(up, down, remove);
    };
    const rowOf = (file) => {
      const link = make("a", { href: file.preview || fileUrl(file.id), target: "_blank" }, file.name);
      const row = make("li", {}, make("span", { className: "name" }, link, " ", make("small", {}, size(file.size))));
      row.dataset.id = file.id;
      row.dataset.size = file.size;
      addTools(row, file.name);
      return row;
    };
    for (const row of list.children) addTools(row, row.querySelector("a").textContent);

    const upload = async (file, place) => {
      const bar = make("progress", { max: 100, value: 0 });
      bar.setAttribute("aria-label", `上传 ${file.name}`);
      const waiting = make("li", {}, make("span", { className: "name" }, file.name, " ", make("small", {}, size(file.size))), bar);
      place.append(waiting);
      try {
        const kept = await send(file, file.name, (percent) => { bar.value = percent; });
        return { kept, waiting };
      } catch (error) {
        bar.remove();
        const reason = make("span", { className: "bad" }, error.message);
        reason.setAttribute("role", "alert");
        waiting.append(make("button", { type: "button", className: "link", onclick: () => waiting.remove() }, "知道了"), reason);
        return null;
      }
    };
    const take = async (files) => {
      for (const file of files) {
        const done = await upload(file, list);
        if (done) { done.waiting.replaceWith(rowOf(done.kept)); keep(); }
      }
    };

    /* --- the title picture --------------------------------------------------------------------------------------- */
    const part = form.querySelector("[data-picture]");
    const shown = part.querySelector("[data-preview]");
    const tools = part.querySelector("[data-tools]");
    const problems = make("ul", { className: "files" });
    let picture = null;
    const show = (kept) => {
      picture = kept;
      form.elements.picture.value = kept ? kept.id : "";
      shown.replaceChildren();
      if (kept) {
        const image = make("img", { src: kept.preview || fileUrl(kept.id), alt: `题图:${kept.name}` });
        if (kept.width) Object.assign(image, { width: kept.width, height: kept.height });
        shown.append(image);
      }
      shown.hidden = tools.hidden = !kept;
      tools.querySelector("[data-name]").textContent = kept ? kept.name : "";
    };
    tools.append(make("button", { type: "button", className: "link danger", onclick: () => { show(null); changed(); } }, "去掉题图"));
    part.querySelector("[data-zone]").after(problems);
    const takePicture = async (files) => {
      if (!files.length) return;
      problems.replaceChildren();
      const done = await upload(files[0], problems);
      if (!done) return;
      if (done.kept.kind !== "picture") {
        done.waiting.replaceChildren(make("span", { className: "bad" }, `${done.kept.name}:题图须是图片。`));
        return;
      }
      done.waiting.remove();
      show(done.kept);
      changed();
      form.elements.picture_alt.focus();
    };

    const inputs = [[form.elements.new_files, take], [form.elements.new_picture, takePicture]];
    for (const [input, act] of inputs) {
      input.addEventListener("change", () => { const files = [...input.files]; input.value = ""; act(files); });
      const zone = input.closest("[data-zone]");
      for (const name of ["dragenter", "dragover"]) zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
      for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
      zone.addEventListener("drop", (event) => { event.preventDefault(); act([...event.dataTransfer.files]); });
    }

    /* for autosave.js: which files belong to what is typed, and to show them again */
    window.deskUploads = {
      state: () => ({
        files: [...list.querySelectorAll("li[data-id]")].map((row) => ({ id: row.dataset.id, name: row.querySelector("a").textContent, size: Number(row.dataset.size) || 0 })),
        picture: form.elements.picture.value ? picture || { id: form.elements.picture.value, name: tools.querySelector("[data-name]").textContent } : null,
      }),
      restore: (state) => {
        list.replaceChildren(...state.files.map(rowOf));
        numbers.value = state.files.map((file) => file.id).join(",");
        show(state.picture);
      },
    };
  });
}
