//! The arguments of the command line, and what is an estimate among them.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand};

use crate::analysis::explain::{DEPTH, DEPTHS};
use crate::engine::{SAMPLES, Sampling};

/// A back-of-the-envelope capacity calculator that knows what a QPS is.
#[derive(Debug, Parser)]
#[command(
    name = "napkin",
    version,
    about,
    args_conflicts_with_subcommands = true,
    subcommand_precedence_over_arg = true,
    disable_help_subcommand = true,
    after_help = "Examples:\n  napkin '500M tweets/day * 10 KB/tweet -> TB/month'\n  napkin '12k QPS / (1k QPS/server)'\n  napkin run pastebin --set 'writes_per_month = 50M pastes/month'\n  napkin eval notes.txt\n\nA shell has a use of its own for `$`, `*` and `>`: put an estimate in single quotes.",
    override_usage = "napkin [--json] [--] EXPRESSION…\n       napkin COMMAND"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,

    /// Print results and errors as JSON objects, one per line
    #[arg(long, global = true)]
    pub(super) json: bool,

    /// Print plain ASCII; so does a value of `NAPKIN_ASCII`
    #[arg(long, global = true)]
    pub(super) ascii: bool,

    #[command(flatten)]
    pub(super) ranges: Ranges,

    /// The estimate to calculate; several arguments are joined by spaces
    #[arg(value_name = "EXPRESSION", allow_hyphen_values = true)]
    pub(super) expression: Vec<String>,
}

/// How the results of ranges are found.
#[derive(Debug, Clone, Copy, Default, Args)]
#[command(next_help_heading = "Ranges")]
pub(super) struct Ranges {
    /// Draw so many samples; unless told as many as are quick, from 4,096 to 32,768
    #[arg(long, global = true, value_name = "N", value_parser = samples)]
    samples: Option<usize>,
    /// Start the samples from another number than 1
    #[arg(long, global = true, value_name = "N")]
    seed: Option<u64>,
    /// Sample what has a closed form, too
    #[arg(long, global = true)]
    sampled: bool,
}

/// A number of samples that makes sense: too few say nothing, and the most fill a gigabyte of memory at worst.
fn samples(text: &str) -> Result<usize, String> {
    let number = text.replace('_', "").parse::<usize>().ok();
    number
        .filter(|number| SAMPLES.contains(number))
        .ok_or_else(|| format!("the number of samples is a whole one from {} to {}", SAMPLES.start(), SAMPLES.end()))
}

/// How deep a derivation may go.
fn depth(text: &str) -> Result<usize, String> {
    let number = text.parse::<usize>().ok().filter(|number| DEPTHS.contains(number));
    number.ok_or_else(|| format!("the depth is a whole number from {} to {}", DEPTHS.start(), DEPTHS.end()))
}

impl Ranges {
    /// How uncertain results are found.
    pub(super) fn sampling(self) -> Sampling {
        Sampling { samples: self.samples, seed: self.seed.unwrap_or(Sampling::default().seed), always: self.sampled }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Open a session, also on lines that are piped in; `napkin` alone does so at a terminal
    Repl,
    /// Calculate a file of lines, or standard input with `-`
    Eval {
        /// The file: definitions in any order; every bare expression prints its result
        file: String,
    },
    /// Print the tables of a preset
    Run {
        /// The name of a preset (see `napkin list`), or a TOML file
        preset: String,
        /// Give an assumption another value: `--set 'dau = 50M users'`
        #[arg(long, value_name = "NAME=EXPRESSION")]
        set: Vec<String>,
        /// Take an uncertain result apart: how it spreads and what that comes from
        #[arg(long, value_name = "NAME")]
        detail: Vec<String>,
        /// Print the checks only, and exit with 1 if one fails: to guard an estimate in continuous integration
        #[arg(long)]
        check: bool,
    },
    /// Find what an assumption may be for a condition to hold
    Solve {
        /// The name of a preset, or a TOML file
        preset: String,
        /// The assumption
        name: String,
        /// The condition: `--such-that 'app_servers <= 100 servers'`
        #[arg(long, value_name = "CONDITION")]
        such_that: String,
        /// Give another assumption another value
        #[arg(long, value_name = "NAME=EXPRESSION")]
        set: Vec<String>,
    },
    /// Derive a result of a preset, from its formula down to the assumptions and their reasons
    Explain {
        /// The name of a preset, or a TOML file
        preset: String,
        /// The name of a result, or an expression over such names
        name: String,
        /// Show so many levels of definitions below the result, 0 to 50
        #[arg(long, value_name = "N", default_value_t = DEPTH, hide_default_value = true, value_parser = depth)]
        depth: usize,
        /// Give an assumption another value: `--set 'dau = 50M users'`
        #[arg(long, value_name = "NAME=EXPRESSION")]
        set: Vec<String>,
    },
    /// Calculate in interview arithmetic, step by step: one digit, powers of ten, a day of 1e5 s
    ByHand {
        /// An estimate; or the name of a preset, and that of one of its results
        #[arg(required = true, value_name = "EXPRESSION|PRESET NAME")]
        words: Vec<String>,
        /// Give an assumption of the preset another value: `--set 'dau = 50M users'`
        #[arg(long, value_name = "NAME=EXPRESSION")]
        set: Vec<String>,
    },
    /// Show estimates of a preset over many values of an assumption, or over a grid of two
    Sweep {
        /// The name of a preset, or a TOML file
        preset: String,
        /// A name and between what it lies, `dau 10M..1bn`; a second one gives a grid
        #[arg(value_name = "NAME A..B", required = true, num_args = 2..=4)]
        inputs: Vec<String>,
        /// How many values each takes, 2 to 10,000; `20,5` are rows and columns
        #[arg(long, value_name = "N", value_delimiter = ',')]
        steps: Vec<usize>,
        /// Take equal ratios instead of equal differences
        #[arg(long)]
        log: bool,
        /// What to show: names or expressions, separated by commas
        #[arg(long, value_name = "EXPRESSION")]
        show: Vec<String>,
        /// Give an assumption another value: `--set 'dau = 50M users'`
        #[arg(long, value_name = "NAME=EXPRESSION")]
        set: Vec<String>,
    },
    /// Show a preset over the years, with assumptions that grow
    Growth {
        /// The name of a preset, or a TOML file
        preset: String,
        /// What grows, and how fast: `'dau = 50%/year'`
        #[arg(value_name = "NAME=RATE", required = true)]
        rates: Vec<String>,
        /// How many years to show, 1 to 100
        #[arg(long, value_name = "N", default_value_t = 5)]
        years: usize,
        /// What to show: names or expressions, separated by commas
        #[arg(long, value_name = "EXPRESSION")]
        show: Vec<String>,
        /// Tell in which month a condition first holds: `--until 'storage > 5 PB'`
        #[arg(long, value_name = "CONDITION")]
        until: Option<String>,
        /// Give an assumption another value: `--set 'dau = 50M users'`
        #[arg(long, value_name = "NAME=EXPRESSION")]
        set: Vec<String>,
    },
    /// List the presets by topic
    List {
        /// Only those with a tag
        #[arg(long, value_name = "TAG")]
        tag: Option<String>,
        /// Only those that mention a word
        #[arg(long, value_name = "WORD")]
        search: Option<String>,
    },
    /// Print the text of a preset: a template for one of your own
    Show {
        /// The name of a preset, or a TOML file
        preset: String,
    },
    /// Put two presets side by side, or a preset beside variants of itself
    Compare {
        /// The name of a preset, or a TOML file
        preset: String,
        /// Another one; without it, `--set` says what to compare with
        #[arg(conflicts_with = "set")]
        other: Option<String>,
        /// A variant of its own each time: `--set 'dau = 50M users; fanout = 75 deliveries/tweet'`
        #[arg(long, value_name = "NAME=EXPRESSION;…")]
        set: Vec<String>,
    },
    /// Find which resource of a tier binds: memory, operations, disk, …
    Bottleneck {
        /// A preset, if any, and resources: `'memory = working_set / (64 GB/node)'`
        #[arg(required = true, value_name = "[PRESET] LABEL=NEED/PER_UNIT")]
        arguments: Vec<String>,
        /// Give an assumption of the preset another value
        #[arg(long, value_name = "NAME=EXPRESSION")]
        set: Vec<String>,
    },
    /// Hold the presets against real systems: what their rules predict, and what was really run
    Calibrate {
        /// The name of a system: `Tumblr`
        system: Option<String>,
    },
    /// List the field's formulas, or explain one: queueing, storage, availability, caching, …
    Formulas {
        /// The name of a formula: `erlang_c`
        name: Option<String>,
    },
    /// Print the field's numbers and their sources: latencies, prices, powers of two, …
    Reference {
        /// A table, or one of its entries: `latency.disk_seek`; without it, the list of tables
        table: Option<String>,
        /// Show what one source says: `--source dean2009`
        #[arg(long, value_name = "SOURCE", requires = "table", conflicts_with = "all")]
        source: Option<String>,
        /// Show what all sources say
        #[arg(long, requires = "table")]
        all: bool,
    },
}

/// How many of the first words are options that every command takes, with their values.
pub(super) fn options(words: &[OsString]) -> usize {
    let mut count = 0;
    while let Some(word) = words.get(count).and_then(|word| word.to_str()) {
        let has_value = matches!(word, "--samples" | "--seed");
        let is_option = has_value
            || matches!(word, "--json" | "--ascii" | "--sampled")
            || word.starts_with("--samples=")
            || word.starts_with("--seed=");
        if !is_option {
            break;
        }
        count += 1 + usize::from(has_value);
    }
    count.min(words.len())
}

impl Arguments {
    /// The arguments of a process, of which the first is its own name.
    pub(super) fn parsed(raw: &[OsString]) -> Result<Self, clap::Error> {
        match Self::of_estimate(raw) {
            Some(arguments) => Ok(arguments),
            None => Self::try_parse_from(raw).and_then(|arguments| arguments.settled(raw)),
        }
    }

    /// A command line that is an estimate and nothing else. Most are, and need no description of all commands built
    /// before they are understood.
    fn of_estimate(raw: &[OsString]) -> Option<Self> {
        let words = raw.get(1..)?.iter().map(|word| word.to_str().map(str::to_owned));
        let words: Vec<String> = words.collect::<Option<_>>()?;
        let is_option = |word: &String| {
            let name = word.strip_prefix('-').unwrap_or("");
            name.starts_with(|first: char| first == '-' || first.is_ascii_alphabetic())
        };
        let is_estimate = !Command::has_subcommand(words.first()?) && !words.iter().any(is_option);
        is_estimate.then_some(Self {
            command: None,
            json: false,
            ascii: false,
            ranges: Ranges::default(),
            expression: words,
        })
    }

    /// An expression may start with a minus sign, so that the argument parser lets every hyphen pass once it has seen
    /// an expression. Options among its words are options all the same, unless they come after `--`.
    fn settled(mut self, raw: &[OsString]) -> Result<Self, clap::Error> {
        if raw.iter().any(|argument| argument == "--") {
            return Ok(self);
        }
        let words = std::mem::take(&mut self.expression);
        let mut given: Vec<String> = vec!["napkin".to_owned()];
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let name = word.strip_prefix("--").unwrap_or("");
            let is_option =
                name.starts_with(|first: char| first.is_ascii_alphabetic()) && !name.contains(char::is_whitespace);
            if matches!(word.as_str(), "-h" | "--help" | "-V" | "--version") {
                return Err(Self::try_parse_from(["napkin", &word]).err().unwrap_or_else(unknown(&word)));
            }
            if options(&[OsString::from(&word)]) > 0 {
                let has_value = matches!(word.as_str(), "--samples" | "--seed");
                given.push(word);
                if has_value {
                    given.extend(words.next());
                }
            } else if is_option {
                return Err(unknown(&word)());
            } else {
                self.expression.push(word);
            }
        }
        if given.len() > 1 {
            let given = Self::try_parse_from(given)?;
            self.json |= given.json;
            self.ascii |= given.ascii;
            self.ranges = Ranges {
                samples: given.ranges.samples.or(self.ranges.samples),
                seed: given.ranges.seed.or(self.ranges.seed),
                sampled: given.ranges.sampled || self.ranges.sampled,
            };
        }
        Ok(self)
    }
}

fn unknown(word: &str) -> impl Fn() -> clap::Error {
    let message = format!("unexpected option '{word}'\n\n  tip: to calculate with it, write '-- {word}'\n");
    move || Arguments::command().error(ErrorKind::UnknownArgument, &message)
}
