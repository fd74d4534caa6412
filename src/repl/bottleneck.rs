//! `:bottleneck`: which resource of a tier binds, by the names of the workspace.

use super::reply::Reply;
use crate::analysis::bottleneck::{Resource, bottleneck as find};
use crate::diagnostic::{Diagnostics, Sources};
use crate::quantity::display::Formatter;
use crate::report::bottleneck::document;
use crate::syntax::Origin;
use crate::workspace::Workspace;

/// `:bottleneck RESOURCE, RESOURCE…`
pub(super) fn bottleneck(workspace: &Workspace, argument: &str, sources: &mut Sources) -> Reply {
    let source = workspace.source(argument, sources);
    let (mut resources, mut wrong) = (Vec::new(), Diagnostics::default());
    for (start, text) in parts(argument) {
        match Resource::parse(text, Origin::new(source, start)) {
            Ok(resource) => resources.push(resource),
            Err(problem) => wrong.push(problem),
        }
    }
    if !wrong.is_empty() {
        return wrong.into();
    }
    let mut model = workspace.preset.model.clone();
    match find(&mut model, &resources, &workspace.options) {
        Ok(found) => {
            let mut formatter = Formatter::new(&model.units, false);
            formatter.digits = workspace.formatter().digits;
            Reply { problems: found.hints.clone(), ..document(&found, workspace.options.sampling, &formatter).into() }
        }
        Err(problems) => problems.into(),
    }
}

/// The parts between commas outside brackets, each with its place, without the quotation marks that some put around it.
fn parts(text: &str) -> Vec<(usize, &str)> {
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    let ends = text.char_indices().filter(|&(_, letter)| {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        letter == ',' && depth == 0
    });
    for end in ends.map(|(at, _)| at).chain([text.len()]) {
        let part = &text[start..end];
        let bare = part.trim();
        let inner = ['\'', '"'].into_iter().find_map(|mark| bare.strip_prefix(mark)?.strip_suffix(mark));
        let indent = part.len() - part.trim_start().len() + usize::from(inner.is_some());
        parts.push((start + indent, inner.unwrap_or(bare)));
        start = end + 1;
    }
    parts
}
