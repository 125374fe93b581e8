namespace Payments.Providers.Common;

/// <summary>Why a provider does not do what was asked.</summary>
/// <param name="Kind">What must change before the request can succeed.</param>
/// <param name="Message">
/// The provider's own words, or ours where it gives a number only; shortened to <see cref="LongestMessage"/> characters.
/// </param>
public sealed record ProviderRefusal(RefusalKind Kind, string Message)
{
    /// <summary>The longest message that is kept.</summary>
    public const int LongestMessage = 500;

    /// <summary>The provider's own words, or ours where it gives a number only.</summary>
    public string Message { get; } = Message.Length > LongestMessage ? Message[..LongestMessage] : Message;

    /// <summary>The provider's own code of it, as it wrote it; null where it gives none.</summary>
    public string? Code { get; init; }

    /// <summary>The fields at fault, by the name that the provider has for them, each with what was expected; often empty.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
}
