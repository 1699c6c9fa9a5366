//! A form that was sent, with its files: read within bounds, its token checked before anybody sees it.
//! Must not judge what is in it.

use std::str::FromStr;

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;

use crate::answer::Trouble;

/// The field that carries the token.
pub const TOKEN: &str = "token";
/// Most fields of one form: a grid of a hundred lectures has fewer.
const MOST_FIELDS: usize = 4000;

/// A file that was sent.
#[derive(Clone, Debug)]
pub struct File {
    /// The field.
    pub field: String,
    /// What it was called.
    pub name: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// A form that was sent.
#[derive(Clone, Debug, Default)]
pub struct Posted {
    fields: Vec<(String, String)>,
    /// The files, those without bytes left out.
    pub files: Vec<File>,
}

impl Posted {
    /// Reads a form.
    ///
    /// # Errors
    /// When it is too large or broken off.
    pub(crate) async fn read(request: Request) -> Result<Posted, Trouble> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let is_multipart = kind
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.starts_with("multipart/form-data"));
        if is_multipart {
            let form = Multipart::from_request(request, &()).await;
            return with_files(form.map_err(|_| Trouble::FormBroken)?).await;
        }
        let bytes = Bytes::from_request(request, &()).await;
        let bytes = bytes.map_err(|_| Trouble::FormTooLarge)?;
        Ok(Posted {
            fields: pairs(&String::from_utf8_lossy(&bytes)),
            files: Vec::new(),
        })
    }

    /// A field as it was typed, without blanks around it; none when empty.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        let found = self
            .fields
            .iter()
            .find(|(key, value)| key == name && !value.trim().is_empty());
        found.map(|(_, value)| value.trim())
    }

    /// A field exactly as it was typed: a password may begin or end with a blank.
    #[must_use]
    pub fn typed(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// All values of a field that may be chosen several times, empty ones left out.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + use<'a> {
        let of_name = self.fields.iter().filter(move |(key, _)| key == name);
        of_name
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// A field that reads as something; none when it is empty or does not.
    #[must_use]
    pub fn field_as<T: FromStr>(&self, name: &str) -> Option<T> {
        self.field(name)?.parse().ok()
    }

    /// Whether a field is there at all, as a ticked box is.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(key, _)| key == name)
    }

    /// All fields in order, as they came.
    #[must_use]
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// The files of a field.
    pub fn files<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| file.field == field)
    }
}

async fn with_files(mut form: Multipart) -> Result<Posted, Trouble> {
    let mut posted = Posted::default();
    while let Some(part) = form.next_field().await.map_err(|_| Trouble::FormBroken)? {
        let (field, name) = (
            part.name().unwrap_or_default().to_owned(),
            part.file_name().map(str::to_owned),
        );
        let bytes = part.bytes().await.map_err(|_| Trouble::FormTooLarge)?;
        match name {
            Some(name) if !bytes.is_empty() => posted.files.push(File { field, name, bytes }),
            Some(_) => {}
            None => posted
                .fields
                .push((field, String::from_utf8_lossy(&bytes).into_owned())),
        }
        if posted.fields.len() + posted.files.len() > MOST_FIELDS {
            return Err(Trouble::FormTooLarge);
        }
    }
    Ok(posted)
}

/// `a=1&b=2` as it is sent by a form and written in an address.
pub(crate) fn pairs(text: &str) -> Vec<(String, String)> {
    let written = form_urlencoded::parse(text.as_bytes()).take(MOST_FIELDS);
    written
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect()
}
