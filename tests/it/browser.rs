//! A browser without a window, and the language of its developer tools.
//!
//! Chromium speaks it over two pipes, one document of JSON to a zero byte. That needs no port, no
//! WebSocket and no crate.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{env, process, thread};

use serde_json::{Value, json};

/// How long it may take to answer. A machine that is busy is no failure.
const PATIENCE: Duration = Duration::from_secs(120);

/// What it may be called.
const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Its descriptors 3 and 4, from which it reads and to which it writes, are made of the pipes that the
/// shell is given. It ends when the pipe from the tests does, and its files go with it.
const START: &str = "trap : INT
profile=$1
shift
\"$@\" --user-data-dir=\"$profile\" 3<&0 4>&1 </dev/null >/dev/null 2>&1
rm -rf \"$profile\" 2>/dev/null || { sleep 1; rm -rf \"$profile\"; }";

/// The browser, which all tests share: one after the other, each with a window of its own.
static SHARED: Mutex<Option<Process>> = Mutex::new(None);

/// How many have been started: another one, where a test has failed.
static STARTED: AtomicUsize = AtomicUsize::new(0);

struct Process {
    input: ChildStdin,
    answers: Receiver<Value>,
    calls: u64,
}

/// A window, and what it remembers.
pub struct Browser {
    process: MutexGuard<'static, Option<Process>>,
    context: Value,
    session: Option<String>,
    /// What has been loaded.
    loaded: Vec<Value>,
    complaints: Vec<String>,
}

impl Process {
    fn start(program: &Path) -> Self {
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let profile = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("browser-{}-{number}", process::id()));
        let mut child = Command::new("sh")
            .args(["-c", START, "sh"])
            .arg(profile)
            .arg(program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
            ])
            .args([
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ])
            .args(["--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-pipe"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // Otherwise it would keep the output of the tests open after their end.
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        let input = child.stdin.take().expect("a pipe");
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        let (sender, answers) = channel();
        thread::spawn(move || {
            for document in output.split(0).map_while(Result::ok) {
                let document = serde_json::from_slice(&document).expect("JSON");
                if sender.send(document).is_err() {
                    break;
                }
            }
            let _ = child.wait();
        });
        Self { input, answers, calls: 0 }
    }
}

impl Browser {
    /// A window of the browser of this machine; `None`, and a word about it, where there is none.
    pub fn start() -> Option<Self> {
        let Some(program) = installed() else {
            eprintln!("skipped: there is no {}", NAMES.join(", no "));
            return None;
        };
        let mut process = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        process.get_or_insert_with(|| Process::start(&program));
        let mut browser = Self {
            process,
            context: Value::Null,
            session: None,
            loaded: Vec::new(),
            complaints: Vec::new(),
        };
        browser.context = browser.call("Target.createBrowserContext", json!({}));
        let target = browser.call(
            "Target.createTarget",
            json!({ "url": "about:blank", "browserContextId": browser.context["browserContextId"] }),
        );
        let attached = browser.call(
            "Target.attachToTarget",
            json!({ "targetId": target["targetId"], "flatten": true }),
        );
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        browser.call("Page.setLifecycleEventsEnabled", json!({ "enabled": true }));
        browser.size(1280, 900);
        Some(browser)
    }

    /// What the browser answers when it is told `method`.
    #[track_caller]
    pub fn call(&mut self, method: &str, parameters: Value) -> Value {
        let process = self.process.as_mut().expect("a browser");
        process.calls += 1;
        let id = process.calls;
        let mut call = json!({ "id": id, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            call["sessionId"] = json!(session);
        }
        let mut document = call.to_string().into_bytes();
        document.push(0);
        process.input.write_all(&document).expect("the browser listens");
        loop {
            let mut answer = self.next();
            if answer["id"] == id {
                assert_eq!(answer["error"], Value::Null, "{method}");
                return answer["result"].take();
            }
        }
    }

    /// The next thing that the browser says; what the page complains about is kept.
    #[track_caller]
    fn next(&mut self) -> Value {
        let process = self.process.as_mut().expect("a browser");
        let said = process.answers.recv_timeout(PATIENCE).expect("the browser answers");
        let parameters = &said["params"];
        let is_own = said["sessionId"].as_str() == self.session.as_deref();
        let is_complaint =
            match said["method"].as_str() {
                Some("Runtime.exceptionThrown") => true,
                Some("Runtime.consoleAPICalled") => ["error", "warning", "assert"]
                    .contains(&parameters["type"].as_str().unwrap_or("")),
                Some("Log.entryAdded") => ["error", "warning"]
                    .contains(&parameters["entry"]["level"].as_str().unwrap_or("")),
                _ => false,
            };
        if said["method"] == "Page.lifecycleEvent" && parameters["name"] == "load" {
            self.loaded.push(parameters["loaderId"].clone());
        }
        if is_complaint && is_own {
            self.complaints.push(parameters.to_string());
        }
        said
    }

    /// Opens `file` at `hash`, which is empty or begins with `#`.
    #[track_caller]
    pub fn open(&mut self, file: &Path, hash: &str) {
        // Another place on the same page would not load it again.
        for address in ["about:blank".to_owned(), format!("file://{}{hash}", file.display())] {
            let answer = self.call("Page.navigate", json!({ "url": address }));
            while !self.loaded.contains(&answer["loaderId"]) {
                self.next();
            }
        }
    }

    /// How large the window is.
    pub fn size(&mut self, width: u32, height: u32) {
        self.call(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 }),
        );
    }

    /// What a script's last expression is.
    #[track_caller]
    pub fn evaluate(&mut self, script: &str) -> Value {
        let mut answer = self.call(
            "Runtime.evaluate",
            json!({ "expression": script, "returnByValue": true, "awaitPromise": true }),
        );
        assert_eq!(answer["exceptionDetails"], Value::Null, "{script}");
        answer["result"]["value"].take()
    }

    /// The same, as a text.
    #[track_caller]
    pub fn text(&mut self, script: &str) -> String {
        match self.evaluate(script) {
            Value::String(text) => text,
            other => panic!("{script}: {other}"),
        }
    }

    /// Presses a key, as a person does.
    #[track_caller]
    pub fn press(&mut self, key: &str) {
        let code = match key {
            "Enter" => 13,
            "Escape" => 27,
            "Tab" => 9,
            "ArrowLeft" => 37,
            "ArrowUp" => 38,
            "ArrowRight" => 39,
            "ArrowDown" => 40,
            _ => 0,
        };
        let text = match key {
            "Enter" => "\r",
            _ if key.chars().count() == 1 => key,
            _ => "",
        };
        for kind in ["keyDown", "keyUp"] {
            let mut event = json!({ "type": kind, "key": key, "windowsVirtualKeyCode": code });
            if kind == "keyDown" && !text.is_empty() {
                event["text"] = json!(text);
            }
            self.call("Input.dispatchKeyEvent", event);
        }
    }

    /// Types a text where the focus is.
    #[track_caller]
    pub fn type_text(&mut self, text: &str) {
        self.call("Input.insertText", json!({ "text": text }));
    }

    /// What the page has complained about since it was last asked: errors, and what its policy stopped.
    pub fn complaints(&mut self) -> Vec<String> {
        // What was said before this answer has been read then.
        self.evaluate("0");
        std::mem::take(&mut self.complaints)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if thread::panicking() {
            // Whatever state it is in: the next test starts another one.
            *self.process = None;
        } else {
            self.session = None;
            self.call("Target.disposeBrowserContext", self.context.clone());
        }
    }
}

fn installed() -> Option<PathBuf> {
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}
