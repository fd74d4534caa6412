//! Large language models: the memory of their weights and of their key-value cache, and how fast they decode.
//! How many machines that makes is in `fleet`.

use super::Domain;
use super::domain::{at_least, not_negative, positive, whole};
use super::types::{Count, Information, Rate, Ratio, Size, Throughput, Typed};

formulas! {
    /// The memory of the weights of a model.
    ///
    /// `parameters * precision`, in bytes; 2 bytes a parameter for 16 bits, 1 for 8 bits, 0.5 for 4 bits.
    ///
    /// # Errors
    /// A negative number of parameters; a precision of 0 or less.
    ///
    /// Source: arithmetic.
    pub fn model_memory(parameters: Count, precision: Information = 2.0) -> Result<Information, Domain> {
        not_negative("parameters", parameters)?;
        positive("precision", precision)?;
        Ok(precision * parameters.base())
    }

    /// The memory of the key-value cache for each token of a context.
    ///
    /// `2 * layers * kv_heads * head_size * precision`, in bytes a token: a key and a value in each layer. With grouped
    /// queries there are fewer key-value heads than query heads.
    ///
    /// # Errors
    /// Layers, heads or a head size that are not whole numbers of 1 or more; a precision of 0 or less.
    ///
    /// Source: Pope et al., Efficiently Scaling Transformer Inference, 2022; Ainslie et al., GQA, 2023.
    pub fn kv_cache_per_token(
        layers: Ratio,
        kv_heads: Ratio,
        head_size: Ratio = 128.0,
        precision: Information = 2.0,
    ) -> Result<Size, Domain> {
        let layers = whole("layers", layers, 1.0)?;
        let kv_heads = whole("kv_heads", kv_heads, 1.0)?;
        let head_size = whole("head_size", head_size, 1.0)?;
        positive("precision", precision)?;
        Ok(precision * (2.0 * layers * kv_heads * head_size) / Count::from_base(1.0))
    }

    /// The memory of the key-value cache for contexts of a length.
    ///
    /// `tokens * sequences * kv_cache_per_token`, in bytes, for so many sequences at the same time.
    ///
    /// # Errors
    /// A negative number of tokens or sequences; layers, heads or a head size that are not whole numbers of 1 or more;
    /// a precision of 0 or less.
    ///
    /// Source: Pope et al., Efficiently Scaling Transformer Inference, 2022; Ainslie et al., GQA, 2023.
    pub fn kv_cache(
        tokens: Count,
        layers: Ratio,
        kv_heads: Ratio,
        head_size: Ratio = 128.0,
        sequences: Ratio = 1.0,
        precision: Information = 2.0,
    ) -> Result<Information, Domain> {
        not_negative("tokens", tokens)?;
        not_negative("sequences", sequences)?;
        Ok(tokens * kv_cache_per_token(layers, kv_heads, head_size, precision)? * sequences)
    }

    /// The tokens a second that a model decodes, at most.
    ///
    /// `sequences * bandwidth / (weights + kv_cache)`, in tokens a second: each step reads all weights once, and the
    /// key-value cache of all sequences, from memory. An upper bound: it holds while memory binds, which it does until
    /// there are hundreds of sequences.
    ///
    /// # Errors
    /// A negative bandwidth or cache; weights of 0 or less; fewer than 1 sequence.
    ///
    /// Source: Pope et al., Efficiently Scaling Transformer Inference, 2022; derived from the roofline model.
    pub fn decode_rate(
        bandwidth: Throughput,
        weights: Information,
        kv_cache: Information = 0.0,
        sequences: Ratio = 1.0,
    ) -> Result<Rate, Domain> {
        not_negative("bandwidth", bandwidth)?;
        positive("weights", weights)?;
        not_negative("kv_cache", kv_cache)?;
        at_least("sequences", sequences, 1.0)?;
        Ok(Count::from_base(sequences.base()) * (bandwidth / (weights + kv_cache)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::{refused, worked};

    #[test]
    fn worked_answers() {
        worked(FORMULAS, "model_memory", &[70e9, 2.0], 140e9);
        worked(FORMULAS, "kv_cache_per_token", &[80.0, 8.0, 128.0, 2.0], 327_680.0);
        worked(FORMULAS, "kv_cache", &[8192.0, 80.0, 8.0, 128.0, 32.0, 2.0], 85.8993e9);
        worked(FORMULAS, "decode_rate", &[3.35e12, 140e9, 0.0, 1.0], 23.9286);
    }

    #[test]
    fn refusals() {
        refused(FORMULAS, "kv_cache", &[1.0, 0.5, 8.0, 128.0, 1.0, 2.0], "layers");
        refused(FORMULAS, "decode_rate", &[1.0, 0.0, 0.0, 1.0], "weights");
    }
}
