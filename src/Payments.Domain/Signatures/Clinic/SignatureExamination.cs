namespace Payments.Domain.Signatures.Clinic;

/// <summary>What the clinic found about a signed request.</summary>
public sealed record SignatureExamination
{
    /// <summary><c>epay</c>, <c>188pay</c>, <c>wopay</c> or <c>standard</c> (Standard Webhooks).</summary>
    public required string Scheme { get; init; }

    /// <summary>The verdict.</summary>
    public required SignatureVerdict Verdict { get; init; }

    /// <summary>The signature that was sent; empty where there was none.</summary>
    public required string Given { get; init; }

    /// <summary>The merchant number that the request names, or null.</summary>
    public string? Merchant { get; init; }

    /// <summary>
    /// The reading that fits alone; where none does, every reading that is accepted, the published document's own first.
    /// </summary>
    public required IReadOnlyList<SignatureReading> Readings { get; init; }

    /// <summary>Where the shop's own text begins to differ; null without such a text, and where it does not differ.</summary>
    public TextDifference? Difference { get; init; }

    /// <summary>Whether the shop's own text is exactly what is signed, so that the secret must be another.</summary>
    public bool IsTextRight { get; init; }
}

/// <summary>What a signature is.</summary>
public enum SignatureVerdict
{
    /// <summary>It is right, and the gateway accepts it.</summary>
    Right,

    /// <summary>It was made by a known mistake; the reading names it.</summary>
    Mistaken,

    /// <summary>No reading gives it: a value, the secret or the order of the fields is another.</summary>
    Wrong,

    /// <summary>The request has no signature.</summary>
    Missing,
}
