//! What a reminder says, sent into chat groups by their robots (企业微信、钉钉、飞书 webhook). Each text once: what may
//! have arrived is never sent again by itself. Must not send what has not been made, or at night (安静时段).

mod post;
mod queue;
mod robot;

pub use post::{Post, Posted, WebPost};
pub use queue::{DeliverySeen, Sent, deliver, deliveries, send_again};
pub use robot::{Channel, ChannelKind, Message, Verdict, message, verdict};
