//! Whether the machine is ready, for those who watch it. Must not say anything about the data.

use crate::answer::{Answer, Reply};
use crate::visit::Visit;

/// 200 when the database answers: the request got this far by asking it.
pub async fn health(_visit: Visit) -> Answer {
    Reply::json(&serde_json::json!({ "ready": true }))
}
