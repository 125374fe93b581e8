using System.Text;

namespace Payments.Providers.Common;

/// <summary>An HTTP answer as it came.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The media type without parameters, or null.</param>
/// <param name="Body">The whole body, decompressed; never re-encoded.</param>
public sealed record ProviderReply(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>The headers by name, in any case; none where nobody asked for them.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the status is 200 to 299.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The body's first characters for logs and records.</summary>
    /// <param name="longest">How many bytes at most.</param>
    public string Excerpt(int longest = 1024) => Encoding.UTF8.GetString(Body.Span[..Math.Min(longest, Body.Length)]);
}
