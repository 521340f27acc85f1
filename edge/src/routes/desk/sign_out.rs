//! `POST /sign-out`: ends the session in this browser. 1. As every form. 2. 303 to the door, without the cookie.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{LOCATION, SET_COOKIE};

use super::entry::Posted;
use crate::desk::place::DOOR;

// 1.
pub(super) async fn post(Posted { person, .. }: Posted) -> Response {
    // 2.
    let cleared = person.visit.jar().clear();
    let headers = [(LOCATION, DOOR.to_owned()), (SET_COOKIE, cleared)];
    (StatusCode::SEE_OTHER, headers).into_response()
}
