//! A browser without scripts: keeps its cookies, sends forms, follows nothing by itself.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// An answer.
pub struct Answered {
    pub status: u16,
    pub location: String,
    pub body: String,
    headers: Vec<(String, String)>,
}

impl Answered {
    /// A header, empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }
}

pub struct Phone {
    address: SocketAddr,
    cookies: Vec<(String, String)>,
}

const BOUNDARY: &str = "----the-edge-of-a-part";

impl Phone {
    pub fn new(address: SocketAddr) -> Phone {
        Phone {
            address,
            cookies: Vec::new(),
        }
    }

    pub async fn get(&mut self, path: &str) -> Answered {
        self.ask(&format!("GET {path} HTTP/1.1\r\n"), ("", &[])).await
    }

    /// A form without files.
    pub async fn post(&mut self, path: &str, fields: &[(String, String)]) -> Answered {
        let mut body = form_urlencoded::Serializer::new(String::new());
        for (name, value) in fields {
            body.append_pair(name, value);
        }
        let kind = "application/x-www-form-urlencoded";
        self.ask(
            &format!("POST {path} HTTP/1.1\r\n"),
            (kind, body.finish().as_bytes()),
        )
        .await
    }

    /// A form with files: field, name, bytes.
    pub async fn send(
        &mut self,
        path: &str,
        fields: &[(String, String)],
        files: &[(&str, &str, &[u8])],
    ) -> Answered {
        let mut body = Vec::new();
        for (name, value) in fields {
            let head =
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(head.as_bytes());
        }
        for (field, name, bytes) in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.ask(&format!("POST {path} HTTP/1.1\r\n"), (&kind, &body))
            .await
    }

    /// What a page or file weighs, packed as browsers ask for it.
    pub async fn bytes_on_the_wire(&mut self, path: &str) -> usize {
        let line = format!("GET {path} HTTP/1.1\r\nAccept-Encoding: gzip\r\n");
        self.exchange(&line, ("", &[])).await.len()
    }

    async fn ask(&mut self, line: &str, body: (&str, &[u8])) -> Answered {
        let whole = self.exchange(line, body).await;
        let split = whole.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(whole[..split].to_vec()).unwrap();
        let headers: Vec<(String, String)> = head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        for (_, cookie) in headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        let is_chunked = headers
            .iter()
            .any(|(name, value)| name == "transfer-encoding" && value == "chunked");
        let body = &whole[split + 4..];
        let body = if is_chunked { joined(body) } else { body.to_vec() };
        let location = headers.iter().find(|(name, _)| name == "location");
        Answered {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            location: location.map(|(_, value)| value.clone()).unwrap_or_default(),
            body: String::from_utf8_lossy(&body).into_owned(),
            headers,
        }
    }

    async fn exchange(&self, line: &str, (kind, body): (&str, &[u8])) -> Vec<u8> {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = format!(
            "{line}Host: {}\r\nAccept-Language: zh-CN\r\nConnection: close\r\n",
            self.address
        );
        request += &format!(
            "Cookie: {}\r\nContent-Length: {}\r\n",
            cookies.join("; "),
            body.len()
        );
        if !kind.is_empty() {
            request += &format!("Content-Type: {kind}\r\nOrigin: http://{}\r\n", self.address);
        }
        request += "\r\n";
        let mut line = TcpStream::connect(self.address).await.unwrap();
        line.write_all(request.as_bytes()).await.unwrap();
        line.write_all(body).await.unwrap();
        let mut whole = Vec::new();
        line.read_to_end(&mut whole).await.unwrap();
        whole
    }
}

/// The parts of a chunked body, one after another.
fn joined(mut chunks: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = chunks.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&chunks[..end]).unwrap().trim(), 16).unwrap();
        if size == 0 {
            break;
        }
        whole.extend_from_slice(&chunks[end + 2..end + 2 + size]);
        chunks = &chunks[end + 2 + size + 2..];
    }
    whole
}

/// What a browser would send of the page's form if nothing were touched.
pub fn fields_of(page: &str) -> Vec<(String, String)> {
    let form = page.split("<main").nth(1).unwrap();
    let mut fields = Vec::new();
    for tag in form.split("<input").skip(1) {
        let tag = tag.split('>').next().unwrap();
        let name = attribute(tag, "name");
        let ticks = matches!(attribute(tag, "type").as_str(), "radio" | "checkbox");
        let is_file = attribute(tag, "type") == "file";
        if !name.is_empty() && !is_file && (!ticks || tag.contains(" checked")) {
            fields.push((name, attribute(tag, "value")));
        }
    }
    for select in form.split("<select").skip(1) {
        let select = select.split("</select>").next().unwrap();
        let options: Vec<&str> = select.split("<option").skip(1).collect();
        let chosen = options
            .iter()
            .find(|option| option.contains(" selected"))
            .or(options.first());
        let value = chosen.map(|option| attribute(option.split('>').next().unwrap(), "value"));
        fields.push((
            attribute(select.split('>').next().unwrap(), "name"),
            value.unwrap_or_default(),
        ));
    }
    fields
}

fn attribute(tag: &str, name: &str) -> String {
    let mark = format!(" {name}=\"");
    let value = tag.split(&mark).nth(1).and_then(|rest| rest.split('"').next());
    let value = value.unwrap_or_default();
    value
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#38;", "&")
}
