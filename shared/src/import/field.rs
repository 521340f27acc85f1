//! The columns that we know.

use std::fmt;

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A column that we know, beside segments.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Field {
            $($(#[$doc])* $variant,)*
        }

        impl Field {
            /// Every one of them.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$variant),*];

            /// Its name in a header.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

fields! {
    /// The number picked.
    Score = "score",
    /// When.
    AnsweredAt = "answered_at",
    /// What was asked.
    Survey = "survey",
    /// Which version of it.
    SurveyVersion = "survey_version",
    /// The free text.
    Comment = "comment",
    /// The moment that prompted.
    Touchpoint = "touchpoint",
    /// The language the visitor saw.
    Locale = "locale",
    /// The owner's id of the person.
    Respondent = "respondent",
    /// The owner's own name for the answer.
    ExternalId = "external_id",
    /// How the prompt came.
    Channel = "channel",
    /// The path of the page.
    Page = "page",
    /// May the comment be quoted?
    Publish = "publish",
    /// Kept out of every score?
    Test = "test",
    /// What came of the prompt.
    Outcome = "outcome",
    /// The reason picked.
    Choice = "choice",
    /// The place among equal rows.
    Ordinal = "ordinal",
    /// The public id, in Koe's own export.
    Id = "id",
    /// The revision exported, there.
    Revision = "revision",
    /// When that was received, there.
    ReceivedAt = "received_at",
    /// The visitor's address, there.
    ContactEmail = "contact_email",
    /// The visitor's number, there.
    ContactPhone = "contact_phone",
    /// The visitor's name, there.
    ContactName = "contact_name",
    /// When a call is welcome, there.
    ContactWhen = "contact_when",
}

impl Field {
    /// The column of a name, in whatever case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name().eq_ignore_ascii_case(name))
    }

    /// Whether only Koe's own export has it: elsewhere the name means something else, and an address
    /// comes without the visitor's consent.
    #[must_use]
    pub const fn is_of_own_export(self) -> bool {
        matches!(
            self,
            Self::Id
                | Self::Revision
                | Self::ReceivedAt
                | Self::ContactEmail
                | Self::ContactPhone
                | Self::ContactName
                | Self::ContactWhen
        )
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
