//! Calls that describe themselves: their handlers are routed at once, their descriptions made when somebody
//! asks for them.
//!
//! To describe all calls takes longer than to route them, and few isolates are ever asked to.

use std::sync::Arc;

use axum::Router;
use axum::routing::MethodRouter;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::app::Edge;

/// One path, with its methods.
pub(super) struct Call {
    pub(super) path: String,
    pub(super) methods: MethodRouter<Arc<Edge>>,
    pub(super) described: Description,
}

type Description = fn() -> OpenApiRouter<Arc<Edge>>;

/// Some calls.
#[derive(Default)]
pub(super) struct Calls {
    router: Router<Arc<Edge>>,
    descriptions: Vec<Description>,
}

impl Calls {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds a path; see [`routes!`].
    pub(super) fn routes(mut self, call: Call) -> Self {
        self.router = self.router.route(&call.path, call.methods);
        self.descriptions.push(call.described);
        self
    }

    pub(super) fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.descriptions.extend(other.descriptions);
        self
    }

    /// The description of these calls, below what stands above all of them.
    pub(super) fn describe(self, head: OpenApi) -> OpenApi {
        let described = OpenApiRouter::with_openapi(head);
        let calls = self.descriptions.into_iter();
        calls.fold(described, |all, described| all.merge(described())).into_openapi()
    }
}

impl From<Calls> for Router<Arc<Edge>> {
    fn from(calls: Calls) -> Self {
        calls.router
    }
}

/// A [`Call`] of the handlers of one path, as their attributes describe them.
macro_rules! routes {
    ($($name:ident)::+ $(, $($more:ident)::+)* $(,)?) => {{
        use utoipa::Path as _;
        let path = $crate::routes::calls::described!($($name)::+ path);
        let methods = axum::routing::MethodRouter::new();
        let methods = $crate::routes::calls::on!(methods, $($name)::+);
        $(let methods = $crate::routes::calls::on!(methods, $($more)::+);)*
        let described = || {
            let routes = utoipa_axum::routes!($($name)::+ $(, $($more)::+)*);
            utoipa_axum::router::OpenApiRouter::new().routes(routes)
        };
        $crate::routes::calls::Call { path, methods, described }
    }};
}

/// The methods of a path, with those of a handler.
macro_rules! on {
    ($methods:ident, $($name:ident)::+) => {
        $crate::routes::calls::described!($($name)::+ methods)
            .iter()
            .map(utoipa_axum::PathItemExt::to_method_filter)
            .fold($methods, |methods, method| methods.on(method, $($name)::+))
    };
}

/// What the description of a handler says of it.
macro_rules! described {
    ($handler:ident $said:ident) => {
        utoipa_axum::paste! { [<__path_ $handler>]::$said() }
    };
    ($module:ident :: $handler:ident $said:ident) => {
        utoipa_axum::paste! { $module::[<__path_ $handler>]::$said() }
    };
    ($module:ident :: $file:ident :: $handler:ident $said:ident) => {
        utoipa_axum::paste! { $module::$file::[<__path_ $handler>]::$said() }
    };
}

pub(super) use {described, on, routes};
