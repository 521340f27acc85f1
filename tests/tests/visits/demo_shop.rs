//! The demo shop, as the development Worker serves it: a purchase, a question to the support desk,
//! a walk through the reading room, and the panel that moves as answers arrive.
