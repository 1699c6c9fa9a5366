//! A tiny server of pages made for these tests. It must not resemble the program's pages: the harness may not know them.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};

/// What was asked: method, path with query, body.
pub struct Asked {
    pub method: String,
    pub path: String,
    pub language: String,
    pub body: Vec<u8>,
}

/// Status, further header lines, body.
pub struct Answer(u16, String, String);

/// Serves the pages on a free port until the test process ends; answers the address.
pub fn serve() -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || {
                drop(converse(stream));
            });
        }
    });
    base
}

fn converse(mut stream: TcpStream) -> std::io::Result<()> {
    let asked = read(&stream)?;
    let Answer(status, headers, body) = answer(&asked);
    write!(
        stream,
        "HTTP/1.1 {status} X\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n{headers}Connection: close\r\n\r\n{body}",
        body.len()
    )
}

fn read(stream: &TcpStream) -> std::io::Result<Asked> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let (mut length, mut language) = (0, String::new());
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((name, value)) = header.split_once(':') else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().unwrap_or(0),
            "accept-language" => value.trim().clone_into(&mut language),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Asked {
        method,
        path,
        language,
        body,
    })
}

fn page(body: &str) -> Answer {
    let head = "<!doctype html><html lang=zh><meta charset=utf-8><meta name=viewport content='width=device-width'>\
                <link rel=icon href='data:,'><title>试</title>";
    Answer(
        200,
        String::new(),
        format!("{head}<body><main>{body}</main></body></html>"),
    )
}

fn answer(asked: &Asked) -> Answer {
    let (path, query) = asked.path.split_once('?').unwrap_or((&asked.path, ""));
    match (asked.method.as_str(), path) {
        ("GET", "/form") => page(include_str!("pages/form.html")),
        ("POST", "/form") => Answer(303, "Location: /done\r\n".to_owned(), String::new()),
        ("POST", "/refuses") => {
            let Answer(_, headers, body) = page(include_str!("pages/form.html"));
            Answer(422, headers, body)
        }
        ("GET", "/done") => page("<h1>已交上去</h1>"),
        ("POST", "/upload") => {
            let text = String::from_utf8_lossy(&asked.body);
            page(&format!("<h1>收到</h1><p>{}</p>", escape(&text)))
        }
        ("GET", "/scripts") => page(include_str!("pages/scripts.html")),
        ("GET", "/faults") => page(include_str!("pages/faults.html")),
        ("GET", "/sound") => page(include_str!("pages/sound.html")),
        ("GET", "/grid") => page(include_str!("pages/grid.html")),
        ("GET", "/screen") => page(include_str!("pages/screen.html")),
        ("GET", "/swapping") => page(include_str!("pages/swapping.html")),
        ("GET", "/late") => {
            std::thread::sleep(std::time::Duration::from_millis(700));
            page("<p>迟到的话</p>")
        }
        ("GET", "/papers") => page("<a href=/sheet>导出</a>"),
        ("GET", "/sheet") => {
            let headers = "Content-Disposition: attachment; filename*=UTF-8''%E5%8F%B0%E8%B4%A6.csv\r\n";
            Answer(200, headers.to_owned(), "甲,乙\n".to_owned())
        }
        ("GET", "/why") => page("<p>到会 <b>86%</b> <a href='/done'>为什么？</a></p>"),
        ("GET", "/bytes") => page(&"0123456789".repeat(query.parse::<usize>().unwrap() / 10)),
        ("GET", "/language") => page(&format!("<p>{}</p>", asked.language)),
        // The very fault that the check of payloads has to find, and its mended twin.
        ("GET", "/unescaped") => shown_raw(&decode(query)),
        ("GET", "/escaped") => shown_raw(&escape(&decode(query))),
        ("GET", "/strict") => {
            let Answer(_, _, body) = shown_raw(&decode(query));
            let policy = "Content-Security-Policy: default-src 'none'; img-src data:\r\n";
            Answer(200, policy.to_owned(), body)
        }
        _ => {
            let Answer(_, headers, body) = page("<p>没有这一页</p>");
            Answer(404, headers, body)
        }
    }
}

/// A text in the places where pages show texts: between tags, and as the value of a field.
fn shown_raw(text: &str) -> Answer {
    page(&format!(
        "<h1>{text}</h1><form><input name=title aria-label=题目 value=\"{text}\"></form>"
    ))
}

fn escape(text: &str) -> String {
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

/// Bytes written as hexadecimal digits: no other encoding gets in the way of a payload.
fn decode(query: &str) -> String {
    let bytes = query.as_bytes().chunks(2).filter_map(|pair| {
        let digits = std::str::from_utf8(pair).ok()?;
        u8::from_str_radix(digits, 16).ok()
    });
    String::from_utf8_lossy(&bytes.collect::<Vec<_>>()).into_owned()
}

/// The path of a page that shows a text.
pub fn showing(page: &str, text: &str) -> String {
    use std::fmt::Write as _;
    let mut path = format!("/{page}?");
    for byte in text.bytes() {
        write!(path, "{byte:02x}").unwrap();
    }
    path
}
