//! The forms of everybody who is asked, in one file to be taken away.
//! Must not write a form: `send_return` does.

use std::io::Write as _;

use domain::id::ReturnId;
use i18n::Words;
use store::StoreError;

use super::send_return::send_return;
use crate::print_papers::Printed;
use crate::{Actor, App, Failure};

/// All forms of a return as a zip.
///
/// # Errors
/// When the actor may not, the return is not there, the file cannot be written, or the database fails.
pub async fn pack_forms(app: &App, actor: &Actor, id: ReturnId, words: &Words) -> Result<Printed, Failure> {
    let sent = send_return(app, actor, (None, id), (None, words)).await?;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    // A workbook is packed already.
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let broken = |cause: String| StoreError::File {
        path: "archive".into(),
        cause: cause.into(),
    };
    for form in &sent.forms {
        archive
            .start_file(&form.name, options)
            .map_err(|error| broken(error.to_string()))?;
        archive
            .write_all(&form.bytes)
            .map_err(|error| broken(error.to_string()))?;
    }
    let written = archive.finish().map_err(|error| broken(error.to_string()))?;
    Ok(Printed {
        name: format!("{}.zip", sent.name),
        media_type: "application/zip",
        bytes: written.into_inner(),
    })
}
