//! What a command takes, as data: help, completion, the command line and the lines of a session read it.

/// An argument or an option of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Argument {
    /// What it is called: `NAME`, or `--steps` for an option.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// What its value is called in help, for an option: `N`; empty for a flag and where the name says it.
    pub value: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    /// How often it is given.
    pub count: Count,
    /// A word that stands for an option in a session: `until`; empty if there is none.
    pub word: &'static str,
}

/// What an argument is, by which it is read and completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The name of a definition.
    Name,
    /// The name of a definition or of a function of the model.
    Defined,
    /// A name and between what it lies, `dau 10M..1bn`, once or twice.
    Axes,
    /// Definitions, `dau = 50%/year`, separated by commas or given one by one.
    Definitions,
    /// Resources, `memory = need / per_unit`, separated by commas or given one by one.
    Resources,
    /// An expression.
    Expression,
    /// Expressions, separated by commas.
    Expressions,
    /// A condition.
    Condition,
    /// The name of a preset, or a file.
    Preset,
    /// A file.
    File,
    /// Any word that means something.
    Word,
    /// The name of a command, or any word that means something.
    Topic,
    /// A dimension or a unit.
    Dimension,
    /// A setting and its value.
    Setting,
    /// A formula.
    Formula,
    /// A table of the field's numbers, or one of its entries.
    Table,
    /// Any text.
    Text,
    /// A whole number.
    Number,
    /// Whole numbers, separated by commas.
    Numbers,
    /// Nothing: the option is there or not.
    Flag,
}

/// How often an argument is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// At most once.
    Optional,
    /// Once.
    Required,
    /// Any number of times.
    Any,
    /// Once or more.
    Some,
}

impl Argument {
    /// An argument that must be given.
    #[must_use]
    pub const fn required(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Self { name, kind, value: "", about, count: Count::Required, word: "" }
    }

    /// An argument that may be given.
    #[must_use]
    pub const fn optional(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Self { count: Count::Optional, ..Self::required(name, kind, about) }
    }

    /// An option with a value.
    #[must_use]
    pub const fn option(name: &'static str, kind: Kind, value: &'static str, about: &'static str) -> Self {
        Self { value, ..Self::optional(name, kind, about) }
    }

    /// An option without a value.
    #[must_use]
    pub const fn flag(name: &'static str, about: &'static str) -> Self {
        Self::optional(name, Kind::Flag, about)
    }

    /// The same, given so often.
    #[must_use]
    pub const fn times(self, count: Count) -> Self {
        Self { count, ..self }
    }

    /// The same with a word that stands for it in a session.
    #[must_use]
    pub const fn or_word(self, word: &'static str) -> Self {
        Self { word, ..self }
    }

    /// Whether it is an option.
    #[must_use]
    pub fn is_option(&self) -> bool {
        self.name.starts_with("--")
    }

    /// How it is written: `NAME`, `[EXPRESSION]`, `--steps N`.
    #[must_use]
    pub fn usage(&self) -> String {
        let text = match self.kind {
            _ if self.is_option() => format!("{} {}", self.name, self.value),
            Kind::Definitions | Kind::Resources => format!("{}, …", self.name),
            _ => self.name.to_owned(),
        };
        let text = text.trim_end();
        if matches!(self.count, Count::Optional | Count::Any) { format!("[{text}]") } else { text.to_owned() }
    }
}
