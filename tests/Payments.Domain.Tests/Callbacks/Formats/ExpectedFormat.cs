using Payments.Domain.Callbacks;

namespace Payments.Domain.Tests.Callbacks.Formats;

/// <summary>What one face's callback must be, written out by hand; signatures made with <c>md5sum</c> and <c>sha256sum</c>.</summary>
public sealed record ExpectedFormat
{
    public required string Name { get; init; }

    public required CallbackForm Form { get; init; }

    public required string ContentType { get; init; }

    /// <summary>Every method, as the record of a lost attempt names them.</summary>
    public required string Methods { get; init; }

    /// <summary>The methods for auto; auto of a shop that heard GET; get; post.</summary>
    public required string[] MethodsBySetting { get; init; }

    /// <summary>The callback of <see cref="ExpectedFormats.Order"/>, signed with <c>k</c>.</summary>
    public required string Payload { get; init; }

    /// <summary>The same, signed with <c>new&amp;key</c>.</summary>
    public required string Renewed { get; init; }

    /// <summary>The headers that sign the callback with <c>k</c>; none where the payload carries its signature.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The same, signed with <c>new&amp;key</c>.</summary>
    public IReadOnlyDictionary<string, string> RenewedHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether only completed orders are told of.</summary>
    public bool IsCompletedOnly { get; init; } = true;

    /// <summary>Whether an answer is heard, or why not: 200 <c>ok</c>, 200 with nothing, 204 with nothing, 503 <c>success</c>.</summary>
    public required string?[] Errors { get; init; }

    /// <summary>The test of a callback.</summary>
    public required string Test { get; init; }

    /// <summary>What is appended to the return URL, signed with <c>k</c>; null for nothing.</summary>
    public required string? ReturnQuery { get; init; }
}
