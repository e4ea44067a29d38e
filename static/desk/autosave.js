"use strict";
/* What is typed into the writing form is never lost: every 10 seconds it goes to the server; what has not arrived there
   is kept in this browser and offered at the next opening. Nothing typed stays in the browser once the server has it. */
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;

  const EVERY_MS = 10_000;
  const LOCAL_MS = 800;
  const KEEPALIVE_BYTES = 60_000;
  const NOT_TYPED = new Set(["csrfmiddlewaretoken", "form_key", "version", "new_files", "new_picture", "drop_files", "drop_picture"]);
  const prefix = `desk:${form.dataset.user}:`;
  const status = form.querySelector("[data-status]");
  let key = form.elements.form_key.value;
  let dirty = false;      // something the server has not got
  let sending = false;
  let leaving = false;    // the form itself is on its way
  let localTimer = 0;

  const say = (text, tone = "", link = null) => {
    status.textContent = text;
    status.className = `status ${tone}`.trim();
    if (link) status.append(" ", link);
  };
  const cookie = (name) => (document.cookie.split("; ").find((part) => part.startsWith(`${name}=`)) || "").slice(name.length + 1);
  const token = () => cookie("csrftoken") || form.elements.csrfmiddlewaretoken.value;

  /* --- what is on the form ------------------------------------------------------------------------------------- */
  const values = () => {
    if (window.tinymce) tinymce.triggerSave();
    const found = {};
    for (const field of form.elements) {
      if (!field.name || NOT_TYPED.has(field.name) || ["file", "submit", "button"].includes(field.type)) continue;
      if (field.multiple) found[field.name] = [...field.selectedOptions].map((option) => option.value);
      else if (field.type === "checkbox") found[field.name] = field.checked;
      else if (field.type !== "radio" || field.checked) found[field.name] = field.value;
    }
    const chosen = form.elements.interprets;
    if (chosen && chosen.value) found._interprets = chosen.selectedOptions[0].textContent;
    if (window.deskUploads) found._uploads = window.deskUploads.state();
    return found;
  };

  const fill = (kept) => {
    for (const [name, value] of Object.entries(kept)) {
      const field = form.elements[name];
      if (!field || name.startsWith("_") || NOT_TYPED.has(name)) continue;
      if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value);
      else if (field.type === "checkbox") field.checked = value;
      else {
        if (name === "interprets" && value && ![...field.options].some((option) => option.value === value)) {
          field.append(new Option(kept._interprets || value, value));
        }
        field.value = value;
      }
      field.dispatchEvent(new Event("desk:restored"));
      if (window.django && name === "interprets") django.jQuery(field).trigger("change");
    }
    const editor = window.tinymce && tinymce.get("id_body");
    if (editor && "body" in kept) editor.setContent(kept.body);
    if (window.deskUploads && kept._uploads) window.deskUploads.restore(kept._uploads);
  };

  /* --- in this browser ----------------------------------------------------------------------------------------- */
  const store = {
    put() {
      clearTimeout(localTimer);
      const entry = { at: Date.now(), version: Number(form.elements.version.value) || 0, values: values() };
      try { localStorage.setItem(prefix + key, JSON.stringify(entry)); } catch { return false; }  // full or forbidden
      return true;
    },
    drop(which = key) {
      clearTimeout(localTimer);
      try { localStorage.removeItem(prefix + which); } catch { /* nothing was kept */ }
    },
    newest() {
      let best = null;
      try {
        for (const name of Object.keys(localStorage)) {
          const own = name.slice(prefix.length);
          const fits = form.dataset.submission ? own === key : own.startsWith("new-");
          if (!name.startsWith(prefix) || !fits) continue;
          const entry = JSON.parse(localStorage.getItem(name));
          if (!best || entry.at > best.at) best = { ...entry, key: own };
        }
      } catch { return null; }
      return best;
    },
  };

  /* --- to the server ------------------------------------------------------------------------------------------- */
  const signInAgain = () => {
    const link = document.createElement("a");
    link.href = form.dataset.login;
    link.target = "_blank";
    link.textContent = "在新窗口登录";
    return link;
  };
  const post = async (body, keepalive = false) => {
    const text = JSON.stringify(body);
    form.elements.csrfmiddlewaretoken.value = token();  // it changes when the person signs in again in another window
    const response = await fetch(form.dataset.autosave, {
      method: "POST", body: text, credentials: "same-origin", redirect: "manual",
      keepalive: keepalive && text.length < KEEPALIVE_BYTES,
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
    });
    if (response.type === "opaqueredirect" || response.status === 403) return { signedOut: true };
    return response.json();
  };

  const send = async (keepalive = false) => {
    if (!dirty || sending || leaving) return;
    sending = true;
    dirty = false;
    try {
      const answer = await post({
        form_key: key, submission: Number(form.dataset.submission) || null,
        version: Number(form.elements.version.value) || 0, values: values(),
      }, keepalive);
      if (leaving) return;
      if (answer.signedOut) {
        dirty = true;
        say(store.put() ? "登录已超时,内容保存在本机。请" : "登录已超时,请不要关闭本页。请", "hot", signInAgain());
      } else if (answer.error) {
        dirty = true;
        store.put();
        say(answer.error, "hot");
      } else {
        if (!dirty) store.drop();
        say(answer.warning || `已自动保存 ${answer.saved_at}`, answer.warning ? "warn" : "");
      }
    } catch {
      dirty = true;
      if (leaving) return;
      say(store.put() ? "没有连上服务器,内容保存在本机,连上后会自动保存" : "没有连上服务器,请不要关闭本页,连上后会自动保存", "warn");
    } finally {
      sending = false;
    }
  };

  const touched = () => {
    if (leaving) return;
    dirty = true;
    clearTimeout(localTimer);
    localTimer = setTimeout(() => store.put(), LOCAL_MS);
    if (!status.classList.contains("hot") && !status.classList.contains("warn")) say("有改动,稍后自动保存");
  };

  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  form.addEventListener("desk:uploads", touched);
  form.addEventListener("focusout", () => send());
  const listen = (editor) => {
    editor.on("input change undo redo", touched);
    editor.on("blur", () => send());
  };
  if (window.tinymce) {
    tinymce.on("AddEditor", (event) => listen(event.editor));
    for (const editor of tinymce.get()) listen(editor);
  }
  setInterval(() => send(), EVERY_MS);
  addEventListener("online", () => send());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && dirty && !leaving) { store.put(); send(true); }
  });
  addEventListener("beforeunload", (event) => {
    if (!dirty || leaving) return;
    store.put();
    event.preventDefault();
  });
  form.addEventListener("submit", () => {
    if (dirty || localStorage.getItem(prefix + key)) store.put();
    leaving = true;
    form.elements.csrfmiddlewaretoken.value = token();
    say("正在保存…");
    try { sessionStorage.setItem("desk:submitted", prefix + key); } catch { /* the copy is offered once more */ }
  });
  addEventListener("pageshow", (event) => { if (event.persisted) leaving = false; });

  /* --- what was left over -------------------------------------------------------------------------------------- */
  const found = document.getElementById("found");
  const kept = document.getElementById("autosaved-values");
  const local = store.newest();
  let offer = null;
  if (kept) {
    offer = { key: form.dataset.foundKey, at: Date.parse(form.dataset.foundAt), version: Number(form.dataset.foundVersion), values: JSON.parse(kept.textContent) };
  }
  if (local && (!offer || local.at > offer.at)) offer = local;
  if (document.getElementById("errors")) {
    dirty = true;
  } else if (offer) {
    found.hidden = false;
    found.querySelector("[data-when]").textContent = new Date(offer.at).toLocaleString("zh-CN", {
      timeZone: "Asia/Shanghai", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false,
    });
    if (offer.values.title) found.querySelector("[data-title]").textContent = `《${offer.values.title}》`;
    found.querySelector("[data-restore]").addEventListener("click", () => {
      fill(offer.values);
      key = form.elements.form_key.value = offer.key;
      form.elements.version.value = offer.version || form.elements.version.value;
      found.hidden = true;
      say("已恢复,请检查后保存", "warn");
      dirty = true;
    });
    found.querySelector("[data-forget]").addEventListener("click", () => {
      store.drop(offer.key);
      found.hidden = true;
      post({ form_key: offer.key, forget: true }).catch(() => { /* offered again next time */ });
    });
  }
});
