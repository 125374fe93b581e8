namespace Payments.Domain.Callbacks;

/// <summary>What a callback carries to the shop: all that its format decides.</summary>
/// <param name="Payload">The text of the body, or of the query where it goes by GET.</param>
/// <param name="Headers">Request headers beside the content type. Some formats sign in a header.</param>
public sealed record CallbackContent(string Payload, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Content without headers of its own.</summary>
    public CallbackContent(string payload)
        : this(payload, new Dictionary<string, string>())
    {
    }
}
