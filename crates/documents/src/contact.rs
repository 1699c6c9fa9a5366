//! Whom to ask: stands on papers that people take home. Must not stand for anybody's private number: callers give
//! what an office gives out.

use i18n::Words;

/// Somebody to phone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    /// Name, with post or office where that helps.
    pub name: String,
    /// The number to phone; empty when there is none.
    pub phone: String,
}

impl Contact {
    /// 李敏，电话0871-6000001; Li Min, phone 0871-6000001.
    pub(crate) fn say(&self, words: &Words) -> String {
        if self.phone.is_empty() {
            return self.name.clone();
        }
        let (name, phone) = (self.name.as_str(), self.phone.as_str());
        words.say("paper-contact", &[("name", name.into()), ("phone", phone.into())])
    }
}
