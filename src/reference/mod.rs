//! The field's numbers as data: latencies, throughputs, capacities, prices, sizes, powers of two, nines, and who says
//! so. Knows neither the language nor its units: a value is text that a model reads.

mod capacity;
mod compression;
mod hardware;
mod latency;
mod nines;
mod powers;
mod price;
mod size;
mod sources;
mod throughput;

/// Who says a number.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// A word of the language: `dean2009`.
    pub key: &'static str,
    /// Author and work.
    pub title: &'static str,
    /// When it was said.
    pub dated: Dated,
}

/// When something was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// It was published, measured or last true in this year.
    In(u16),
    /// It bears no date or is kept up to date, and stood there in this year.
    AsOf(u16),
}

impl Dated {
    /// The year by itself.
    #[must_use]
    pub const fn year(self) -> u16 {
        match self {
            Self::In(year) | Self::AsOf(year) => year,
        }
    }
}

/// A number as one source gives it.
#[derive(Debug, PartialEq, Eq)]
pub struct Figure {
    /// An expression of the language: `150 us`, `$0.02/GB/month`.
    pub value: &'static str,
    /// Who says so.
    pub source: &'static Source,
    /// What the source counts or leaves out, where that differs from the title of the entry; may be empty.
    pub note: &'static str,
}

impl Figure {
    const fn new(value: &'static str, source: &'static Source, note: &'static str) -> Self {
        Self { value, source, note }
    }
}

/// A thing that sources give numbers for. All its figures measure the same.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// A word of the language: `ssd_random_read`.
    pub name: &'static str,
    /// The field's term for it.
    pub title: &'static str,
    /// What the sources say; the first figure is the one to take where no source is named.
    pub figures: &'static [Figure],
}

impl Entry {
    /// The figure that one source gives.
    #[must_use]
    pub fn by(&self, source: &str) -> Option<&'static Figure> {
        self.figures.iter().find(|figure| figure.source.key == source)
    }
}

/// A power of two worth knowing by heart.
#[derive(Debug, PartialEq, Eq)]
pub struct Power {
    /// The power.
    pub exponent: u32,
    /// As many bytes in a binary unit: `1 TiB`.
    pub binary: &'static str,
    /// What people say instead, if they do.
    pub spoken: Option<Spoken>,
}

/// What people say for a power of two.
#[derive(Debug, PartialEq, Eq)]
pub struct Spoken {
    /// The number in words: `1 trillion`.
    pub number: Option<&'static str>,
    /// As many bytes: `1 TB`.
    pub bytes: &'static str,
    /// Who says so.
    pub source: &'static Source,
}

/// The times for which downtime is told.
pub const PERIODS: [&str; 4] = ["day", "week", "month", "year"];

/// A level of availability.
#[derive(Debug, PartialEq, Eq)]
pub struct Nines {
    /// What it is called: `three nines`.
    pub name: &'static str,
    /// The share of time that a service is up: `99.9%`.
    pub availability: &'static str,
}

/// What a table holds.
#[derive(Debug, PartialEq, Eq)]
pub enum Rows {
    /// Figures from sources.
    Figures(&'static [Entry]),
    /// Powers of two.
    Powers(&'static [Power]),
    /// Levels of availability; what they allow follows from them.
    Nines(&'static [Nines]),
}

/// A table of numbers of one sort.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// A word of the language: `latency`.
    pub name: &'static str,
    /// The heading.
    pub title: &'static str,
    /// What to know before using it, in a sentence or two.
    pub about: &'static str,
    /// The numbers.
    pub rows: Rows,
}

/// Which figures of a table are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection<'a> {
    /// The first figure of every entry.
    Default,
    /// What one source says.
    Source(&'a str),
    /// What all sources say.
    All,
}

impl Table {
    /// The entries; none where the table is no collection of figures.
    #[must_use]
    pub const fn entries(&self) -> &'static [Entry] {
        match self.rows {
            Rows::Figures(entries) => entries,
            Rows::Powers(_) | Rows::Nines(_) => &[],
        }
    }

    /// The number of its rows.
    #[must_use]
    pub const fn len(&self) -> usize {
        match self.rows {
            Rows::Figures(entries) => entries.len(),
            Rows::Powers(powers) => powers.len(),
            Rows::Nines(levels) => levels.len(),
        }
    }

    /// Whether it has no rows; none is.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry of that name.
    #[must_use]
    pub fn entry(&self, name: &str) -> Option<&'static Entry> {
        self.entries().iter().find(|entry| entry.name == name)
    }

    /// The sources of its figures, each once, in the order in which they appear.
    #[must_use]
    pub fn sources(&self) -> Vec<&'static Source> {
        let mut sources = Vec::new();
        for figure in self.entries().iter().flat_map(|entry| entry.figures) {
            if !sources.contains(&figure.source) {
                sources.push(figure.source);
            }
        }
        sources
    }

    /// The figures wanted, with their entries.
    #[must_use]
    pub fn figures(&self, selection: Selection) -> Vec<(&'static Entry, &'static Figure)> {
        let wanted = |entry: &'static Entry| -> Vec<&'static Figure> {
            match selection {
                Selection::Default => entry.figures.iter().take(1).collect(),
                Selection::Source(key) => entry.by(key).into_iter().collect(),
                Selection::All => entry.figures.iter().collect(),
            }
        };
        self.entries().iter().flat_map(|entry| wanted(entry).into_iter().map(move |figure| (entry, figure))).collect()
    }
}

/// Every table, in the order in which they are listed.
pub static TABLES: &[&Table] = &[
    &latency::TABLE,
    &throughput::TABLE,
    &hardware::TABLE,
    &capacity::TABLE,
    &price::TABLE,
    &size::TABLE,
    &compression::TABLE,
    &powers::TABLE,
    &nines::TABLE,
];

/// The table of that name.
#[must_use]
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().copied().find(|table| table.name == name)
}

/// A figure and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Its table.
    pub table: &'static Table,
    /// Its entry.
    pub entry: &'static Entry,
    /// The figure itself.
    pub figure: &'static Figure,
}

/// The figure of a name: `latency.disk_seek` for what is taken where no source is named, `latency.disk_seek.dean2009`
/// for what one source says.
///
/// ```
/// let found = napkin::reference::find("latency.ssd_random_read").expect("a well-known number");
/// assert_eq!((found.figure.value, found.figure.source.key), ("150 us", "primer"));
/// assert_eq!(napkin::reference::find("latency.warp_jump"), None);
/// ```
#[must_use]
pub fn find(name: &str) -> Option<Found> {
    let mut parts = name.split('.');
    let table = table(parts.next()?)?;
    let entry = table.entry(parts.next()?)?;
    let figure = match parts.next() {
        Some(source) => entry.by(source)?,
        None => entry.figures.first()?,
    };
    parts.next().is_none().then_some(Found { table, entry, figure })
}

/// Every name that [`find`] knows: each entry by itself, then with each of its sources.
pub fn names() -> impl Iterator<Item = String> {
    let entries = TABLES.iter().flat_map(|table| table.entries().iter().map(move |entry| (table.name, entry)));
    entries.flat_map(|(table, entry)| {
        let sources = entry.figures.iter().map(move |figure| format!("{table}.{}.{}", entry.name, figure.source.key));
        std::iter::once(format!("{table}.{}", entry.name)).chain(sources)
    })
}
